import type { SourceStore } from './store'

const FOLDER = 'sources'
/** What a browser leaves behind when it is killed while writing. */
const LEFTOVER = '.crswap'

/** The origin's private file system; null where the browser has none, or does not let files be written whole. */
export async function openFileSystem(): Promise<SourceStore | null> {
  if (typeof FileSystemFileHandle === 'undefined' || !('createWritable' in FileSystemFileHandle.prototype)) return null
  if (!navigator.storage?.getDirectory) return null
  const root = await navigator.storage.getDirectory().catch(() => null)
  if (!root) return null
  const folder = await root.getDirectoryHandle(FOLDER, { create: true })
  await sweep(folder)
  return storeIn(folder)
}

async function sweep(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name] of entriesOf(folder)) if (name.endsWith(LEFTOVER)) await folder.removeEntry(name).catch(() => undefined)
}

export function storeIn(folder: FileSystemDirectoryHandle): SourceStore {
  return {
    async put(hash, source) {
      const handle = await folder.getFileHandle(hash, { create: true })
      // Bytes go to a file beside it and take its place on close: a full disk or a closed page leaves nothing half.
      const writable = await handle.createWritable()
      try {
        await source.stream().pipeTo(writable)
      } catch (error) {
        await folder.removeEntry(hash).catch(() => undefined)
        throw error
      }
    },
    async get(hash) {
      try {
        return await (await folder.getFileHandle(hash)).getFile()
      } catch (error) {
        if ((error as Error).name === 'NotFoundError') return null
        throw error
      }
    },
    async list() {
      const kept = []
      for await (const [hash, handle] of entriesOf(folder))
        if (handle.kind === 'file' && !hash.endsWith(LEFTOVER))
          kept.push({ hash, bytes: (await (handle as FileSystemFileHandle).getFile()).size })
      return kept
    },
    async erase(hash) {
      await folder.removeEntry(hash).catch((error: unknown) => {
        if ((error as Error).name !== 'NotFoundError') throw error
      })
    },
  }
}

// TypeScript keeps the iteration of folders in a library that the project does not load.
function entriesOf(folder: FileSystemDirectoryHandle): AsyncIterable<[name: string, handle: FileSystemHandle]> {
  return folder as unknown as AsyncIterable<[string, FileSystemHandle]>
}
