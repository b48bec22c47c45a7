import { Unzip, UnzipInflate, Zip, ZipDeflate, ZipPassThrough, type UnzipFile } from 'fflate'
import { hashFile, hashText } from '../storage/hash'
import { GatheredBytes } from './gathered-bytes'
import { parseRecipe } from './parse-recipe'
import { NotAWorkbook } from './plain'
import { hashesOf, type Recipe } from './recipe'

/*
 * A workbook file is a zip: clientele.json says what it is and the checksum of recipe.json; the bytes of each source follow
 * under sources/<SHA-256>, unless it was saved without data.
 */
const MANIFEST = 'clientele.json'
const RECIPE = 'recipe.json'
const SOURCE = /^sources\/([0-9a-f]{64})$/
const VERSION = 1
const MOST_ENTRIES = 5000
const LONGEST_JSON = 64 * 1024 * 1024
const LARGEST_SOURCE = 4 * 1024 * 1024 * 1024
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

/** What such a file holds. It may come from anybody: every name, size, checksum and value is checked, and NotAWorkbook says what is wrong. */
export async function unpackWorkbook(file: Blob): Promise<UnpackedWorkbook> {
  const entries = await unzip(file)
  const manifest = json(await entries.get(MANIFEST)?.text())
  const text = await entries.get(RECIPE)?.text()
  if (typeof manifest !== 'object' || manifest === null || !('format' in manifest) || manifest.format !== 'clientele' || text === undefined)
    throw new NotAWorkbook('It is not a workbook file, or its beginning is damaged.')
  if (!('version' in manifest) || manifest.version !== VERSION)
    throw new NotAWorkbook('It was written by a newer version of Clientele. Open it there, or reload this page to update it.')
  if (!('recipe' in manifest) || manifest.recipe !== (await hashText(text)))
    throw new NotAWorkbook('It is damaged: its recipe is not as it was saved.')
  const recipe = parseRecipe(json(text))
  const sources = new Map<string, Blob>()
  for (const [name, bytes] of entries) {
    const hash = SOURCE.exec(name)?.[1]
    if (!hash) continue
    const { file: of } = recipe.sources.find((source) => source.hash === hash) ?? { file: 'one of its tables' }
    if ((await hashFile(bytes)) !== hash) throw new NotAWorkbook(`It is damaged: the bytes of ${of} are not as they were saved.`)
    sources.set(hash, bytes)
  }
  return { recipe, sources }
}

async function add(archive: Zip, name: string, bytes: Blob): Promise<void> {
  const start = new Uint8Array(await bytes.slice(0, 4).arrayBuffer())
  const isPacked = PACKED.some((magic) => magic.every((byte, index) => start[index] === byte))
  const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 3 })
  archive.add(entry)
  for await (const chunk of chunksOf(bytes)) entry.push(chunk)
  entry.push(new Uint8Array(0), true)
}

async function unzip(file: Blob): Promise<Map<string, Blob>> {
  const entries = new Map<string, Blob>()
  let begun = 0
  const archive = new Unzip((entry) => {
    begun++
    collect(entry, entries)
    if (begun > MOST_ENTRIES) throw new NotAWorkbook('It holds more files than a workbook can.')
  })
  archive.register(UnzipInflate)
  try {
    for await (const chunk of chunksOf(file)) archive.push(chunk)
    archive.push(new Uint8Array(0), true)
  } catch (error) {
    throw error instanceof NotAWorkbook ? error : new NotAWorkbook('It is damaged, or was not saved whole.')
  }
  if (begun !== entries.size) throw new NotAWorkbook('It is damaged, or was not saved whole.')
  return entries
}

function collect(entry: UnzipFile, entries: Map<string, Blob>): void {
  const isJson = entry.name === MANIFEST || entry.name === RECIPE
  if (!isJson && !SOURCE.test(entry.name)) throw new NotAWorkbook('It holds a file that no workbook has.')
  if (entries.has(entry.name)) throw new NotAWorkbook('It holds the same file twice.')
  const limit = isJson ? LONGEST_JSON : LARGEST_SOURCE
  const bytes = new GatheredBytes()
  entry.ondata = (error, data, isLast) => {
    if (error) throw error
    bytes.add(data)
    if (bytes.size > limit) throw new NotAWorkbook('It unpacks to more than a workbook can be.')
    if (isLast) entries.set(entry.name, bytes.blob(''))
  }
  entry.start()
}

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const CHUNK = 1024 * 1024
  for (let at = 0; at < blob.size; at += CHUNK) yield new Uint8Array(await blob.slice(at, at + CHUNK).arrayBuffer())
}

function json(text: string | undefined): unknown {
  if (text === undefined) return null
  try {
    return JSON.parse(text)
  } catch {
    throw new NotAWorkbook('It is damaged: what it says of itself cannot be read.')
  }
}
