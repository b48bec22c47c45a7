import { tableName } from '../../../ingest/table-name'
import type { Database } from '../../../engine/database'
import type { RawColumn, RawTable } from '../../../ingest/table'
import { count, money, plural } from '../../../shared/format'
import { currencyTotals } from '../money/currency'
import { orderEffect } from './effects'
import { columnOf, columnsOf } from '../../mapping/expression'
import {
  DOUBTFUL,
  type Bar,
  type Binding,
  type Doubt,
  type DoubtChoice,
  type Expression,
  type Mapping,
  type OrderState,
  type TableMapping,
} from '../../mapping/mapping'
import { statesRead } from '../money/order-states'
import { stateColumns } from '../../words/state-lists'
import { openSources } from '../../mapping/mapped-table'

/** What the review asks about the money of an order table: states, returns and currencies. */
export async function moneyDoubts(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  whole: Pick<Mapping, 'returns' | 'currency'>,
): Promise<readonly Doubt[]> {
  if (mapping.kind !== 'orders' && mapping.kind !== 'order_lines') return []
  const ask = { database, table, mapping, whole }
  const doubtful = mapping.bindings.filter(
    ({ role, confidence }) => (role === 'is_cancelled' || role === 'is_return') && confidence < DOUBTFUL,
  )
  const doubts: Doubt[] = []
  for (const column of stateColumns({ ...mapping, bindings: doubtful })) {
    const reads = doubtful.filter(({ from }) => columnsOf(from).includes(column))
    const isOnlyBack = reads.every(({ role }) => role === 'is_return')
    doubts.push(isOnlyBack ? await returnsDoubt(ask, reads[0]!) : await statesDoubt(ask, column))
  }
  return [...doubts, await freeDoubt(ask), await currencyDoubt(ask)].filter((doubt) => doubt !== null)
}

interface Ask {
  readonly database: Database
  readonly table: RawTable
  readonly mapping: TableMapping
  readonly whole: Pick<Mapping, 'returns' | 'currency'>
}

async function choice({ database, table, whole }: Ask, label: string, mapping: TableMapping, currency?: string): Promise<DoubtChoice> {
  const { words, rows, money: sum } = await orderEffect(database, table, mapping, { ...whole, currency: currency ?? whole.currency })
  return { label, consequence: words, effect: { rows, money: sum }, mapping, ...(currency !== undefined && { currency }) }
}

const READ_AS = { sale: 'Counts', return: 'Taken back', 'left out': 'Left out' } as const

/** Some states are known to be no sale, of others only the shop knows. */
async function statesDoubt(ask: Ask, column: string): Promise<Doubt> {
  const { database, table, mapping, whole } = ask
  const states = await statesRead(database, table, mapping, column)
  const kept = await choice(ask, 'As chosen', sure(mapping))
  const all = states.reduce((sum, { money: one }) => sum + (one ?? 0), 0)
  const isCounted = (state: OrderState) => state.reading === 'sale'
  const paid = states.filter(isCounted).reduce((sum, { rows }) => sum + rows, 0)
  const rows = states.reduce((sum, one) => sum + one.rows, 0)
  const bars = Object.entries(READ_AS).flatMap(([reading, label]): Bar[] => {
    const list = states.filter((state) => state.reading === reading)
    const sum = list.reduce((total, one) => total + (one.money ?? 0), 0)
    const lines = list.reduce((total, one) => total + one.rows, 0)
    const tone = reading === 'sale' ? 'counts' : reading === 'return' ? 'odd' : 'out'
    return list.length > 0 ? [{ label, size: sum, text: `${plural(lines, 'row')}, ${money(sum, whole.currency)}`, tone }] : []
  })
  return {
    ...placeOf(table, columnOf(table, column)),
    samples: states.slice(0, 10).map(({ value }) => value),
    odd: states.filter((state) => !isCounted(state)).map(({ value }) => value),
    question: `Which of the ${count(states.length)} states are orders?`,
    why: `${count(paid)} of ${plural(rows, 'row')} count as sales. Read as chosen they come to ${money(kept.effect!.money ?? 0, whole.currency)}; all rows together to ${money(all, whole.currency)}.`,
    picture: { kind: 'bars', title: 'Money by what it is read as', bars },
    choices: [kept],
    states,
    decides: 'Each state can be read as something else, here or later on the page Mapping.',
  }
}

/** Rows whose kind, or side of the ledger, takes money back, where the file alone does not settle it. */
async function returnsDoubt(ask: Ask, { from }: Binding): Promise<Doubt> {
  const { database, table, mapping, whole } = ask
  const column = columnOf(table, columnsOf(from)[0]!)
  const states = await statesRead(database, table, mapping, column.name)
  const back = states.filter(({ reading }) => reading === 'return')
  const values = back.map(({ value }) => value)
  const rows = back.reduce((sum, one) => sum + one.rows, 0)
  const others = mapping.bindings.filter(({ role }) => role !== 'is_return')
  const none: TableMapping = { ...mapping, bindings: others }
  const out: TableMapping = {
    ...mapping,
    bindings: [...others.filter(({ role }) => role !== 'is_cancelled'), { role: 'is_cancelled', from, confidence: 1 }],
  }
  const choices = [
    await choice(ask, 'Yes: subtract them', sure(mapping)),
    await choice(ask, 'No: they are sales too', none),
    await choice(ask, 'Leave them out', out),
  ]
  return {
    ...placeOf(table, column),
    samples: states.map(({ value }) => value).slice(0, 10),
    odd: values,
    question: `Do the ${plural(rows, 'row')} of “${values.join('” and “')}” take money away?`,
    why: `Their amounts stand there without a sign, as those of the other rows do.`,
    picture: {
      kind: 'bars',
      title: 'Rows and money of each value',
      bars: states.map(({ value, rows: lines, money: sum, reading }) => ({
        label: value,
        size: sum ?? lines,
        text: `${plural(lines, 'row')}${sum === null ? '' : `, ${money(sum, whole.currency)}`}`,
        tone: reading === 'sale' ? 'counts' : 'odd',
      })),
    },
    choices,
    decides: decided(choices, whole.currency),
  }
}

/** Words among the amounts that may mean that nothing was to be paid. */
async function freeDoubt(ask: Ask): Promise<Doubt | null> {
  const { table, mapping } = ask
  const binding = mapping.bindings.find(({ role }) => role === 'revenue')
  if (!binding || !('product' in binding.from) || !binding.from.worthNothing) return null
  const { worthNothing, ...unknown } = binding.from
  const column = columnOf(table, binding.from.product.find((name) => columnOf(table, name).misfits) ?? binding.from.product[0]!)
  const odd = column.misfits?.examples.filter(({ value }) => worthNothing.includes(value)) ?? []
  const rows = odd.reduce((sum, one) => sum + one.rows, 0)
  const others = mapping.bindings.filter((one) => one !== binding)
  const as = (from: Expression): TableMapping => ({ ...mapping, bindings: [...others, { role: 'revenue', from, confidence: 1 }] })
  const said = worthNothing.map((word) => `“${word}”`).join(' or ')
  return {
    ...placeOf(table, column),
    samples: [...column.samples.filter((value) => !worthNothing.includes(value)).slice(0, 3), ...worthNothing],
    odd: worthNothing,
    question: rows === 1 ? `One amount says ${said}. What is it worth?` : `${count(rows)} amounts say ${said}. What are they worth?`,
    why: `First on line ${count(odd[0]?.line ?? 0)}. The column stays an amount either way, and the word is kept.`,
    picture: {
      kind: 'cells',
      title: `${count(column.filled)} of ${count(table.rowsKept)} cells are amounts`,
      first: 2,
      last: Math.max(table.rowsKept + 1, ...odd.map(({ line }) => line)),
      odd: odd.map(({ line }) => ({ line, label: `line ${count(line)}` })),
    },
    choices: [
      await choice(ask, 'Nothing: 0', as(binding.from)),
      await choice(ask, rows === 1 ? 'Not known: leave the row out' : 'Not known: leave the rows out', as(unknown)),
    ],
    decides: `Changes ${plural(rows, 'row')} of ${count(table.rowsKept)} and no money.`,
  }
}

/** Amounts of several currencies are no money when they are added up. */
async function currencyDoubt(ask: Ask): Promise<Doubt | null> {
  const { database, table, mapping, whole } = ask
  const binding = mapping.bindings.find(({ role }) => role === 'currency')
  if (!binding) return null
  const totals = await currencyTotals(database, await openSources(database, { tables: [mapping] }, [table]))
  if (totals.length < 2) return null
  const first = totals.toSorted((a, b) => Number(b.currency === whole.currency) - Number(a.currency === whole.currency))
  const choices: DoubtChoice[] = []
  for (const { currency } of first.slice(0, MOST_CHOICES)) choices.push(await choice(ask, `Show ${currency}`, mapping, currency))
  const rows = totals.reduce((sum, one) => sum + one.rows, 0)
  return {
    ...placeOf(table, columnOf(table, columnsOf(binding.from)[0]!)),
    samples: totals.map(({ currency }) => currency),
    odd: first.slice(1).map(({ currency }) => currency),
    question: `Amounts stand in ${count(totals.length)} currencies. Which one should the pages show?`,
    why: 'They are never added up: that would be no money at all. Rows in the others are left out and counted, and the page Mapping switches between them.',
    picture: {
      kind: 'bars',
      title: 'Rows of each',
      bars: first.map(({ currency, rows: lines, money: sum }, at) => ({
        label: currency,
        size: lines,
        text: `${plural(lines, 'row')}, ${money(sum, currency)}`,
        tone: at === 0 ? 'counts' : 'out',
      })),
    },
    choices,
    decides: `Decides which of ${plural(rows, 'row')} every page is about.`,
  }
}

const MOST_CHOICES = 8

function decided(choices: readonly DoubtChoice[], currency: string | null): string {
  const sums = choices.map(({ effect }) => effect?.money ?? 0)
  const most = Math.max(...sums)
  return `Decides ${money(most - Math.min(...sums), currency)} of ${money(most, currency)}.`
}

function sure(mapping: TableMapping): TableMapping {
  return {
    ...mapping,
    bindings: mapping.bindings.map((one) => (one.role === 'is_cancelled' || one.role === 'is_return' ? { ...one, confidence: 1 } : one)),
  }
}

function placeOf(table: RawTable, { name, header }: RawColumn): Pick<Doubt, 'table' | 'column' | 'header' | 'file'> {
  return { table: table.name, column: name, header, file: tableName(table) }
}
