import { fileBytes, readSlice } from './byte-source'
import { guessEncoding, type Encoding } from './encoding'
import { ImportFailed } from '../failures'
import { isGzip, refuseBinary } from './magic'

/** The beginning of a file and stretches of its middle, before anything is decided. */
export interface Look {
  readonly pieces: readonly Uint8Array[]
  readonly isPacked: boolean
  /** The first piece is all there is. */
  readonly isWhole: boolean
  readonly encoding: Encoding
  /** The pieces as UTF-8, without byte order mark and NUL characters. */
  decoded(encoding: Encoding): Uint8Array[]
}

const HEAD = 1024 * 1024
const WINDOW = 64 * 1024
const WINDOWS = 8

export async function look(file: File, signal: AbortSignal): Promise<Look> {
  if (file.size === 0) throw new ImportFailed(`${file.name} is empty.`, 'Check that the export ran, and choose the new file.')
  const first = await readSlice(file, 0, HEAD)
  const isPacked = isGzip(first)
  const head = isPacked ? await unpackedHead(file, signal) : { bytes: first, isWhole: file.size <= HEAD }
  const windows = isPacked || head.isWhole ? [] : await middle(file)
  const pieces = [head.bytes, ...windows]
  const encoding = guessEncoding(pieces)
  refuseBinary(file.name, head.bytes, encoding.name.startsWith('utf-16'))
  return {
    pieces,
    isPacked,
    isWhole: head.isWhole,
    encoding,
    decoded: (as) => pieces.map((piece, index) => decode(piece, as, index === 0)),
  }
}

/** The first megabyte of what a gzipped file holds. */
export async function unpackedHead(file: File, signal: AbortSignal): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = []
  let length = 0
  let isWhole = true
  for await (const chunk of fileBytes(file, true, { bytes: 0 }, signal)) {
    parts.push(chunk.slice())
    length += chunk.length
    if (length < HEAD) continue
    isWhole = false
    break
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { bytes, isWhole }
}

/** Stretches spread over the file, so that a column that changes half-way is known before the first row is kept. */
async function middle(file: File): Promise<Uint8Array[]> {
  const step = Math.floor((file.size - HEAD) / WINDOWS)
  // Even positions: a stretch of UTF-16 must not begin within a character.
  const starts = Array.from({ length: WINDOWS }, (_, index) => (HEAD + step * (index + 1) - WINDOW) & ~1)
  return Promise.all(starts.filter((start) => start >= HEAD).map((start) => readSlice(file, start, start + WINDOW)))
}

function decode(piece: Uint8Array, encoding: Encoding, isHead: boolean): Uint8Array {
  const bytes = isHead ? piece.subarray(encoding.mark) : piece
  const utf8 = encoding.name === 'utf-8' ? bytes : new TextEncoder().encode(new TextDecoder(encoding.name).decode(bytes))
  return utf8.includes(0) ? utf8.filter((byte) => byte !== 0) : utf8
}
