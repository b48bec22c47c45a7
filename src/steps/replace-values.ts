import { identifier, literal } from '../engine/database'
import type { RawColumn } from '../ingest/table'
import { plural } from '../shared/format'
import { columnIn, columnRefOf, textSql, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { field, fieldsOf, listOf, stepFields, textOf } from './plain-data'

/** A value and what stands instead of it, as text without blanks around it. */
export interface Pair {
  readonly from: string
  readonly to: string
}

/** Puts values in the place of others: a spelling for another, one customer's id for the id he has twice. */
export interface ReplaceValues extends Step {
  readonly kind: 'replace values'
  readonly column: ColumnRef
  readonly pairs: readonly Pair[]
  /** Steps of one group are taken back together: a customer is merged in every table at once. */
  readonly group: string | null
}

export const replaceValues: StepKind<ReplaceValues> = {
  kind: 'replace values',
  parse(value) {
    const step = stepFields(value, 'replace values')
    const column = step && columnRefOf(field(step.fields, 'column'))
    const pairs = step && listOf(field(step.fields, 'pairs'), pairOf)
    if (!step || !column || !pairs || pairs.length === 0 || step.makes !== step.table) return null
    const group = textOf(field(step.fields, 'group'))
    return { id: step.id, kind: 'replace values', table: step.table, makes: step.makes, column, pairs, group }
  },
  words({ column, pairs }, file) {
    const [first] = pairs
    const one = `“${first!.from}” becomes “${first!.to}”`
    const more = pairs.length > 1 ? `, and ${plural(pairs.length - 1, 'more value')} likewise` : ''
    return `${column.header} of ${file}: ${one}${more}`
  },
  /** Joined, since a list of thousands in one expression is looked through for every row. */
  sql({ column, pairs }, table, from) {
    const target = columnIn(table, column)
    const values = [...new Map(pairs.map((pair) => [pair.from.trim(), pair.to])).entries()]
    const rows = values.map(([value, to]) => `(${literal(value)}, ${literal(to)})`).join(', ')
    return `select kept.* replace (${replaced(target)} as ${identifier(target.name)})
from ${from} as kept
left join (values ${rows}) as pairs(found, put) on pairs.found = ${textSql(target, `kept.${identifier(target.name)}`)}`
  },
}

const TYPES: Record<RawColumn['type'], string> = {
  text: 'varchar',
  integer: 'bigint',
  number: 'double',
  date: 'date',
  timestamp: 'timestamp',
  flag: 'boolean',
}

/** A value that the column's type cannot hold is not put there: the row keeps its own. */
function replaced({ name, type }: RawColumn): string {
  const own = `kept.${identifier(name)}`
  return `coalesce(${type === 'text' ? 'pairs.put' : `try_cast(pairs.put as ${TYPES[type]})`}, ${own})`
}

function pairOf(value: unknown): Pair | null {
  const fields = fieldsOf(value)
  const from = fields && textOf(field(fields, 'from'))
  const to = fields && textOf(field(fields, 'to'))
  return from !== null && to !== null && from.trim() !== '' ? { from, to } : null
}
