import { ImportFailed } from '../failures'

const SLICE = 4 * 1024 * 1024

/** Progress of reading: bytes of the file itself, before anything is unpacked. */
export interface Reach {
  bytes: number
}

/** The file's bytes in order, unpacked when it is gzipped. Throws ImportFailed when the file changes or cannot be read meanwhile. */
export async function* fileBytes(file: File, isPacked: boolean, reach: Reach, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!isPacked) {
    yield* slices(file, reach, signal)
    return
  }
  const stream = streamOf(slices(file, reach, signal)).pipeThrough(new DecompressionStream('gzip'))
  const reader = stream.getReader()
  try {
    // Unpacked bytes come in small pieces; each hand-over costs more than its copy.
    let gathered = new Uint8Array(SLICE)
    let length = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (length > 0 && (done || length + value.length > SLICE)) {
        yield gathered.subarray(0, length)
        gathered = new Uint8Array(SLICE)
        length = 0
      }
      if (done) return
      if (value.length > SLICE) yield value
      else {
        gathered.set(value, length)
        length += value.length
      }
    }
  } catch (error) {
    if (error instanceof ImportFailed || signal.aborted) throw error
    throw damagedGzip(file.name)
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function* slices(file: File, reach: Reach, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let next = readSlice(file, 0, SLICE)
  // A rejection that comes while the slice before is still worked on is thrown when its turn comes.
  next.catch(() => undefined)
  for (let at = 0; at < file.size; at += SLICE) {
    signal.throwIfAborted()
    const bytes = await next
    if (at + SLICE < file.size) {
      next = readSlice(file, at + SLICE, at + 2 * SLICE)
      next.catch(() => undefined)
    }
    if (bytes.length !== Math.min(SLICE, file.size - at)) throw changed(file)
    reach.bytes = at + bytes.length
    yield bytes
  }
}

export async function readSlice(file: File, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer())
  } catch (error) {
    const name = (error as Error).name
    if (name === 'NotReadableError') throw changed(file)
    if (name === 'NotFoundError') throw new ImportFailed(`${file.name} is no longer where it was when it was chosen.`, 'Choose it again.')
    throw new ImportFailed(
      `${file.name} could not be read from the disk.`,
      'Check that it can be opened in another program, and choose it again.',
    )
  }
}

export function damagedGzip(name: string): ImportFailed {
  return new ImportFailed(`${name} could not be unpacked: the gzip archive is damaged or cut short.`, 'Download or pack it again.')
}

function changed(file: File): ImportFailed {
  return new ImportFailed(`${file.name} changed while it was being read.`, 'Save and close it in the other program, then choose it again.')
}

function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
