import { identifier, query, type Database } from '../../../engine/database'
import type { RawColumn, RawTable } from '../../../ingest/table'
import { columnOf, expressionSql } from '../../mapping/expression'
import type { StateColumn } from '../../company/company'
import type { Binding, Expression, Mapping, OrderState, TableMapping } from '../../mapping/mapping'
import type { KindGuess } from '../kind-guess'
import type { Evidence } from '../evidence'
import type { MappedTable } from '../../mapping/mapped-table'
import { readingOf, stateColumns } from '../../words/state-lists'
import { ledgerSides, meaningOf, promiseOf, type StateMeaning } from '../../words/state-words'
import { takenBack } from './taken-back'

/** Texts with more values than this are no states. */
export const MOST_STATES = 30

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

/** Every column of states that is read, with its rows, its money and what each value counts as. */
export async function orderStates(database: Database, mapping: Mapping, sources: readonly MappedTable[]): Promise<readonly StateColumn[]> {
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
export async function statesRead(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  column: string,
): Promise<readonly OrderState[]> {
  const amount = mapping.bindings.find(({ role }) => role === 'revenue')?.from ?? null
  const states = await statesIn(database, table, column, amount)
  return states.map((state) => ({ ...state, reading: readingOf(mapping, column, state.value) }))
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
  reading: KindGuess,
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
    if (taken.has(column) || !couldBeStates(column)) continue
    const states = await statesIn(database, table, column.name, amount)
    if (states.length > MOST_STATES) continue
    const side = ledgerSides(states.map(({ value }) => value))
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

/** Known without looking at the rows, which takes a second where there are millions. */
function couldBeStates({ type, header, distinct, samples }: RawColumn): boolean {
  if (type !== 'text' || distinct < 1 || distinct > MOST_STATES) return false
  const promise = promiseOf(header)
  if (promise) return promise !== 'elsewhere'
  return distinct === 2 || samples.every((value) => meaningOf(value) !== null)
}

function candidateOf(evidence: Evidence, states: StateCandidate['states']): StateCandidate | null {
  const promise = promiseOf(evidence.column.header)
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
  reading: KindGuess,
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
