import type { UnzipFile } from 'fflate'
import { GatheredBytes } from './gathered-bytes'
import { parseRecipe } from './parse-recipe'
import { NotAWorkbook } from './plain'
import { hashesOf, type Recipe } from './recipe'

export const MANIFEST = 'clientele.json'
export const RECIPE = 'recipe.json'
export const VERSION = 1
const SOURCE = /^sources\/([0-9a-f]{64})$/
const LONGEST_JSON = 64 * 1024 * 1024
const LARGEST_SOURCE = 4 * 1024 * 1024 * 1024
/** Everything in a file may grow to this many times its size; below so many bytes it does no harm. */
export const MOST_RATIO = 200
const HARMLESS = 16 * 1024 * 1024

interface Manifest {
  readonly format?: unknown
  readonly version?: unknown
  readonly recipe?: unknown
}

/** The entries of one workbook file, in their order: what it is, its recipe, and then the bytes that the recipe names. */
export class Unpacking {
  readonly #most: number
  #unpacked = 0
  #begun = 0
  #ended = 0
  #manifest: Manifest | null = null
  #text = ''
  #recipe: Recipe | null = null
  readonly #sources = new Map<string, Blob>()
  readonly #names = new Set<string>()

  /** @param size of the file, in bytes. */
  constructor(size: number) {
    this.#most = Math.max(HARMLESS, size * MOST_RATIO)
  }

  /** Takes an entry in, or refuses it by name before anything of it is unpacked. */
  begin(entry: UnzipFile): void {
    this.#begun++
    if (this.#names.has(entry.name)) throw new NotAWorkbook('It holds the same file twice.')
    this.#names.add(entry.name)
    if (entry.name === MANIFEST) return this.#collect(entry, LONGEST_JSON, (bytes) => this.#readManifest(bytes))
    if (this.#manifest && entry.name === RECIPE) return this.#collect(entry, LONGEST_JSON, (bytes) => this.#readRecipe(bytes))
    const hash = SOURCE.exec(entry.name)?.[1]
    if (hash === undefined) throw new NotAWorkbook(this.#manifest ? 'It holds a file that no workbook has.' : NOT_ONE)
    if (!this.#recipe) throw new NotAWorkbook(NOT_ONE)
    if (!hashesOf(this.#recipe).includes(hash)) throw new NotAWorkbook('It holds a file that its recipe does not name.')
    const gathered = new GatheredBytes()
    const told = this.#recipe.sources.find((source) => source.hash === hash)?.bytes
    this.#stream(
      entry,
      told ?? LARGEST_SOURCE,
      (piece) => gathered.add(piece),
      () => this.#sources.set(hash, gathered.blob('')),
    )
  }

  finish(): { manifest: Manifest; recipe: Recipe; text: string; sources: ReadonlyMap<string, Blob> } {
    if (!this.#manifest) throw new NotAWorkbook(NOT_ONE)
    if (this.#begun !== this.#ended || !this.#recipe) throw notWhole()
    return { manifest: this.#manifest, recipe: this.#recipe, text: this.#text, sources: this.#sources }
  }

  #readManifest(bytes: Uint8Array): void {
    const manifest = json(new TextDecoder().decode(bytes)) as Manifest | null
    if (typeof manifest !== 'object' || manifest?.format !== 'clientele') throw new NotAWorkbook(NOT_ONE)
    if (manifest.version !== VERSION)
      throw new NotAWorkbook('It was written by a newer version of Clientele. Open it there, or reload this page to update it.')
    this.#manifest = manifest
  }

  #readRecipe(bytes: Uint8Array): void {
    this.#text = new TextDecoder().decode(bytes)
    this.#recipe = parseRecipe(json(this.#text))
  }

  #collect(entry: UnzipFile, limit: number, done: (bytes: Uint8Array) => void): void {
    const pieces: Uint8Array[] = []
    this.#stream(
      entry,
      limit,
      (piece) => pieces.push(piece.slice()),
      () => {
        const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
        let at = 0
        for (const piece of pieces) {
          whole.set(piece, at)
          at += piece.length
        }
        done(whole)
      },
    )
  }

  #stream(entry: UnzipFile, limit: number, take: (piece: Uint8Array) => void, done: () => void): void {
    let size = 0
    entry.ondata = (error, data, isLast) => {
      if (error) throw error
      size += data.length
      this.#unpacked += data.length
      if (size > limit) throw new NotAWorkbook('It is damaged: it holds more than it says, so its files are not as they were saved.')
      if (this.#unpacked > this.#most) throw new NotAWorkbook('It unpacks to more than a workbook of its size can be.')
      take(data)
      if (!isLast) return
      this.#ended++
      done()
    }
    entry.start()
  }
}

const NOT_ONE = 'It is not a workbook file, or its beginning is damaged.'

export function notWhole(): NotAWorkbook {
  return new NotAWorkbook('It is damaged, or was not saved whole.')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotAWorkbook('It is damaged: what it says of itself cannot be read.')
  }
}
