import type { SetAside } from '../table'
import type { Verdict } from '../type/evidence'
import type { Batch } from './batch'
import { ColumnTotals } from './columns/column-totals'

/** A table added up over its batches, in their order. */
export class TableTotals {
  readonly columns: readonly ColumnTotals[]
  readonly setAside: SetAside[] = []
  setAsideCount = 0
  padded = 0
  rows = 0

  /** `isSample`: the verdicts are of a part of the file. At most `listed` rows set aside are listed. */
  constructor(
    private readonly file: string,
    verdicts: readonly Verdict[],
    private readonly listed: number,
    isSample: boolean,
  ) {
    this.columns = verdicts.map((verdict) => new ColumnTotals(verdict, isSample))
  }

  /** False when the batch shows that a column is another than was thought. `lines` are those before the batch. */
  add({ rows, summaries, leftOut }: Batch, lines: number): boolean {
    for (const { line, reason } of leftOut.setAside)
      if (this.setAside.length < this.listed) this.setAside.push({ file: this.file, line: line + lines, reason })
    this.setAsideCount += leftOut.setAsideCount
    this.padded += leftOut.padded
    const fits = this.columns.map((column, index) => column.add(summaries[index]!, this.rows, lines))
    this.rows += rows
    return fits.every((fit) => fit)
  }

  get areMet(): boolean {
    return this.columns.every(({ isMet }) => isMet)
  }
}
