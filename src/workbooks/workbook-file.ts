import { deflateSync, Unzip, UnzipInflate, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { hashFile, hashText } from '../storage/hash'
import { GatheredBytes } from './gathered-bytes'
import { NotAWorkbook } from './plain'
import { hashesOf, type Recipe } from './recipe'
import { MANIFEST, MOST_RATIO, notWhole, RECIPE, Unpacking, VERSION } from './unpacking'

/*
 * A workbook file is a zip: clientele.json says what it is and the checksum of recipe.json; the bytes of each source follow
 * under sources/<SHA-256>, unless it was saved without data.
 */
const CHUNK = 1024 * 1024
/** What is unpacked at a time: a thousandfold, it is still no harm. */
const BITE = 32 * 1024
/** Zip, gzip, Parquet, Zstandard: packed already, and no smaller for being packed again. */
const PACKED = [
  [0x50, 0x4b],
  [0x1f, 0x8b],
  [0x50, 0x41, 0x52, 0x31],
  [0x28, 0xb5, 0x2f, 0xfd],
]

export interface UnpackedWorkbook {
  readonly recipe: Recipe
  /** Bytes by their SHA-256, each checked. Empty where it was saved without data. */
  readonly sources: ReadonlyMap<string, Blob>
}

/** One file of a recipe and, where `bytes` are given, its sources; those that are not there are left out. */
export async function packWorkbook(recipe: Recipe, bytes: ((hash: string) => Promise<Blob | null>) | null): Promise<Blob> {
  const packed = new GatheredBytes()
  const archive = new Zip((error, data) => {
    if (error) throw error
    packed.add(data)
  })
  const text = JSON.stringify(recipe)
  await add(archive, MANIFEST, new Blob([JSON.stringify({ format: 'clientele', version: VERSION, recipe: await hashText(text) })]))
  await add(archive, RECIPE, new Blob([text]))
  for (const hash of bytes ? hashesOf(recipe) : []) {
    const source = await bytes!(hash)
    if (source) await add(archive, `sources/${hash}`, source)
  }
  archive.end()
  return packed.blob('application/x-clientele')
}

/**
 * What such a file holds. It may come from anybody: every name, size, checksum and value is checked, and NotAWorkbook says what is
 * wrong. The recipe comes first, and only the bytes that it names are unpacked, so that a bomb is found before it goes off.
 */
export async function unpackWorkbook(file: Blob, signal?: AbortSignal): Promise<UnpackedWorkbook> {
  const { recipe, text, manifest, sources } = await unzip(file, signal)
  if (manifest.recipe !== (await hashText(text))) throw new NotAWorkbook('It is damaged: its recipe is not as it was saved.')
  for (const [hash, bytes] of sources) {
    signal?.throwIfAborted()
    const { file: of } = recipe.sources.find((source) => source.hash === hash) ?? { file: 'one of its tables' }
    if ((await hashFile(bytes)) !== hash) throw new NotAWorkbook(`It is damaged: the bytes of ${of} are not as they were saved.`)
  }
  return { recipe, sources }
}

async function add(archive: Zip, name: string, bytes: Blob): Promise<void> {
  const start = new Uint8Array(await bytes.slice(0, CHUNK).arrayBuffer())
  const isPacked = PACKED.some((magic) => magic.every((byte, index) => start[index] === byte))
  // What would look like a bomb is written as it is.
  const entry = isPacked || shrinks(start) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 3 })
  archive.add(entry)
  for await (const chunk of chunksOf(bytes)) entry.push(chunk)
  entry.push(new Uint8Array(0), true)
}

function shrinks(start: Uint8Array): boolean {
  return start.length === CHUNK && deflateSync(start, { level: 3 }).length * (MOST_RATIO / 2) < start.length
}

interface Unzipped {
  readonly recipe: Recipe
  readonly text: string
  readonly manifest: { readonly recipe?: unknown }
  readonly sources: ReadonlyMap<string, Blob>
}

async function unzip(file: Blob, signal: AbortSignal | undefined): Promise<Unzipped> {
  const unpacking = new Unpacking(file.size)
  const archive = new Unzip((entry) => unpacking.begin(entry))
  archive.register(UnzipInflate)
  try {
    for await (const chunk of chunksOf(file, BITE)) {
      signal?.throwIfAborted()
      archive.push(chunk)
    }
    archive.push(new Uint8Array(0), true)
  } catch (error) {
    throw error instanceof NotAWorkbook || signal?.aborted ? error : notWhole()
  }
  return unpacking.finish()
}

async function* chunksOf(blob: Blob, length = CHUNK): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += length) yield new Uint8Array(await blob.slice(at, at + length).arrayBuffer())
}
