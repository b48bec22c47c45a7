import { startWorker, type WorkerScript } from '../worker-script'
import type { ChunkOutcome } from './chunk'
import type { ChunkReaders, Sharing } from './chunk-readers'
import type { ChunkAnswer } from './chunk-worker'

const MB = 1024 * 1024
const MOST = 6

/**
 * Readers in workers of their own for as long as one file takes: as many as the device has cores beside the engine's.
 * On two cores that is one, and the file is read in order: a second reader has to be compiled too, and takes the engine's core.
 */
export function sharingAmongWorkers(script: WorkerScript, cores: number): Sharing {
  const count = Math.min(MOST, cores - 1)
  return { leastBytes: count < 2 ? Infinity : 8 * MB, leastChunk: MB, open: () => readersInWorkers(script, count) }
}

function readersInWorkers(script: WorkerScript, count: number): ChunkReaders {
  const readers = Array.from({ length: count }, () => start(script))
  return {
    count,
    read: (request, reader) => readers[reader]!.ask(request),
    close: () => readers.forEach(({ worker }) => worker.terminate()),
  }
}

function start(script: WorkerScript) {
  const worker = startWorker(script, 'reader')
  const waiting = new Map<number, { resolve(outcome: ChunkOutcome): void; reject(reason: Error): void }>()
  const fail = () => waiting.forEach(({ reject }) => reject(new Error('a reader failed')))
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    fail()
  })
  worker.addEventListener('message', ({ data: { id, outcome } }: MessageEvent<ChunkAnswer>) => {
    if (outcome === null) waiting.get(id)?.reject(new Error('a chunk could not be read'))
    else waiting.get(id)?.resolve(outcome)
    waiting.delete(id)
  })
  let last = 0
  return {
    worker,
    ask: (request: object) =>
      new Promise<ChunkOutcome>((resolve, reject) => {
        waiting.set(++last, { resolve, reject })
        worker.postMessage({ id: last, request })
      }),
  }
}
