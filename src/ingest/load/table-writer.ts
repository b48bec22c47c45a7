import { encodeBatch } from '../../engine/arrow'
import type { Engine } from '../../engine/database'
import type { Batch } from './batch'

/** Batches the engine may be behind; reading waits beyond that. */
const IN_FLIGHT = 2

/** The table that batches go to. */
export interface Target {
  readonly engine: Pick<Engine, 'insertArrow' | 'execute'>
  readonly table: string
}

/** Hands batches to the engine while the next ones are collected. */
export class TableWriter {
  private readonly pending: Promise<void>[] = []
  private isCreated = false
  private failure: Error | null = null

  /** `target` null: nothing is stored. */
  constructor(private readonly target: Target | null) {}

  /** Copies the batch. `lines` are those before it. Waits while the engine is behind. */
  async write({ columns, lines, rows }: Batch, linesBefore: number): Promise<void> {
    if (this.failure) throw this.failure
    if (!this.target || (rows === 0 && this.isCreated)) return
    if (linesBefore > 0) for (let row = 0; row < rows; row++) lines[row]! += linesBefore
    const { engine, table } = this.target
    const bytes = encodeBatch([...columns, { name: 'line', type: 'integer', validity: null, values: lines }], rows)
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
