import type { ArrowField } from '../../engine/arrow-stream'
import { literal } from '../../engine/database'
import { columnNames } from '../plan/column-names'
import type { RawType } from '../table'

/** A column of a raw table made from Arrow data. */
export interface StagedColumn {
  readonly header: string
  readonly type: RawType
  /** Over the staged batch, whose columns are f0, f1, …. */
  readonly sql: string
  /** As the engine holds it while rows come in. */
  readonly sqlType: string
  /** Whole numbers that may have more digits than a number keeps: decided when all rows are in. */
  readonly isWide: boolean
  /** SQL that is true where a value is no number; null where all are. */
  readonly lost: string | null
  readonly note: string | null
}

const SQL_TYPES = { text: 'varchar', integer: 'integer', number: 'double', date: 'date', timestamp: 'timestamp', flag: 'boolean' } as const

/** Structs within structs become columns of their own down to here; what is deeper becomes JSON text. */
const DEEPEST = 3

export function columnsOf(fields: readonly ArrowField[]): readonly StagedColumn[] {
  const columns = fields.flatMap((field, index) => columnsFrom(field, `f${index}`, field.name, 1))
  const headers = columnNames(
    columns.map(({ header }) => header),
    columns.length,
  )
  return columns.map((column, index) => ({ ...column, header: headers[index]! }))
}

function columnsFrom(field: ArrowField, value: string, header: string, depth: number): readonly StagedColumn[] {
  if (field.kind === 'struct' && depth < DEEPEST && field.children.length > 0)
    return field.children.flatMap((child, index) => columnsFrom(child, childOf(value, index), `${header}.${child.name}`, depth + 1))
  return [{ header, ...typed(field, value) }]
}

function typed(field: ArrowField, value: string): Omit<StagedColumn, 'header'> {
  const as = (type: RawType, sql: string, note: string | null = null) => ({
    type,
    sql,
    sqlType: SQL_TYPES[type],
    isWide: false,
    lost: null,
    note,
  })
  const number = (sql: string) => ({ ...as('number', finite(sql)), lost: `not isfinite(${sql})` })
  switch (field.kind) {
    case 'flag':
      return as('flag', `${value}::boolean`)
    case 'integer':
      return as('integer', `${value}::integer`)
    case 'wide':
      return { ...as('integer', `${value}::bigint`), sqlType: 'bigint', isWide: true }
    case 'huge':
      return { ...as('integer', `${value}::hugeint`), sqlType: 'hugeint', isWide: true }
    case 'single':
      // The digits that were written, not those of the nearest double.
      return number(`${value}::varchar::double`)
    case 'number':
      return number(`${value}::double`)
    case 'decimal':
      return as('number', `${value}::double`)
    case 'date':
      return as('date', `${value}::date`)
    case 'timestamp':
      return as('timestamp', `${value}::timestamp`, field.zone && field.zone !== 'UTC' ? `times of ${field.zone}, brought to UTC` : null)
    case 'null':
      return as('text', 'null::varchar')
    case 'list':
    case 'struct':
    case 'map':
      return as('text', json(field, value, 0), 'nested values, kept as JSON text')
    default:
      return as('text', text(field, value))
  }
}

function finite(value: string): string {
  return `case when isfinite(${value}) then ${value} end`
}

function text({ kind }: ArrowField, value: string): string {
  if (kind === 'uuid') return `lower(regexp_replace(hex(${value}), '(.{8})(.{4})(.{4})(.{4})(.{12})', '\\1-\\2-\\3-\\4-\\5'))`
  // Programs without a type for text write it as bytes.
  if (kind === 'binary') return `coalesce(try(decode(${value})), lower(hex(${value})))`
  return `${value}::varchar`
}

function childOf(value: string, index: number): string {
  return `struct_extract(${value}, 'f${index}')`
}

/** SQL for a value as JSON; null where there is none. */
function json(field: ArrowField, value: string, depth: number): string {
  const item = `x${depth}`
  const orNull = (child: ArrowField, inner: string) => `coalesce(${json(child, inner, depth + 1)}, 'null')`
  const joined = (of: string, each: string, [open, close]: string) =>
    `case when ${value} is not null then '${open}' || coalesce(array_to_string(list_transform(${of}, lambda ${item}: ${each}), ','), '') || '${close}' end`
  switch (field.kind) {
    case 'flag':
    case 'integer':
    case 'wide':
    case 'huge':
    case 'decimal':
      return `${value}::varchar`
    case 'single':
    case 'number':
      return `case when isfinite(${value}) then ${value}::varchar end`
    case 'null':
      return `'null'`
    case 'list':
      return joined(value, orNull(field.children[0]!, item), '[]')
    case 'map': {
      const entry = `${quoted(`${item}.key::varchar`)} || ':' || ${orNull(field.children[1]!, `${item}.value`)}`
      return joined(`map_entries(${value})`, entry, '{}')
    }
    case 'struct': {
      const pairs = field.children.map(
        (child, index) => `${literal(`${JSON.stringify(child.name)}:`)} || ${orNull(child, childOf(value, index))}`,
      )
      return `case when ${value} is not null then '{' || ${pairs.join(" || ',' || ") || "''"} || '}' end`
    }
    default:
      return quoted(text(field, value))
  }
}

/** Text as JSON writes it. */
function quoted(value: string): string {
  const escapes: readonly (readonly [string, string])[] = [
    [`'\\'`, `'\\\\'`],
    [`'"'`, `'\\"'`],
    ['chr(10)', `'\\n'`],
    ['chr(13)', `'\\r'`],
    ['chr(9)', `'\\t'`],
  ]
  return `'"' || ${escapes.reduce((sql, [from, to]) => `replace(${sql}, ${from}, ${to})`, value)} || '"'`
}
