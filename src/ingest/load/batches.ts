import { encodeBatch, type ArrowColumn } from '../../engine/arrow'
import type { Engine } from '../../engine/database'
import type { ColumnAccumulator } from './columns/column-accumulator'
import type { Verdict } from '../type/evidence'
import { currencyColumn } from './columns/text-values'
import { TextAccumulator } from './columns/text-accumulator'
import type { Tokeniser } from '../tokenise/tokeniser'
import { ValueAccumulator } from './columns/value-accumulator'

/** Rows of a batch: as many as a row group of the engine holds, fewer where there are many columns. */
const MOST_ROWS = 122_880
const MOST_VALUES = 4_000_000
/** Batches the engine may be behind; tokenising waits beyond that. */
const IN_FLIGHT = 2

/** The table that batches go to. */
export interface Target {
  readonly engine: Pick<Engine, 'insertArrow' | 'execute'>
  readonly table: string
}

/** Columns of one table on their way to the engine, a batch at a time, while the next batch is already collected. */
export class Batches {
  readonly accumulators: readonly ColumnAccumulator[]
  private lines = new Int32Array(1024)
  private readonly most: number
  private readonly pending: Promise<void>[] = []
  private rows = 0
  /** Rows before the last append. */
  private appended = 0
  private sent = 0
  private isCreated = false
  private failure: Error | null = null

  constructor(
    private readonly target: Target | null,
    columns: readonly Verdict[],
  ) {
    this.accumulators = columns.map(accumulatorOf)
    this.most = Math.max(256, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / columns.length)))
  }

  get kept(): number {
    return this.sent + this.rows
  }

  /** Appends all records of the tokeniser; none of them, and false, when a value shows that its column is another than was thought. */
  append(tokens: Tokeniser): boolean {
    const width = this.accumulators.length
    const before = this.rows
    for (let column = 0; column < width; column++) {
      if (this.accumulators[column]!.append(tokens, width, column)) continue
      for (let done = 0; done <= column; done++) this.accumulators[done]!.truncate(before)
      return false
    }
    this.appended = before
    this.rows += tokens.records
    if (this.rows > this.lines.length) {
      const larger = new Int32Array(Math.max(this.lines.length * 2, this.rows))
      larger.set(this.lines)
      this.lines = larger
    }
    this.lines.set(tokens.lines.subarray(0, tokens.records), before)
    return true
  }

  /** Records of the last append that hold a value which does not fit, in their order. */
  oddRecords(): readonly number[] {
    const rows = new Set(this.accumulators.flatMap(({ misfits }) => misfits.rowsFrom(this.appended)))
    return [...rows].map((row) => row - this.appended).toSorted((a, b) => a - b)
  }

  /** Takes the last append back. */
  takeBack(): void {
    for (const accumulator of this.accumulators) accumulator.truncate(this.appended)
    this.rows = this.appended
  }

  /** Hands full batches over; waits while the engine is behind. */
  async flush(isLast: boolean): Promise<void> {
    if (this.failure) throw this.failure
    if (this.rows === 0 && !(isLast && !this.isCreated)) return
    if (this.rows < this.most && !isLast) return
    if (this.target) await this.send(this.target)
    for (const accumulator of this.accumulators) accumulator.clear()
    this.sent += this.rows
    this.rows = 0
  }

  private async send({ engine, table }: Target): Promise<void> {
    const columns: ArrowColumn[] = this.accumulators.map((accumulator, index) => accumulator.column(`c${index}`))
    columns.push(...this.accumulators.flatMap((accumulator, index) => accumulator.currencies(currencyColumn(`c${index}`)) ?? []))
    columns.push({ name: 'line', type: 'integer', validity: null, values: this.lines })
    const bytes = encodeBatch(columns, this.rows)
    const insert = engine.insertArrow(table, bytes, !this.isCreated)
    this.isCreated = true
    this.pending.push(insert.catch((error: unknown) => void (this.failure ??= error as Error)))
    while (this.pending.length > IN_FLIGHT) await this.pending.shift()
  }

  /** Waits until the engine has everything; throws what went wrong there. */
  async settle(): Promise<void> {
    await Promise.all(this.pending)
    this.pending.length = 0
    if (this.failure) throw this.failure
  }
}

function accumulatorOf({ parser, rivals, isChosen = false }: Verdict): ColumnAccumulator {
  if (parser === null) return new TextAccumulator()
  return new ValueAccumulator(
    parser.fresh(),
    rivals.map((rival) => rival.fresh()),
    isChosen,
  )
}
