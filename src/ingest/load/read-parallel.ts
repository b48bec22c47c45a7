import type { Verdict } from '../type/evidence'
import type { ChunkOutcome, ChunkRequest } from './chunk'
import type { ChunkReaders, Sharing } from './chunk-readers'
import { canBeCut, cutAt } from './cuts'
import type { FilePass } from './file-pass'
import type { Piece } from './read-in-order'
import { rowsOfBatch } from './batch'

/** The file must be read in order: how it was shared out may not be how it is. */
export class Doubtful extends Error {
  override readonly name = 'Doubtful'
}

const MOST_BYTES = 16 * 1024 * 1024
/** Chunks that each reader is asked for ahead. */
const AHEAD = 2
/** Cuts that may fail one after the other. */
const MOST_FAILURES = 4

export function canBeShared({ file, seen, encoding, plan }: FilePass, columns: readonly Verdict[], { leastBytes }: Sharing): boolean {
  const parsers = columns.flatMap(({ parser, rivals }) => (parser ? [parser, ...rivals] : rivals))
  return (
    file.size >= leastBytes && !seen.isPacked && !plan.isRagged && canBeCut(encoding) && parsers.every((parser) => parser.spec !== null)
  )
}

/** The rows of the table in their order, from readers that work side by side. Rejects with Doubtful where they had better not. */
export async function* readParallel(
  pass: FilePass,
  columns: readonly Verdict[],
  listed: number,
  readers: ChunkReaders,
  leastChunk: number,
): AsyncGenerator<Piece> {
  pass.begin()
  const pending: { readonly to: number; readonly outcome: Promise<ChunkOutcome> }[] = []
  let lines = 0
  let rows = 0
  const next = async (): Promise<Piece> => {
    const { to, outcome } = pending.shift()!
    const read = await outcome
    pass.signal.throwIfAborted()
    if (read === 'doubtful') throw new Doubtful()
    if (read === 'contradicted') return { batch: null, lines }
    const piece = { batch: read.batch, lines }
    lines += read.lastLine
    rows += read.batch.rows
    pass.changes.replaced += read.changes.replaced
    pass.changes.nuls += read.changes.nuls
    pass.reached(rows, to)
    pass.report('reading')
    return piece
  }
  let reader = 0
  for await (const request of requests(pass, columns, listed, chunkBytes(pass, readers.count, leastChunk))) {
    const outcome = readers.read(request, reader).catch((): ChunkOutcome => 'doubtful')
    pending.push({ to: request.to, outcome })
    reader = (reader + 1) % readers.count
    if (pending.length >= AHEAD * readers.count) yield await next()
  }
  while (pending.length > 0) yield await next()
}

/** So many bytes as hold the rows of a batch, but enough chunks for all readers. */
function chunkBytes({ file, seen, plan }: FilePass, readers: number, leastChunk: number): number {
  const [head] = seen.pieces
  const lines = head!.reduce((sum, byte) => sum + (byte === 10 || byte === 13 ? 1 : 0), 1)
  const wanted = (head!.length / lines) * rowsOfBatch(plan.header.width)
  return Math.max(leastChunk, Math.min(wanted, MOST_BYTES, file.size / (AHEAD * readers)))
}

async function* requests(pass: FilePass, columns: readonly Verdict[], listed: number, bytes: number): AsyncGenerator<ChunkRequest> {
  const { file, plan, encoding } = pass
  const shared = {
    file,
    encoding,
    syntax: plan.syntax,
    shape: { width: plan.header.width, header: plan.headerCells, isRagged: plan.isRagged, listed },
    columns: columns.map(({ parser, rivals }) => ({
      parser: parser?.fresh().spec ?? null,
      rivals: rivals.map((rival) => rival.fresh().spec!),
    })),
  }
  let from = 0
  let failures = 0
  while (from < file.size) {
    const to = await endOf(pass, columns, from + bytes * (failures + 1))
    if (to === null) {
      if (++failures > MOST_FAILURES) throw new Doubtful()
      continue
    }
    failures = 0
    const isFirst = from === 0
    yield { ...shared, from, to, skip: isFirst ? plan.dataByte : 0, firstLine: isFirst ? plan.dataLine : 0 }
    from = to
  }
}

async function endOf({ file, plan, encoding }: FilePass, columns: readonly Verdict[], at: number): Promise<number | null> {
  return at >= file.size ? file.size : cutAt(file, Math.floor(at), encoding, plan.syntax, columns)
}
