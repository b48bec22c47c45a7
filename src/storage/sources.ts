import { openFileSystem } from './file-system'
import { hashFile } from './hash'
import { openIndexedDb } from './indexed-db'
import type { KeptSource, SourceStore } from './store'

export { hashFile }

let opened: Promise<SourceStore | null> | undefined

async function open(): Promise<SourceStore | null> {
  opened ??= openFileSystem().then((store) => store ?? openIndexedDb())
  return opened
}

/**
 * Keeps the bytes of a file on this device under their SHA-256. Resolves only when they have been read back and are the same;
 * rejects, with a sentence for the reader, when they could not be kept.
 */
export async function keepSource(source: Blob, hash: string): Promise<void> {
  const store = await open()
  if (!store) throw new Error('This browser does not let pages keep files, so it has to be chosen again next time.')
  await keepIn(store, source, hash)
}

/** The kept bytes; null when there are none. Rejects when they are not what was kept. */
export async function loadSource(hash: string): Promise<Blob | null> {
  const store = await open()
  return store ? loadFrom(store, hash) : null
}

export async function listSources(): Promise<readonly KeptSource[]> {
  return (await open())?.list() ?? []
}

export async function eraseSource(hash: string): Promise<void> {
  await (await open())?.erase(hash)
}

/** Erases all that is kept, what a killed browser left half written included. */
export async function eraseAllSources(): Promise<void> {
  const store = await open()
  for (const { hash } of (await store?.list()) ?? []) await store!.erase(hash)
}

export async function keepIn(store: SourceStore, source: Blob, hash: string): Promise<void> {
  if (await isKept(store, source, hash)) return
  await refuseWhenFull(source.size)
  try {
    await store.put(hash, source)
  } catch (error) {
    await store.erase(hash).catch(() => undefined)
    throw notKept(error as Error)
  }
  if (await isKept(store, source, hash)) return
  await store.erase(hash).catch(() => undefined)
  throw new Error('The file was written to this device, but does not read back the same. It was not kept.')
}

export async function loadFrom(store: SourceStore, hash: string): Promise<Blob | null> {
  const kept = await store.get(hash)
  if (kept === null || (await hashFile(kept)) === hash) return kept
  throw new Error('The copy kept on this device is damaged. Choose the file again.')
}

async function isKept(store: SourceStore, source: Blob, hash: string): Promise<boolean> {
  const kept = await store.get(hash).catch(() => null)
  return kept !== null && kept.size === source.size && (await hashFile(kept)) === hash
}

/** Writing needs room for a second copy until it is complete. */
async function refuseWhenFull(bytes: number): Promise<void> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => null)
  if (!estimate?.quota || estimate.usage === undefined) return
  if (estimate.quota - estimate.usage < bytes) throw full(bytes)
}

// Chromium reports a full disk as AbortError from the pipe, others as QuotaExceededError.
function notKept(error: Error): Error {
  const isFull = error.name === 'QuotaExceededError' || /quota|data pipe|space|full/i.test(error.message)
  return isFull ? full(null) : new Error(`The file could not be kept on this device: ${error.message}`)
}

function full(bytes: number | null): Error {
  const size = bytes === null ? '' : ` It needs ${Math.ceil(bytes / 1e6)} MB.`
  return new Error(`There is no room on this device to keep the file.${size} It stays open, but has to be chosen again next time.`)
}
