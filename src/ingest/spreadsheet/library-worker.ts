import { ImportFailed } from '../failures'
import { readWithLibrary } from './library-reader'

/** What the worker is asked for, once. */
export interface LibraryRequest {
  readonly bytes: ArrayBuffer
  readonly file: string
}

self.addEventListener('message', ({ data }: MessageEvent<LibraryRequest>) => {
  try {
    const sheets = readWithLibrary(data.bytes, data.file)
    const buffers = sheets.flatMap(({ text }) => text.chunks.map(({ bytes }) => bytes.buffer))
    self.postMessage({ sheets }, { transfer: buffers })
  } catch (error) {
    const advice = error instanceof ImportFailed ? error.advice : null
    self.postMessage({ failed: (error as Error).message, advice })
  }
})
