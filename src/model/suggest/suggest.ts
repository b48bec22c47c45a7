import type { Database, Engine } from '../../engine/database'
import type { RawColumn, RawTable } from '../../ingest/table'
import { bind } from './bind'
import { currencyInForce, currencyOf, currencyTotals } from './money/currency'
import { doubtsOf } from './doubts/doubts'
import { readings, type RankedGuess } from './kinds'
import { DOUBTFUL, type Doubt, type Mapping, type Suggestion, type TableKind, type TableMapping } from '../mapping/mapping'
import { moneyDoubts } from './doubts/money-doubts'
import { meetCustomers } from './meet-customers'
import { meetProducts } from './meet-products'
import { evidenceOf, readAs } from './kind-guess'
import type { Evidence } from './evidence'
import { kindEntry } from '../mapping/roles'
import { openSources } from '../mapping/mapped-table'
import { kindDoubt, noCustomerDoubt, nothingCountedDoubt } from './doubts/table-doubts'

/** A table read as one kind, whatever it was taken for before. */
export async function readTableAs(engine: Engine, table: RawTable, kind: TableKind): Promise<TableMapping> {
  if (kind === 'other') return { table: table.name, kind, confidence: 1, bindings: [] }
  const session = await engine.open()
  try {
    const columns = evidenceOf(table)
    return await bind(session, table, columns, readAs(kind, columns), 1)
  } finally {
    await session.close()
  }
}

interface Guess {
  readonly table: RawTable
  readonly columns: readonly Evidence[]
  readonly ranked: readonly RankedGuess[]
  readonly mapping: TableMapping
}

/** How the tables are probably to be read, and what only a person can tell. */
export async function suggestMapping(engine: Engine, tables: readonly RawTable[], returns: Mapping['returns']): Promise<Suggestion> {
  const session = await engine.open()
  try {
    const guesses: Guess[] = []
    for (const table of tables) guesses.push(await guess(session, table))
    const evidence = new Map(guesses.map(({ table, columns }) => [table.name, columns]))
    const met = await meetCustomers(
      session,
      guesses.map(({ mapping }) => mapping),
      tables,
      evidence,
    )
    const once = withoutRepeats(await meetProducts(session, met, evidence))
    const settled = guesses.map((one, index) => ({ ...one, mapping: once[index]! }))
    const currency = await currencyFor(session, once, tables)
    const mapping: Mapping = { version: 1, tables: once, returns, asOf: null, currency }
    const doubts: Doubt[] = []
    for (const one of settled) {
      doubts.push(...(await doubtsAbout(session, one, settled)))
      doubts.push(...(await moneyDoubts(session, one.table, one.mapping, mapping)))
    }
    return { mapping, doubts }
  } finally {
    await session.close()
  }
}

async function currencyFor(database: Database, mappings: readonly TableMapping[], tables: readonly RawTable[]): Promise<string | null> {
  const named = currencyOf(mappings, tables)
  const sources = await openSources(database, { tables: mappings }, tables)
  return currencyInForce({ currency: named }, await currencyTotals(database, sources))
}

/** A table whose rows were turned into another one of its kind is not read beside it: every answer would count twice. */
function withoutRepeats(mappings: readonly TableMapping[]): readonly TableMapping[] {
  return mappings.map((one) => {
    const isRepeated = mappings.some(({ table, kind }) => kind === one.kind && table.startsWith(`${one.table}_`))
    return isRepeated ? { table: one.table, kind: 'other', confidence: 1, bindings: [] } : one
  })
}

async function guess(database: Database, table: RawTable): Promise<Guess> {
  const columns = evidenceOf(table)
  const ranked = table.rowsKept === 0 ? [] : readings(table, columns)
  const [best, second] = ranked
  if (!best) return { table, columns, ranked, mapping: await withoutKind(database, table, columns) }
  const confidence = second ? Math.min(1, 0.5 + (best.weight - second.weight) / 2) : 1
  return { table, columns, ranked, mapping: await bind(database, table, columns, best, confidence) }
}

/** A table that is nothing we know: perhaps a list of customers whose numbers were taken out. */
async function withoutKind(database: Database, table: RawTable, columns: readonly Evidence[]): Promise<TableMapping> {
  if (!couldBePeople(table, columns)) return { table: table.name, kind: 'other', confidence: 1, bindings: [] }
  const mapping = await bind(database, table, columns, readAs('customers', columns), 0.5)
  const bindings = mapping.bindings.filter(({ role }) => role !== 'customer_id')
  return { ...mapping, bindings: [{ role: 'customer_id', from: { column: 'line' }, confidence: 0.5 }, ...bindings] }
}

const GROUPS = 50

/** Several named columns, some of which divide the rows into groups, and none that names each row. */
function couldBePeople(table: RawTable, columns: readonly Evidence[]): boolean {
  const named = columns.filter(({ isUnnamed }) => !isUnnamed)
  return (
    table.rowsKept > 20 &&
    named.length >= 4 &&
    named.some(({ column }) => column.distinct >= 2 && column.distinct <= GROUPS) &&
    !named.some(({ column, shape }) => column.type === 'text' && shape.uniqueness > 0.9)
  )
}

async function doubtsAbout(database: Database, one: Guess, all: readonly Guess[]): Promise<readonly Doubt[]> {
  const { table, columns, ranked, mapping } = one
  if (table.rowsKept === 0) return []
  const others = all.some((guess) => guess !== one && guess.ranked.length > 0)
  const customer = namedCustomer(columns)
  if (ranked.length === 0 && mapping.kind === 'other' && customer) {
    const kinds = columns.some(({ shape }) => shape.isDate) ? (['orders', 'customers'] as const) : (['customers'] as const)
    const readings: TableMapping[] = []
    for (const kind of kinds) readings.push(await bind(database, table, columns, readAs(kind, columns), 0.5))
    return [await nothingCountedDoubt(database, table, customer, readings)]
  }
  if (ranked.length === 0) return others && mapping.kind === 'other' ? [] : [await noCustomerDoubt(database, table, mapping, columns)]
  if (needsCustomer(mapping) && !listedElsewhere(mapping, all)) return [await noCustomerDoubt(database, table, mapping, columns)]
  const rivals = ranked.filter(({ weight }) => weight > ranked[0]!.weight - CLOSE)
  if (rivals.length < 2) return doubtsOf(database, table, mapping, columns)
  const readings: TableMapping[] = [mapping]
  for (const rival of rivals.slice(1, 3)) readings.push(await bind(database, table, columns, rival, 0.5))
  return [await kindDoubt(database, table, readings), ...(await doubtsOf(database, table, mapping, columns))]
}

/** A column that is plainly called the customer; null where none is. */
function namedCustomer(columns: readonly Evidence[]): RawColumn | null {
  return columns.find((one) => (one.named.get('customer_id') ?? 0) >= PLAIN && one.column.distinct > 1)?.column ?? null
}

const PLAIN = 0.84

/** Kinds whose weights differ by less than this fit a table about equally well: their confidence is below DOUBTFUL. */
const CLOSE = 2 * (DOUBTFUL - 0.5)

function needsCustomer({ kind, bindings }: TableMapping): boolean {
  return kindEntry(kind).required.includes('customer_id') && !bindings.some(({ role }) => role === 'customer_id')
}

/** Lines without a customer take him from an order table that has one. */
function listedElsewhere({ kind, bindings }: TableMapping, all: readonly Guess[]): boolean {
  const has = (list: TableMapping['bindings'], role: string) => list.some((binding) => binding.role === role)
  if (kind !== 'order_lines' || !has(bindings, 'order_id')) return false
  return all.some(({ mapping }) => mapping.kind === 'orders' && has(mapping.bindings, 'order_id') && has(mapping.bindings, 'customer_id'))
}
