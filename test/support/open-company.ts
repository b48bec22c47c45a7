import { literal, type Engine } from '../../src/engine/database'
import type { RawColumn, RawTable, RawType } from '../../src/ingest/table'
import { buildCompany } from '../../src/model/company/build'
import type { Company } from '../../src/model/company/company'
import type { Mapping, TableKind } from '../../src/model/mapping/mapping'
import { rolesOf } from '../../src/model/mapping/roles'
import { openDatabase } from './open-database'

type Value = string | number | boolean | null
/** Rows as a test would write them: roles (and any further columns) by name. Dates and timestamps are ISO text. */
export type InlineRows = readonly Readonly<Record<string, Value>>[]
export type InlineTables = Partial<Record<Exclude<TableKind, 'other'>, InlineRows>>

export interface OpenCompany {
  readonly engine: Engine
  readonly company: Company
  readonly tables: readonly RawTable[]
  readonly mapping: Mapping
}

/**
 * Canonical tables from rows typed inline, through the product's own model: each column whose name is a role of its kind plays it,
 * the others become attributes of customers. `openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-03', revenue: 10 }] })`
 */
export async function openCompany(
  inline: InlineTables,
  options: Partial<Pick<Mapping, 'returns' | 'asOf' | 'currency' | 'silentAfter'>> = {},
): Promise<OpenCompany> {
  const engine = await openDatabase()
  const kinds = Object.keys(inline) as (keyof InlineTables)[]
  const tables: RawTable[] = []
  for (const [index, kind] of kinds.entries()) tables.push(await insertInline(engine, `t${index + 1}`, `${kind}.csv`, inline[kind]!))
  const mapping: Mapping = {
    version: 1,
    tables: kinds.map((kind, index) => ({
      table: `t${index + 1}`,
      kind,
      confidence: 1,
      bindings: tables[index]!.columns.filter(({ header }) => rolesOf(kind).includes(header)).map(({ header, name }) => ({
        role: header,
        from: { column: name },
        confidence: 1,
      })),
    })),
    returns: options.returns ?? 'net',
    asOf: options.asOf ?? null,
    currency: options.currency ?? null,
    silentAfter: options.silentAfter ?? null,
  }
  return { engine, company: await buildCompany(engine, mapping, tables), tables, mapping }
}

const SQL_TYPES: Record<RawType, string> = {
  text: 'varchar',
  integer: 'bigint',
  number: 'double',
  date: 'date',
  timestamp: 'timestamp',
  flag: 'boolean',
}

/** A raw table from rows: what ingest would make of a file that holds them, its counts included. */
export async function insertInline(engine: Engine, table: string, file: string, rows: InlineRows): Promise<RawTable> {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = headers.map((header, index) =>
    columnOf(
      header,
      `c${index}`,
      rows.map((row) => row[header] ?? null),
    ),
  )
  await engine.execute(
    `create table ${table} (${['line integer', ...columns.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`)].join(', ')})`,
  )
  const values = rows.map((row, index) => `(${[index + 2, ...headers.map((header) => row[header] ?? null)].map(literal).join(', ')})`)
  if (values.length > 0) await engine.execute(`insert into ${table} values ${values.join(', ')}`)
  return {
    name: table,
    file,
    part: '',
    format: 'CSV',
    bytes: 0,
    hash: '',
    dialect: null,
    columns,
    rowsRead: rows.length,
    rowsKept: rows.length,
    rowsSetAside: 0,
    setAside: [],
    notes: [],
    milliseconds: 0,
  }
}

function columnOf(header: string, name: string, values: readonly Value[]): RawColumn {
  const filled = values.filter((value) => value !== null)
  const distinct = [...new Set(filled)]
  const type = typeOf(filled)
  const sorted = distinct.toSorted((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1))
  return {
    name,
    header,
    type,
    filled: filled.length,
    distinct: distinct.length,
    least: sorted.length > 0 ? String(sorted[0]) : null,
    most: sorted.length > 0 ? String(sorted.at(-1)) : null,
    samples: distinct.slice(0, 10).map(String),
    note: null,
    doubt: null,
  }
}

function typeOf(values: readonly Value[]): RawType {
  const all = (test: (value: Value) => boolean) => values.length > 0 && values.every(test)
  if (all((value) => typeof value === 'boolean')) return 'flag'
  if (all((value) => Number.isInteger(value))) return 'integer'
  if (all((value) => typeof value === 'number')) return 'number'
  if (all((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))) return 'date'
  if (all((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/.test(value))) return 'timestamp'
  return 'text'
}
