import type { Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { SOME_EXCHANGED } from '../../../ingest/type/dates/dates'
import { customersOf, datesOf, totalOf } from './consequences'
import { describeExpression } from '../../mapping/describe'
import { orderEffect } from './effects'
import { columnOf, columnsOf } from '../../mapping/expression'
import { DOUBTFUL, type Binding, type Doubt, type DoubtChoice, type Expression, type Role, type TableMapping } from '../../mapping/mapping'
import { leftDoubt } from '../left-mark'
import { numberDoubts } from './number-doubts'
import type { Evidence } from '../evidence'
import { kindEntry } from '../../mapping/roles'
import { roleType } from '../../mapping/mapped-table'
import { leaveOut, misfitWords, placeOf } from './table-doubts'
import { unitDoubt } from './tenure-doubt'

const DATES: readonly Role[] = ['ordered_at', 'happened_at', 'answered_at', 'opened_at', 'started_on', 'created_at', 'spent_on']

/** What the review asks about one table's columns: only what changes the answers. */
export async function doubtsOf(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  columns: readonly Evidence[],
): Promise<readonly Doubt[]> {
  const required = kindEntry(mapping.kind).required
  const doubts: Doubt[] = []
  for (const binding of mapping.bindings) {
    if (!required.includes(binding.role)) continue
    if (binding.confidence < DOUBTFUL) doubts.push(await columnDoubt(database, table, mapping, binding, columns))
  }
  for (const { role, from, confidence } of mapping.bindings) {
    if (confidence >= DOUBTFUL || !('column' in from)) continue
    // What decides a page is asked about although it is optional.
    if (role === 'is_churned') doubts.push(await leftDoubt(database, table, mapping, columnOf(table, from.column)))
    if (role === 'tenure_months') doubts.push(unitDoubt(table, mapping, columnOf(table, from.column)))
  }
  for (const binding of mapping.bindings.filter(({ role }) => DATES.includes(role) || role === 'joined_on')) {
    const doubt = await dayOrMonthDoubt(database, table, mapping, binding)
    if (doubt) doubts.push(doubt)
  }
  doubts.push(...(await numberDoubts(database, table, mapping)))
  return doubts
}

const QUESTIONS: Readonly<Record<Role, string>> = {
  customer_id: 'Which column holds the customer?',
  revenue: 'Which column holds the amount?',
  event: 'Which column says what happened?',
  channel: 'Which column holds the channel?',
  cost: 'Which column holds the cost?',
}

async function columnDoubt(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  binding: Binding,
  columns: readonly Evidence[],
): Promise<Doubt> {
  const { role, from } = binding
  const product = role === 'revenue' && !('product' in from) ? productOf(mapping) : null
  const rivals = [...bareOf(from), ...(product ? [product] : []), ...rivalsOf(role, from, columns, mapping)]
  const choices: DoubtChoice[] = []
  for (const one of [from, ...rivals]) {
    const chosen = confirmed(mapping, role, one)
    choices.push({ label: describeExpression(one, table), ...(await consequenceOf(database, table, role, one, chosen)), mapping: chosen })
  }
  const column = columnOf(table, columnsOf(from)[0]!)
  const unnamed = columns.find((one) => one.column.name === column.name)?.isUnnamed ?? false
  return {
    ...placeOf(table, column),
    question: QUESTIONS[role] ?? 'Which column holds the date?',
    ...(column.nearly ? { odd: column.nearly.examples.map(({ value }) => value) } : {}),
    why:
      misfitWords(column) ??
      (column.note?.includes('scientific notation')
        ? `Its ids are in scientific notation (${column.samples[0] ?? ''}): digits were lost when the file was saved, so several customers may have become one.`
        : unnamed
          ? 'The column has no name, so only its values tell.'
          : rivals.length > 0
            ? `${rivals.map((one) => describeExpression(one, table)).join(' and ')} could be meant as well.`
            : `The name ${column.header} alone does not tell.`),
    choices: column.nearly ? [...choices, leaveOut(table)] : choices,
  }
}

/** The same amount without what was taken off it, and without being shared out. */
function bareOf(from: Expression): readonly Expression[] {
  if (!('product' in from) || Object.keys(from).length === 1) return []
  return from.product.length === 1 ? [{ column: from.product[0]! }] : [{ product: from.product }]
}

/** Quantity × unit price, where the table has both. */
function productOf({ bindings }: TableMapping): Expression | null {
  const names = ['quantity', 'unit_price'].flatMap((role) =>
    bindings.filter((one) => one.role === role).flatMap((one) => columnsOf(one.from)),
  )
  return names.length === 2 ? { product: names } : null
}

const MOST_RIVALS = 3

/** Other columns that the role could be read from, the likeliest first. */
function rivalsOf(role: Role, from: Expression, columns: readonly Evidence[], mapping: TableMapping): readonly Expression[] {
  const used = 'product' in from && from.product.length > 1 ? [] : columnsOf(from)
  const elsewhere = new Set(
    mapping.bindings.filter((one) => one.role !== role && one.confidence >= DOUBTFUL).flatMap((one) => columnsOf(one.from)),
  )
  return columns
    .filter(({ column }) => !used.includes(column.name) && !elsewhere.has(column.name))
    .filter((one) => couldBe(role, one))
    .toSorted((a, b) => (b.named.get(role) ?? 0) - (a.named.get(role) ?? 0))
    .slice(0, MOST_RIVALS)
    .map(({ column }) => ({ column: column.name }))
}

function couldBe(role: Role, { column, shape, named, isUnnamed }: Evidence): boolean {
  const type = roleType(role)
  if (type === 'date' || type === 'timestamp') return shape.isDate
  if (!isUnnamed && (named.get(role) ?? 0) < 0.3) return false
  if (type === 'number') return shape.isNumber
  return !shape.isDate && !shape.hasCents && column.distinct > 1
}

async function consequenceOf(
  database: Database,
  table: RawTable,
  role: Role,
  from: Expression,
  chosen: TableMapping,
): Promise<Pick<DoubtChoice, 'consequence' | 'effect'>> {
  if (role === 'customer_id') return { consequence: await customersOf(database, table, from) }
  if (role === 'revenue') {
    const { words, rows, money } = await orderEffect(database, table, chosen, { returns: 'net', currency: null })
    return { consequence: words, effect: { rows, money } }
  }
  if (role === 'cost') return { consequence: await totalOf(database, table, from) }
  return { consequence: DATES.includes(role) ? await datesOf(database, table, from) : null }
}

/** The file alone cannot tell whether 03/04 is in March or in April. */
async function dayOrMonthDoubt(database: Database, table: RawTable, mapping: TableMapping, { role, from }: Binding): Promise<Doubt | null> {
  if (!('column' in from)) return null
  const column = columnOf(table, from.column)
  if (column.doubt === null) return null
  const kept: Expression = { column: column.name }
  const turned: Expression = { column: column.name, exchanged: 'day and month' }
  const choices: DoubtChoice[] = []
  const wereExchanged = column.doubt === SOME_EXCHANGED
  for (const one of wereExchanged ? [turned, kept] : [kept, turned]) {
    const dates = await datesOf(database, table, one)
    choices.push({
      label: one === kept ? 'As it was read' : wereExchanged ? 'Yes: exchange them back on days 1 to 12' : 'Day and month exchanged',
      consequence: dates,
      mapping: confirmed(mapping, role, one),
    })
  }
  return {
    ...placeOf(table, column),
    question: wereExchanged ? 'Were day and month exchanged in some dates?' : 'Does the day or the month come first?',
    why: column.doubt,
    choices,
  }
}

/** The mapping with one role answered. A column that played another role gives that one up for it. */
export function confirmed(mapping: TableMapping, role: Role, from: Expression): TableMapping {
  const old = mapping.bindings.find((binding) => binding.role === role)?.from
  const bindings = mapping.bindings.flatMap((binding): Binding[] => {
    if (binding.role === role) return [{ role, from, confidence: 1 }]
    const clashes = 'column' in binding.from && columnsOf(from).includes(binding.from.column) && !('startsWith' in binding.from)
    if (!clashes) return [binding]
    return old ? [{ ...binding, from: old }] : []
  })
  return { ...mapping, bindings: old ? bindings : [...bindings, { role, from, confidence: 1 }] }
}
