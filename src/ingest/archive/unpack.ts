import { damagedGzip } from '../look/byte-source'
import { ImportFailed } from '../failures'
import { crc32 } from './crc32'
import { damaged, dataStart, type ZipEntry } from './zip-directory'

const GIB = 1024 ** 3
const MOST_OF_ONE = GIB
const MOST_IN_ALL = 2 * GIB
/** Past this many bytes, data that unpack to far more than they were are made to fill the memory. */
const UNSUSPECTED = 10 * 1024 * 1024
const MOST_RATIO = 200
/** Unpacked pieces are gathered: each hand-over to the browser's own store costs more than its copy. */
const GATHERED = 4 * 1024 * 1024

/** What has been unpacked of one dropped file, at any depth: what an archive claims of itself is not believed. */
export class UnpackLimit {
  private total = 0

  add(file: string, bytes: number, unpacked: number, packed: number): void {
    this.total += bytes
    const isBomb = unpacked > UNSUSPECTED && unpacked > packed * MOST_RATIO
    if (unpacked > MOST_OF_ONE || this.total > MOST_IN_ALL || isBomb)
      throw new ImportFailed(
        isBomb ? `${file} unpacks to more than 200 times its size.` : `${file} unpacks to more than this page takes at once.`,
        'Unpack it with another program, look at what is in it, and choose the files that matter.',
      )
  }
}

/** The bytes of one entry, checked against size and checksum. They stay packed in the archive until they are wanted. */
export async function unpackEntry(file: File, entry: ZipEntry, limit: UnpackLimit, signal: AbortSignal): Promise<Blob> {
  let crc = 0
  const blob = await gather(entryBytes(file, entry, limit, signal), (bytes) => (crc = crc32(bytes, crc)))
  if (blob.size !== entry.unpacked || crc !== entry.crc) throw damaged(file)
  return blob
}

/** The first bytes of one entry, to see what it is. */
export async function peekEntry(file: File, entry: ZipEntry, length: number, signal: AbortSignal): Promise<Uint8Array> {
  const head = new Uint8Array(length)
  let at = 0
  for await (const bytes of entryBytes(file, entry, new UnpackLimit(), signal)) {
    head.set(bytes.subarray(0, length - at), at)
    at += Math.min(bytes.length, length - at)
    if (at === length) break
  }
  return head.subarray(0, at)
}

/** The bytes of one entry as they are unpacked, within the limits. */
export async function* entryBytes(file: File, entry: ZipEntry, limit: UnpackLimit, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const start = await dataStart(file, entry)
  const packed = file.slice(start, start + entry.packed)
  if (packed.size !== entry.packed) throw damaged(file)
  const stream = entry.method === 0 ? packed.stream() : inflated(packed, 'deflate-raw')
  yield* limited(file.name, stream, entry.packed, damaged(file), limit, signal)
}

/** A gzipped file, unpacked. */
export async function unpackGzip(file: File, limit: UnpackLimit, signal: AbortSignal): Promise<Blob> {
  return gather(limited(file.name, inflated(file, 'gzip'), file.size, damagedGzip(file.name), limit, signal), () => undefined)
}

function inflated(packed: Blob, format: 'gzip' | 'deflate-raw'): ReadableStream<Uint8Array> {
  return packed.stream().pipeThrough(new DecompressionStream(format))
}

async function* limited(
  name: string,
  stream: ReadableStream<Uint8Array>,
  packed: number,
  damage: ImportFailed,
  limit: UnpackLimit,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let unpacked = 0
  try {
    for (;;) {
      signal.throwIfAborted()
      const { done, value } = await reader.read().catch(() => {
        throw damage
      })
      if (done) return
      unpacked += value.length
      limit.add(name, value.length, unpacked, packed)
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function gather(source: AsyncGenerator<Uint8Array>, seen: (bytes: Uint8Array) => void): Promise<Blob> {
  const blobs: Blob[] = []
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const bytes of source) {
    seen(bytes)
    pieces.push(bytes as Uint8Array<ArrayBuffer>)
    length += bytes.length
    if (length < GATHERED) continue
    blobs.push(new Blob(pieces))
    pieces = []
    length = 0
  }
  return new Blob([...blobs, ...pieces])
}
