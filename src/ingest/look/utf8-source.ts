import type { Encoding } from './encoding'

/** The bytes are not UTF-8 after all; `piece` is where it showed. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8'
  constructor(readonly piece: Uint8Array) {
    super('not UTF-8')
  }
}

/** What was changed on the way to UTF-8. */
export interface Changes {
  /** Characters that could not be decoded and became U+FFFD. */
  replaced: number
  /** NUL characters left out. */
  nuls: number
}

/** Bytes of any encoding as UTF-8, without byte order mark and NUL characters. UTF-8 is checked as it passes, to the last byte. */
export async function* utf8Bytes(source: AsyncGenerator<Uint8Array>, encoding: Encoding, changes: Changes): AsyncGenerator<Uint8Array> {
  let toSkip = encoding.mark
  const isDamagedUtf8 = encoding.name === 'utf-8' && encoding.note !== null
  const pass = encoding.name === 'utf-8' && !isDamagedUtf8 ? checkUtf8(changes) : transcode(encoding.name, changes)
  for await (const chunk of source) {
    const skipped = Math.min(toSkip, chunk.length)
    toSkip -= skipped
    const bytes = pass(chunk.subarray(skipped), false)
    if (bytes.length > 0) yield bytes
  }
  const rest = pass(new Uint8Array(0), true)
  if (rest.length > 0) yield rest
}

type Pass = (bytes: Uint8Array, isLast: boolean) => Uint8Array

function checkUtf8(changes: Changes): Pass {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isClean = true
  return (bytes, isLast) => {
    if (isClean && !isLast && isPlain(bytes)) return bytes
    try {
      decoder.decode(bytes, { stream: !isLast })
    } catch {
      throw new NotUtf8(bytes)
    }
    // After a chunk that ends in ASCII no character is left half read.
    isClean = bytes.length === 0 ? isClean : bytes[bytes.length - 1]! < 0x80
    return withoutNuls(bytes, changes)
  }
}

function transcode(name: string, changes: Changes): Pass {
  const decoder = new TextDecoder(name, { ignoreBOM: true })
  const encoder = new TextEncoder()
  return (bytes, isLast) => {
    const text = decoder.decode(bytes, { stream: !isLast })
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) changes.replaced++
    return withoutNuls(encoder.encode(text), changes)
  }
}

function withoutNuls(bytes: Uint8Array, changes: Changes): Uint8Array {
  if (!bytes.includes(0)) return bytes
  const kept = bytes.filter((byte) => byte !== 0)
  changes.nuls += bytes.length - kept.length
  return kept
}

/** ASCII without NUL, four bytes at a time. */
function isPlain(bytes: Uint8Array): boolean {
  const head = Math.min(bytes.length, (8 - (bytes.byteOffset & 7)) & 7)
  for (let i = 0; i < head; i++) if (!isPlainByte(bytes[i]!)) return false
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2)
  let mixed = 0
  // The highest bit of a byte is set by the byte itself, or by borrowing where it is 0.
  for (let i = 0; i < words.length; i++) mixed |= words[i]! | (words[i]! - 0x01010101)
  if ((mixed & 0x80808080) !== 0) return false
  for (let i = head + words.length * 4; i < bytes.length; i++) if (!isPlainByte(bytes[i]!)) return false
  return true
}

function isPlainByte(byte: number): boolean {
  return byte > 0 && byte < 0x80
}
