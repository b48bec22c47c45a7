import { identifier, query, type Database } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { columnOf, expressionSql, YES } from './expression'
import type { StateColumn } from './company'
import type { Binding, Expression, Mapping, OrderState, Role, StateReading, TableMapping } from './mapping'
import type { Candidate, Evidence, Reading } from './reading'
import type { Source } from './source'
import { ledgerSides, meaningOf, promiseOf, saysReturn, type StateMeaning } from './state-words'

/** Texts with more values than this are no states. */
export const MOST_STATES = 30

/** Roles under which a column of states is read, and what their values count as. All others are sales. */
const READ_AS: Readonly<Record<Role, StateReading>> = { is_cancelled: 'left out', is_return: 'return' }

/** Rows, and money as it stands, of each value of a column of states: the most rows first. */
export async function statesIn(
  database: Database,
  table: RawTable,
  column: string,
  amount: Expression | null,
): Promise<readonly Omit<OrderState, 'reading'>[]> {
  const value = expressionSql({ column }, table, 'text')
  const money = amount ? `sum(abs(${expressionSql(amount, table, 'number')}))` : 'null::double'
  const text = `
    select ${value} as value, count(*) as found, ${money} as money from ${identifier(table.name)}
    where ${value} is not null group by 1 order by found desc, value limit ${MOST_STATES + 1}`
  const rows = await database.rows(query('rows by state', text, { value: 'text', found: 'number', money: 'number' }))
  return rows.map(({ value: state, found, money: sum }) => ({ value: state!, rows: found!, money: amount ? (sum ?? 0) : null }))
}

/** The columns of states that a mapping reads, each with what its values count as. */
export function stateColumns({ bindings }: TableMapping): readonly string[] {
  const lists = bindings.flatMap(({ role, from }) => (Object.hasOwn(READ_AS, role) && 'isOneOf' in from ? [from.column] : []))
  return [...new Set(lists)]
}

/** What a value of a column counts as under a mapping. */
export function readingOf({ bindings }: TableMapping, column: string, value: string): StateReading {
  const same = (other: string) => other.trim().toLowerCase() === value.trim().toLowerCase()
  const found = bindings.find(
    ({ role, from }) => Object.hasOwn(READ_AS, role) && 'isOneOf' in from && from.column === column && from.isOneOf.some(same),
  )
  return found ? READ_AS[found.role]! : 'sale'
}

/** Every column of states that is read, with its rows, its money and what each value counts as. */
export async function orderStates(
  database: Database,
  mapping: Mapping,
  sources: readonly Source[],
): Promise<readonly StateColumn[]> {
  const found: StateColumn[] = []
  for (const one of mapping.tables) {
    const source = sources.find(({ raw }) => raw.name === one.table)
    if (!source || (source.kind !== 'orders' && source.kind !== 'order_lines')) continue
    for (const column of stateColumns(one))
      found.push({ table: one.table, column, states: await statesRead(database, source.raw, one, column) })
  }
  return found
}

/** The states of one column, and what they count as. */
export async function statesRead(database: Database, table: RawTable, mapping: TableMapping, column: string): Promise<readonly OrderState[]> {
  const amount = mapping.bindings.find(({ role }) => role === 'revenue')?.from ?? null
  const states = await statesIn(database, table, column, amount)
  return states.map((state) => ({ ...state, reading: readingOf(mapping, column, state.value) }))
}

/** The mapping with the states of a column read anew. */
export function withStates(mapping: TableMapping, column: string, states: readonly Pick<OrderState, 'value' | 'reading'>[]): TableMapping {
  const isList = ({ role, from }: Binding) => Object.hasOwn(READ_AS, role) && 'isOneOf' in from && from.column === column
  const lists = Object.entries(READ_AS).map(([role, reading]): Binding => {
    const isOneOf = states.filter((state) => state.reading === reading).map(({ value }) => value)
    return { role, from: { column, isOneOf }, confidence: 1 }
  })
  // A column of which nothing is left out stays known as one of states.
  const wanted = lists.filter(({ role, from }) => ('isOneOf' in from && from.isOneOf.length > 0) || role === 'is_cancelled')
  const others = mapping.bindings.filter((binding) => !isList(binding))
  const taken = new Set(others.map(({ role }) => role))
  const free = wanted.filter(({ role, from }) => !taken.has(role) || ('isOneOf' in from && from.isOneOf.length > 0))
  return { ...mapping, bindings: [...others.filter(({ role }) => !free.some((one) => one.role === role)), ...free] }
}

/** A column that may hold states, read. */
interface StateCandidate {
  readonly evidence: Evidence
  readonly promise: ReturnType<typeof promiseOf>
  readonly states: readonly Omit<OrderState, 'reading'>[]
  readonly meanings: ReadonlyMap<string, StateMeaning>
}

const SURE = 0.95
const ASKED = 0.5
/** A share of the money that is worth a question. */
const MATTERS = 0.01

/**
 * Which rows are sales, which take money back and which are no orders, as columns of states, kinds or sides of a ledger tell.
 * A binding that is asked about has a low confidence.
 */
export async function stateBindings(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: Reading,
  made: Expression | null,
): Promise<readonly Binding[]> {
  // What stood there before refunds were taken off tells the sales from the returns.
  const amount = made && 'product' in made && made.less ? { product: made.product } : made
  const taken = new Set(
    ['customer_id', 'ordered_at', 'revenue', 'unit_price', 'quantity'].map((role) => reading.roles.get(role)?.evidence.column),
  )
  const found: StateCandidate[] = []
  const bindings: Binding[] = []
  for (const evidence of columns) {
    const { column } = evidence
    if (column.type !== 'text' || taken.has(column) || column.distinct > MOST_STATES || column.distinct < 1) continue
    const states = await statesIn(database, table, column.name, amount)
    if (states.length > MOST_STATES) continue
    const side = promiseOf(column.header) === 'elsewhere' ? null : ledgerSides(states.map(({ value }) => value))
    if (side) {
      const binding = sideBinding(table, column.name, states, side, amount)
      if (binding) bindings.push(binding)
      continue
    }
    const candidate = candidateOf(evidence, states)
    if (candidate) found.push(candidate)
  }
  for (const candidate of found.toSorted((a, b) => told(b) - told(a)))
    for (const binding of await readStates(database, table, reading, candidate, amount))
      if (!bindings.some(({ role }) => role === binding.role)) bindings.push(binding)
  return bindings
}

function candidateOf(evidence: Evidence, states: StateCandidate['states']): StateCandidate | null {
  const promise = promiseOf(evidence.column.header)
  if (promise === 'elsewhere') return null
  const meanings = new Map(
    states.flatMap(({ value }) => {
      const meaning = meaningOf(value)
      // Only a column of states has orders that are open: a kind called "new" is a sale.
      return meaning ? [[value, meaning === 'open' && promise === 'kind' ? 'sale' : meaning] as const] : []
    }),
  )
  const known = [...meanings.values()]
  const isNoSale = known.some((meaning) => meaning !== 'sale')
  const isTold = known.some((meaning) => meaning !== 'sale' && meaning !== 'open') || meanings.size > states.length * 0.6
  const fits = promise ? isTold : states.length > 1 && meanings.size === states.length && known.includes('sale')
  return isNoSale && fits ? { evidence, promise, states, meanings } : null
}

/** How much a column tells: rows that are no sales, by words that are known. */
function told({ evidence, states, meanings }: StateCandidate): number {
  const rows = states.filter(({ value }) => (meanings.get(value) ?? 'sale') !== 'sale').reduce((sum, state) => sum + state.rows, 0)
  return meanings.size / states.length + Math.min(0.5, rows / 1000) + (evidence.named.get('is_cancelled') ?? 0)
}

async function readStates(
  database: Database,
  table: RawTable,
  reading: Reading,
  { evidence, promise, states, meanings }: StateCandidate,
  amount: Expression | null,
): Promise<readonly Binding[]> {
  const column = evidence.column.name
  const meant = (...wanted: readonly StateMeaning[]) =>
    states.filter(({ value }) => wanted.includes(meanings.get(value) ?? 'sale')).map(({ value }) => value)
  const back = [...meant('return'), ...meant('returned')]
  const taking = back.length > 0 ? await takenBack(database, table, reading, column, back, amount) : null
  const nouns = meant('return')
  // "Refund" in a column of kinds is a row that takes money back; "refunded" in one of states is an order that came to nothing.
  const isReturn = (value: string) => {
    const how = taking?.get(value)
    return how === 'negative' || how === 'same order' || (nouns.includes(value) && (promise !== 'status' || how === 'same sale'))
  }
  const returns = back.filter(isReturn)
  const leftOut = [...meant('cancelled'), ...back.filter((value) => !returns.includes(value)), ...meant('open')]
  const doubtful = [
    ...nouns.filter((value) => taking?.get(value) === 'alone'),
    ...meant('open'),
    ...states.filter(({ value }) => !meanings.has(value)).map(({ value }) => value),
  ]
  const weight = ({ money, rows }: StateCandidate['states'][number]) => money ?? rows
  const all = states.reduce((sum, state) => sum + weight(state), 0)
  const open = states.filter(({ value }) => doubtful.includes(value)).reduce((sum, state) => sum + weight(state), 0)
  const confidence = open > all * MATTERS ? ASKED : SURE
  return [
    ...(leftOut.length > 0 ? [{ role: 'is_cancelled', from: { column, isOneOf: leftOut }, confidence }] : []),
    ...(returns.length > 0 ? [{ role: 'is_return', from: { column, isOneOf: returns }, confidence }] : []),
  ]
}

/**
 * What speaks for rows that take money back, by state: their amounts are negative already, they name the order of a sale,
 * or most equal an earlier sale to the same customer; 'alone' where nothing does.
 */
export async function takenBack(
  database: Database,
  table: RawTable,
  { roles }: Reading,
  column: string,
  states: readonly string[],
  amount: Expression | null,
): Promise<ReadonlyMap<string, 'negative' | 'same order' | 'same sale' | 'alone'>> {
  const name = (role: Role) => roles.get(role)?.evidence.column.name
  const customer = name('customer_id')
  const order = name('order_id')
  const date = name('ordered_at')
  if (!amount || !customer) return new Map(states.map((state) => [state, 'alone']))
  const text = (of: string) => expressionSql({ column: of }, table, 'text')
  const list = expressionSql({ column, isOneOf: states }, table, 'flag')
  const sql = `
    with
    moved as (
      select ${text(column)} as state, coalesce(${list}, false) as is_back, ${text(customer)} as customer,
        ${order ? text(order) : 'null::varchar'} as order_id, ${date ? expressionSql({ column: date }, table, 'timestamp') : 'null::timestamp'} as moment,
        ${expressionSql(amount, table, 'number')} as amount
      from ${identifier(table.name)}
    ),
    back as (select * from moved where is_back limit 5000),
    sales as (
      select customer, round(abs(amount), 2) as size, min(moment) as moment from moved
      where not is_back and customer in (select customer from back) group by all
    ),
    orders as (select distinct order_id from moved where not is_back and state is not null and order_id in (select order_id from back))
    select
      back.state as state,
      count(*) as found,
      count(*) filter (back.amount < 0) as negative,
      count(orders.order_id) as same_order,
      count(sales.size) as same_sale
    from back
    left join orders on orders.order_id = back.order_id
    left join sales on sales.customer = back.customer and sales.size = round(abs(back.amount), 2)
      and (sales.moment <= back.moment or sales.moment is null)
    group by back.state`
  const rows = await database.rows(
    query('rows that take money back', sql, { state: 'text', found: 'number', negative: 'number', same_order: 'number', same_sale: 'number' }),
  )
  return new Map(
    rows.map(({ state, found, negative, same_order, same_sale }) => {
      const half = found! / 2
      return [state!, negative! > half ? 'negative' : same_order! > half ? 'same order' : same_sale! >= half ? 'same sale' : 'alone']
    }),
  )
}

/** Amounts without a sign beside a side of the ledger: the smaller side takes off. Null where amounts have signs already. */
function sideBinding(
  table: RawTable,
  column: string,
  states: StateCandidate['states'],
  { plus, minus }: { readonly plus: string; readonly minus: string },
  amount: Expression | null,
): Binding | null {
  if (!amount || ('column' in amount && Number(columnOf(table, amount.column).least) < 0)) return null
  const money = (value: string) => states.find((state) => state.value === value)?.money ?? 0
  const isTurned = money(minus) > money(plus)
  return { role: 'is_return', from: { column, isOneOf: [isTurned ? plus : minus] }, confidence: isTurned ? ASKED : SURE }
}

/** Whether a yes-or-no column marks rows that take money back, not orders that came to nothing: by its name, and by those rows. */
export async function isOfReturns(
  database: Database,
  table: RawTable,
  reading: Reading,
  { evidence }: Candidate,
  amount: Expression | null,
): Promise<boolean> {
  const { column } = evidence
  if (!saysReturn(column.header) || !amount) return false
  const values = (await statesIn(database, table, column.name, null)).map(({ value }) => value)
  const yes = values.filter((value) => YES.includes(value.trim().toLowerCase()))
  const how = await takenBack(database, table, reading, column.name, yes, amount)
  return [...how.values()].some((one) => one !== 'alone')
}
