import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { encodeBatch, type ArrowColumn } from '../../src/engine/arrow'
import type { Engine } from '../../src/engine/database'
import type { RawColumn, RawTable, RawType } from '../../src/ingest/table'
import { buildCompany } from '../../src/model/company/build'
import type { Mapping, Returns, TableMapping } from '../../src/model/mapping/mapping'
import type { OpenCompany } from './open-company'
import { openKept } from './open-database'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const RETAIL = join(DATA, 'orders/online_retail.csv.gz')

/** Whether the folder of real files is there; tests that need Online Retail are skipped by name without it. */
export const hasRetail = existsSync(RETAIL)

const COLUMNS: readonly [header: string, type: RawType][] = [
  ['InvoiceNo', 'text'],
  ['StockCode', 'text'],
  ['Description', 'text'],
  ['Quantity', 'integer'],
  ['InvoiceDate', 'timestamp'],
  ['UnitPrice', 'number'],
  ['CustomerID', 'integer'],
  ['Country', 'text'],
]

export const RETAIL_MAPPING: TableMapping = {
  table: 't1',
  kind: 'order_lines',
  confidence: 1,
  bindings: [
    { role: 'order_id', from: { column: 'c0' }, confidence: 1 },
    { role: 'product', from: { column: 'c2' }, confidence: 1 },
    { role: 'quantity', from: { column: 'c3' }, confidence: 1 },
    { role: 'ordered_at', from: { column: 'c4' }, confidence: 1 },
    { role: 'unit_price', from: { column: 'c5' }, confidence: 1 },
    { role: 'customer_id', from: { column: 'c6' }, confidence: 1 },
    { role: 'country', from: { column: 'c7' }, confidence: 1 },
    { role: 'revenue', from: { product: ['c3', 'c5'] }, confidence: 1 },
    { role: 'is_cancelled', from: { column: 'c0', startsWith: 'C' }, confidence: 1 },
  ],
}

/** UCI Online Retail as the product would hold it: 541,909 lines, read by native DuckDB, once a process. */
export function openRetail(returns: Returns = 'ignore'): Promise<OpenCompany> {
  return openKept(`retail, ${returns}`, async (engine) => {
    const table = await insertRetail(engine)
    const mapping: Mapping = { version: 1, tables: [RETAIL_MAPPING], returns, asOf: null, currency: 'GBP' }
    return { engine, company: await buildCompany(engine, mapping, [table]), tables: [table], mapping }
  })
}

let read: Promise<{ batches: readonly Uint8Array[]; table: RawTable }> | undefined

/** The raw table t1 of Online Retail in an engine. */
async function insertRetail(engine: Engine): Promise<RawTable> {
  read ??= readRetail()
  const { batches, table } = await read
  for (const [index, bytes] of batches.entries()) await engine.insertArrow('t1', bytes.slice(), index === 0)
  return table
}

async function readRetail(): Promise<{ batches: readonly Uint8Array[]; table: RawTable }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run(`
    create table retail as
    select (row_number() over () + 1)::integer as line, InvoiceNo, StockCode, Description, Quantity::integer as Quantity,
      epoch_ms(InvoiceDate)::double as InvoiceDate, UnitPrice, CustomerID::integer as CustomerID, Country
    from read_csv('${RETAIL}', header = true, parallel = false, columns = {InvoiceNo: 'varchar', StockCode: 'varchar',
      Description: 'varchar', Quantity: 'bigint', InvoiceDate: 'timestamp', UnitPrice: 'double', CustomerID: 'double', Country: 'varchar'})`)
  const result = await connection.runAndReadAll('select * from retail order by line')
  const values = result.getColumns() as (string | number | null)[][]
  const rows = values[0]!.length
  const batches: Uint8Array[] = []
  for (let from = 0; from < rows; from += 100_000) {
    const part = values.map((column) => column.slice(from, from + 100_000))
    const columns = part.map((column, index) =>
      index === 0 ? batchColumn('line', 'integer', column) : batchColumn(`c${index - 1}`, COLUMNS[index - 1]![1], column),
    )
    batches.push(encodeBatch(columns, part[0]!.length))
  }
  connection.closeSync()
  return { batches, table: rawTable(rows, values.slice(1)) }
}

function batchColumn(name: string, type: RawType, values: readonly (string | number | null)[]): ArrowColumn {
  const validity = new Uint8Array((values.length + 7) >> 3)
  for (const [row, value] of values.entries()) if (value !== null) validity[row >> 3]! |= 1 << (row & 7)
  if (type === 'text') {
    const encoded = values.map((value) => Buffer.from(value === null ? '' : String(value)))
    const offsets = new Int32Array(values.length + 1)
    for (const [row, bytes] of encoded.entries()) offsets[row + 1] = offsets[row]! + bytes.length
    return { name, type, validity, offsets, bytes: Buffer.concat(encoded) }
  }
  const numbers = values.map((value) => Number(value ?? 0))
  if (type === 'integer') return { name, type, validity, values: Int32Array.from(numbers) }
  return { name, type: type === 'timestamp' ? 'timestamp' : 'number', validity, values: Float64Array.from(numbers) }
}

function rawTable(rows: number, values: readonly (readonly (string | number | null)[])[]): RawTable {
  return {
    name: 't1',
    file: 'online_retail.csv.gz',
    part: '',
    format: 'CSV',
    bytes: 7_500_000,
    hash: '',
    dialect: null,
    columns: COLUMNS.map(([header, type], index) => rawColumn(`c${index}`, header, type, values[index]!)),
    rowsRead: rows,
    rowsKept: rows,
    rowsSetAside: 0,
    setAside: [],
    notes: [],
    milliseconds: 0,
  }
}

function rawColumn(name: string, header: string, type: RawType, values: readonly (string | number | null)[]): RawColumn {
  const distinct = new Set(values)
  distinct.delete(null)
  let least: string | number | null = null
  let most: string | number | null = null
  for (const value of distinct) {
    if (least === null || value! < least) least = value
    if (most === null || value! > most) most = value
  }
  const written = (value: string | number | null) =>
    value === null ? null : type === 'timestamp' ? new Date(Number(value)).toISOString().slice(0, 19) : String(value)
  return {
    name,
    header,
    type,
    filled: values.reduce<number>((sum, value) => sum + (value === null ? 0 : 1), 0),
    distinct: distinct.size,
    least: written(least),
    most: written(most),
    samples: [...distinct].slice(0, 10).map((value) => written(value)!),
    note: null,
    doubt: null,
  }
}
