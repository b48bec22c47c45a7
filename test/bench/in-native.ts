import { analysisById } from '../../src/analyses/index'
import { runAnalysis } from '../../src/analyses/contract/run'
import { literal } from '../../src/engine/database'
import type { RawColumn, RawTable, RawType } from '../../src/ingest/table'
import { buildCompany } from '../../src/model/company/build'
import { openRun } from '../../src/model/runtime/session'
import { suggestMapping } from '../../src/model/suggest/suggest'
import { openNative } from './native-engine'

export interface NativeTiming {
  /** read_csv with its own sniffing into a table, one thread. */
  readonly importMilliseconds: number
  readonly queries: Readonly<Record<string, readonly { name: string; milliseconds: number }[]>>
}

const COLUMNS: readonly [header: string, type: RawType][] = [
  ['order_id', 'text'],
  ['customer_id', 'text'],
  ['order_date', 'timestamp'],
  ['quantity', 'integer'],
  ['unit_price', 'number'],
  ['channel', 'text'],
  ['country', 'text'],
]

/** The same file and the same statements on native DuckDB with one thread: the yardstick of the run. */
export async function timeInNative(path: string, rows: number, pages: readonly string[], repeats: number): Promise<NativeTiming> {
  const engine = await openNative(1)
  const importMilliseconds = await best(repeats, async () => {
    await engine.execute(`create or replace table read as select * from read_csv(${literal(path)})`)
  })
  const physical = COLUMNS.map(([header], at) => `${header} as c${at}`).join(', ')
  await engine.execute(`create table t1 as select cast(row_number() over () + 1 as integer) as line, ${physical} from read`)
  await engine.execute('drop table read')
  const table = rawTable(path, rows)
  const { mapping } = await suggestMapping(engine, [table], 'net')
  const company = await buildCompany(engine, mapping, [table])
  const environment = { engine, company, filter: null, segments: [], openRun }
  const queries: Record<string, readonly { name: string; milliseconds: number }[]> = {}
  for (const page of pages) {
    const analysis = analysisById(page)
    if (!analysis) continue
    let fastest: readonly { name: string; milliseconds: number }[] = []
    for (let time = 0; time < repeats; time++) {
      const ran = (await runAnalysis(environment, analysis, {})).queries
      if (fastest.length === 0 || sum(ran) < sum(fastest)) fastest = ran
    }
    queries[page] = fastest
  }
  await engine.close()
  return { importMilliseconds, queries }
}

export function sum(queries: readonly { milliseconds: number }[]): number {
  return queries.reduce((total, one) => total + one.milliseconds, 0)
}

async function best(repeats: number, work: () => Promise<void>): Promise<number> {
  let fastest = Infinity
  for (let time = 0; time < repeats; time++) {
    const started = performance.now()
    await work()
    fastest = Math.min(fastest, performance.now() - started)
  }
  return fastest
}

function rawTable(file: string, rows: number): RawTable {
  const column = ([header, type]: readonly [string, RawType], at: number): RawColumn => ({
    name: `c${at}`,
    header,
    type,
    filled: rows,
    distinct: header === 'order_id' ? rows : header === 'customer_id' ? rows / 10 : 100,
    least: null,
    most: null,
    samples: [],
    note: null,
    doubt: null,
  })
  return {
    name: 't1',
    file,
    part: '',
    format: 'csv',
    bytes: 0,
    hash: '',
    dialect: null,
    columns: COLUMNS.map(column),
    rowsRead: rows,
    rowsKept: rows,
    rowsSetAside: 0,
    setAside: [],
    notes: [],
    milliseconds: 0,
  }
}
