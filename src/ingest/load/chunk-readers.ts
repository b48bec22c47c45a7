import { readChunk, type ChunkOutcome, type ChunkRequest } from './chunk'

/** Readers of chunks that work side by side. */
export interface ChunkReaders {
  readonly count: number
  /** Rejects when the reader fails. */
  read(request: ChunkRequest, reader: number): Promise<ChunkOutcome>
  close(): void
}

/** How large files are shared out. */
export interface Sharing {
  /** Smaller files are read by one. */
  readonly leastBytes: number
  /** A chunk is no smaller. */
  readonly leastChunk: number
  open(): ChunkReaders
}

const NO_SHARING: Sharing = { leastBytes: Infinity, leastChunk: Infinity, open: () => readersHere(1) }
let sharing = NO_SHARING

/** Without it every file is read by one. */
export function provideSharing(provided: Sharing = NO_SHARING): void {
  sharing = provided
}

export function currentSharing(): Sharing {
  return sharing
}

/** Chunks read where they are asked for, one after the other. */
export function readersHere(count: number): ChunkReaders {
  return { count, read: (request) => readChunk(request), close: () => undefined }
}
