import type { Verdict } from '../type/evidence'
import { rowsOfBatch, type Batch } from './batch'
import { BatchCollector } from './batch-collector'
import { LEAST_ROWS } from './columns/column-accumulator'
import type { FilePass } from './file-pass'

/** A batch of rows and the lines that its own lines count from; null where a value shows that a column is another than was thought. */
export interface Piece {
  readonly batch: Batch | null
  readonly lines: number
}

/** The rows of the table in their order. A batch holds until the next one is asked for. */
export async function* readInOrder(pass: FilePass, columns: readonly Verdict[], listed: number): AsyncGenerator<Piece> {
  const { header, headerCells, isRagged } = pass.plan
  const collector = new BatchCollector({ width: header.width, header: headerCells, isRagged, listed }, columns, LEAST_ROWS)
  const most = rowsOfBatch(columns.length)
  let rows = 0
  for await (const tokens of pass.stretches(collector.rowFilter)) {
    if (!collector.add(tokens)) {
      yield { batch: null, lines: 0 }
      return
    }
    pass.reached(rows + collector.rows)
    if (collector.rows < most) continue
    yield { batch: collector.batch(), lines: 0 }
    rows += collector.rows
    collector.clear()
  }
  yield { batch: collector.batch(), lines: 0 }
}
