import type { Database } from '../../../engine/database'
import { tableName } from '../../../ingest/table-name'
import type { RawColumn, RawTable } from '../../../ingest/table'
import { count, plural } from '../../../shared/format'
import { customersOf } from './consequences'
import { describeExpression } from '../../mapping/describe'
import { columnsOf } from '../../mapping/expression'
import type { Doubt, DoubtChoice, Expression, TableMapping } from '../../mapping/mapping'
import { numbersRows } from '../id-likeness'
import { LOOKS } from '../kind-guess'
import type { Evidence } from '../evidence'
import { kindEntry, ROLES } from '../../mapping/roles'

const LEAVE_OUT = 'Leave the table out'

/** Two kinds fit a table about equally well. The first mapping is the one in force. */
export async function kindDoubt(database: Database, table: RawTable, readings: readonly TableMapping[]): Promise<Doubt> {
  const choices: DoubtChoice[] = []
  for (const mapping of readings) {
    const customer = mapping.bindings.find(({ role }) => role === 'customer_id')?.from
    const label = `${kindEntry(mapping.kind).label}: a row is ${kindEntry(mapping.kind).rowIs}`
    choices.push({
      label,
      consequence: customer ? await customersOf(database, table, customer) : null,
      mapping: { ...mapping, confidence: 1 },
    })
  }
  return {
    ...placeOf(table),
    question: `What is a row of ${tableName(table)}?`,
    why: 'Its columns fit more than one kind of table.',
    choices: [...choices, leaveOut(table)],
  }
}

const MOST_COLUMNS = 3

/** No column is called a customer. `mapping` is the table's reading all the same. */
export async function noCustomerDoubt(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  columns: readonly Evidence[],
): Promise<Doubt> {
  const used = new Set(mapping.bindings.flatMap(({ from }) => columnsOf(from)))
  // A list of customers has a number for each row; everywhere else customers come back.
  const numbers =
    mapping.kind === 'customers' || mapping.kind === 'other'
      ? columns.map((one, place) => [one, numbersRows(one, table.rowsKept, place === 0)] as const)
      : []
  const numbered = numbers
    .filter(([, score]) => score > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([one]) => one)
  const returning = columns
    .filter((one) => !used.has(one.column.name) && couldName(one, table.rowsKept))
    .toSorted((a, b) => LOOKS.customer_id!(b) - LOOKS.customer_id!(a))
  const possible = [...new Set([...numbered, ...returning])].slice(0, MOST_COLUMNS)
  const choices: DoubtChoice[] = []
  for (const { column } of possible) {
    const from = { column: column.name }
    choices.push({
      label: describeExpression(from, table),
      consequence: await customersOf(database, table, from),
      mapping: withCustomer(mapping, from),
    })
  }
  const each = {
    label: 'Each row is another customer',
    consequence: plural(table.rowsKept, 'customer'),
    mapping: withCustomer(mapping, { column: 'line' }),
  }
  const inForce = mapping.kind === 'customers'
  return {
    ...placeOf(table),
    question: 'Whose are these rows?',
    why: `No column holds a customer: ${headersOf(table)}.`,
    choices: inForce ? [each, ...choices, leaveOut(table)] : [leaveOut(table), ...choices, each],
  }
}

/** Customers have numbers, or names, of their own that come back now and then; counts and ages come back all the time. */
function couldName(one: Evidence, rows: number): boolean {
  const { column, shape } = one
  const isNumber = (shape.isCode || (column.type === 'integer' && Number(column.least) >= 1)) && LOOKS.customer_id!(one) > 0
  // Under a header of their own texts that repeat are products and places; where nothing is named they may be names.
  const isName = one.isUnnamed && column.type === 'text' && !shape.isProse
  return (isNumber || isName) && shape.uniqueness < 1 && column.distinct > Math.max(20, rows * 0.05)
}

function withCustomer(mapping: TableMapping, from: Expression): TableMapping {
  const others = mapping.bindings.filter(({ role }) => role !== 'customer_id')
  const kind = mapping.kind === 'other' ? 'customers' : mapping.kind
  return { ...mapping, kind, confidence: 1, bindings: [{ role: 'customer_id', from, confidence: 1 }, ...others] }
}

export function leaveOut(table: RawTable): DoubtChoice {
  return { label: LEAVE_OUT, consequence: null, mapping: { table: table.name, kind: 'other', confidence: 1, bindings: [] } }
}

const EXAMPLES = 3

/** "`date`: 29 of 30 values are dates, line 17 is not (“soon”)."; null where all values read alike. */
export function misfitWords({ header, nearly, filled }: RawColumn): string | null {
  if (!nearly) return null
  const shown = nearly.examples.slice(0, EXAMPLES)
  const lines = shown.map(({ line, value }) => (line > 0 ? `line ${count(line)} (“${value}”)` : `“${value}”`))
  const type = /^(date|timestamp)/.test(nearly.choice) ? 'dates' : 'numbers'
  const fitting = Math.round(nearly.share * filled)
  const others = filled - fitting - shown.length
  const are = filled - fitting === 1 ? 'is not' : 'are not'
  return `${header}: ${count(fitting)} of ${count(filled)} values are ${type}; ${lines.join(', ')}${others > 0 ? ` and ${plural(others, 'other', 'others')}` : ''} ${are}.`
}

/** A table that names its customers, and nothing that any page counts. */
export async function nothingCountedDoubt(
  database: Database,
  table: RawTable,
  customer: RawColumn,
  readings: readonly TableMapping[],
): Promise<Doubt> {
  const choices: DoubtChoice[] = []
  for (const mapping of readings) {
    const { label, rowIs, required } = kindEntry(mapping.kind)
    const lacks = required.filter((role) => !mapping.bindings.some((binding) => binding.role === role)).map((role) => ROLES[role]!.label)
    choices.push({
      label: `${label}${lacks.length > 0 ? ` without ${lacks.join(' or ')}` : ''}: a row is ${rowIs}`,
      consequence: await customersOf(database, table, { column: customer.name }),
      mapping: { ...mapping, confidence: 1 },
    })
  }
  return {
    ...placeOf(table),
    question: `What is a row of ${tableName(table)}?`,
    why: `${customer.header} holds the customer, but no column an amount, an event or what else pages count: ${headersOf(table)}.`,
    choices: [leaveOut(table), ...choices],
  }
}

/** Where a question stands: a column of a table, or the whole of it. */
export function placeOf(table: RawTable, column?: RawColumn): Pick<Doubt, 'table' | 'column' | 'header' | 'file' | 'samples'> {
  const of = column ?? { name: '', header: '', samples: [] }
  return { table: table.name, column: of.name, header: of.header, file: tableName(table), samples: of.samples }
}

const SHOWN = 6

function headersOf({ columns }: RawTable): string {
  const headers = columns.slice(0, SHOWN).map(({ header }, index) => (header.trim() === '' ? `column ${index + 1}` : header))
  const more = columns.length - headers.length
  return `the columns are ${headers.join(', ')}${more > 0 ? ` and ${plural(more, 'other', 'others')}` : ''}`
}
