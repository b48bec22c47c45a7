import type { AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import { RecordBatchReader, Table, type RecordBatch } from 'apache-arrow'
import { literal, setVariables, type Columns, type Query, type RowOf, type Session, type Variables } from './database'
import { decode } from './decode'
import { EngineRestarted, QueryCancelled, QueryFailed } from './failures'
import type { EngineProcess } from './process'

/** No statement of ours is meant to take longer, at ten million rows on a slow machine; past it the engine is replaced. */
const DEADLINE = 10 * 60_000

/** A batch is copied into the heap beside the data. */
const BATCH_LIMIT = 256 * 1024 * 1024

/** One connection of one engine's life. Its statements run one after the other; aborting the signal cancels the running one. */
export class Connection implements Session {
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    readonly process: EngineProcess,
    readonly connection: AsyncDuckDBConnection,
    readonly signal?: AbortSignal,
  ) {}

  rows<C extends Columns>(query: Query<C>, variables: Variables = {}): Promise<RowOf<C>[]> {
    return this.#inTurn(query.text, async () => {
      if (Object.keys(variables).length > 0) await this.connection.query(setVariables(variables))
      return decode(query, await this.#send(query.text))
    })
  }

  async execute(sql: string): Promise<void> {
    await this.#inTurn(sql, () => this.#send(sql))
  }

  /** Appends an Arrow IPC stream and checks that as many rows were added, since the engine says nothing about a stream it cannot read. */
  async insertArrow(table: string, bytes: Uint8Array, create: boolean): Promise<void> {
    if (bytes.byteLength > BATCH_LIMIT) throw new Error(`a batch of ${bytes.byteLength} bytes is too large for the engine`)
    const rows = rowsIn(bytes)
    await this.#inTurn(`insert into ${table}`, async () => {
      const before = create ? 0 : await this.#rowCount(table)
      await this.connection.insertArrowFromIPCStream(bytes, { name: table, create })
      const added = (await this.#rowCount(table)) - before
      if (added !== rows) throw new Error(`${rows} rows were sent to ${table}, ${added} arrived`)
    })
  }

  // Kept by the engine for each table and exact while nothing is deleted; count(*) would scan, batch after batch.
  async #rowCount(table: string): Promise<number> {
    const found = await this.connection.query(`select estimated_size from duckdb_tables() where table_name = ${literal(table)}`)
    return Number(found.getChildAt(0)?.get(0) ?? NaN)
  }

  /** Also after an abort: what the session made lives as long as its connection. */
  async close(): Promise<void> {
    await this.#last
    await this.process.call(() => this.connection.close(), DEADLINE).catch(() => {})
  }

  /** `send` instead of `query`: it leaves the engine free for others between slices, and it can be cancelled. */
  async #send(sql: string): Promise<Table> {
    const cancel = () => void this.connection.cancelSent()
    this.signal?.addEventListener('abort', cancel)
    try {
      const reader = await this.connection.send(sql)
      const batches: RecordBatch[] = []
      for await (const batch of reader) {
        this.#throwIfAborted()
        batches.push(batch)
      }
      return new Table(reader.schema, batches)
    } finally {
      this.signal?.removeEventListener('abort', cancel)
    }
  }

  async #inTurn<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      this.#throwIfAborted()
      try {
        return await this.process.call(work, DEADLINE)
      } catch (error) {
        if (error instanceof EngineRestarted) throw error
        this.#throwIfAborted()
        throw new QueryFailed(inWords((error as Error).message), sql)
      }
    })
    this.#last = turn.catch(() => {})
    return turn
  }

  #throwIfAborted(): void {
    if (this.signal?.aborted) throw new QueryCancelled('The query was stopped.')
  }
}

function rowsIn(stream: Uint8Array): number {
  let rows = 0
  for (const batch of RecordBatchReader.from(stream)) rows += batch.numRows
  return rows
}

/** Some failures of the engine are told as JSON. */
function inWords(message: string): string {
  const told = /^\{"exception_type":"([^"]*)","exception_message":"((?:[^"\\]|\\.)*)"/.exec(message)
  return told ? `${told[1]} Error: ${JSON.parse(`"${told[2]}"`)}` : message
}
