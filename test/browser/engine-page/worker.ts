import { expose } from 'comlink'
import { encodeBatch } from '../../../src/engine/arrow'
import { startEngine } from '../../../src/engine/browser'
import { query, type Columns, type Engine } from '../../../src/engine/database'
import type { EngineParts } from '../../../src/engine/process'
import { tryToLeakBySql } from '../../../src/engine/sql-leaks'

let engine: Engine
let refillsToFail = 0
const events: string[] = []

const numbers = (rows: number) =>
  encodeBatch([{ name: 'n', type: 'integer', validity: null, values: Int32Array.from({ length: rows }, (_, row) => row) }], rows)

const underTest = {
  async start(parts: EngineParts) {
    engine = await startEngine(parts, {
      async refill(fresh) {
        await fresh.insertArrow('t1', numbers(1000), true)
        if (refillsToFail-- > 0) await fresh.execute('select list_sort(range(3000000000))')
      },
      restarted: (reason) => events.push(`restarted: ${reason}`),
      failed: (message) => events.push(`failed: ${message}`),
    })
  },
  rows: (sql: string, columns: Columns) => engine.rows(query('asked', sql, columns)),
  execute: (sql: string) => engine.execute(sql),
  insertNumbers: (rows: number, create: boolean) => engine.insertArrow('t1', numbers(rows), create),
  insertBytes: (bytes: Uint8Array, create: boolean) => engine.insertArrow('t2', bytes, create),
  insertHalf: () => engine.insertArrow('t2', numbers(1000).slice(0, 700), true),
  failRefills: (times: number) => void (refillsToFail = times),
  heapBytes: () => engine.heapBytes(),
  events: () => events,
  tryToLeak: (address: string) => tryToLeakBySql(engine, address),

  /** Asks another session while a query runs that would take minutes, then aborts it. */
  async abortLong() {
    const abort = new AbortController()
    const session = await engine.open({ factor: 7 }, abort.signal)
    const other = await engine.open()
    const order: string[] = []
    const long = session.rows(query('long', LONG, { n: 'number' })).catch((error: Error) => order.push(`long: ${error.name}`))
    await other.rows(query('short', 'select 1 as n', { n: 'number' })).then(() => order.push('other answered'))
    abort.abort()
    await long
    await session.close()
    await other.close()
    return order
  },
}

const LONG = "select count(*) as n from range(200000) a, range(200000) b where a.range % getvariable('factor') = b.range % 13"

export type EngineUnderTest = typeof underTest

expose(underTest)
