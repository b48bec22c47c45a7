import type { ArrowColumn } from '../../engine/arrow'
import { readChunk, type ChunkOutcome, type ChunkRequest } from './chunk'

export interface ChunkAnswer {
  readonly id: number
  /** Null where reading failed: the file is then read in order, which says why. */
  readonly outcome: ChunkOutcome | null
}

self.addEventListener('message', ({ data: { id, request } }: MessageEvent<{ id: number; request: ChunkRequest }>) => {
  void readChunk(request)
    .catch(() => null)
    .then((outcome) => self.postMessage({ id, outcome } satisfies ChunkAnswer, { transfer: buffersIn(outcome) }))
})

/** What a batch holds is handed over, not copied. */
function buffersIn(outcome: ChunkOutcome | null): ArrayBufferLike[] {
  if (outcome === null || typeof outcome === 'string') return []
  return [outcome.batch.lines, ...outcome.batch.columns.flatMap(arraysOf)].map(({ buffer }) => buffer)
}

function arraysOf(column: ArrowColumn): readonly (Uint8Array | Int32Array | Float64Array)[] {
  const own = column.type === 'text' ? [column.offsets, column.bytes] : column.type === 'flag' ? [column.bits] : [column.values]
  return column.validity ? [column.validity, ...own] : own
}
