import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { COMPANIES } from '../../../test/support/contract-companies'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import type { CustomerSet } from '../contract/definition'
import { withRun, type Environment } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis } from './analysis'
import { dateEdges, numberEdges } from './binning'
import { formatBrushes, parseBrushes } from './brush'
import { countsAt, countsOf, indexOf, jointColumn, type Column, type Counter, type Held } from './crossfilter'
import { makeCounting } from './counting'
import { dimensionsOf } from './dimensions'
import type { ExploreResult } from './result'
import { brushOf, coarse, takenBy } from './view'
import { chosenOf } from './words'

type Opened = Pick<Environment, 'engine' | 'company'>

async function look(opened: Opened, raw: Record<string, string> = {}) {
  const environment: Environment = { ...opened, filter: null, segments: [], openRun }
  const outcome = await withRun(environment, analysis, raw, undefined, async (run) => ({ ...run.outcome(), tables: await run.tables() }))
  const count = async (who: CustomerSet) =>
    (await selectCustomers(environment, { analysis: 'explore', settings: outcome.settings, who }, 0, 1)).total
  return { ...outcome, result: outcome.result as ExploreResult, count }
}

/** Six customers: who, orders on, what each order was worth, where. */
const SHOP: InlineRows = [
  ['a', '2024-01-05', 10, 'Austria'],
  ['a', '2024-03-05', 30, 'Austria'],
  ['b', '2024-02-10', 100, 'Austria'],
  ['c', '2024-03-20', 40, 'Belgium'],
  ['c', '2024-03-25', 40, 'Belgium'],
  ['c', '2024-03-30', 40, 'Belgium'],
  ['d', '2024-01-02', 5, 'Belgium'],
  ['e', '2024-02-02', 7, 'Cyprus'],
].map(([customer_id, ordered_at, revenue, country]) => ({
  customer_id: customer_id!,
  ordered_at: ordered_at!,
  revenue: revenue!,
  country: country!,
}))

const counted = (rows: readonly Readonly<Record<string, unknown>>[], view: string) =>
  Object.fromEntries(
    rows.filter((row) => row.view === view).map(({ value, customers, customers_chosen }) => [value, [customers, customers_chosen]]),
  )

test('customers are counted in each view, and the brush narrows all of them', async () => {
  const opened = await openCompany({ orders: SHOP })
  const all = await look(opened)
  expect(all.result.views.map(({ dimension }) => dimension.id)).toEqual(
    expect.arrayContaining(['fact.silent', 'fact.orders', 'fact.ordered']),
  )
  expect(counted(all.tables.views!, 'fact.orders')).toEqual({ '1': [3, 3], '2': [1, 1], '3': [1, 1] })
  // a ordered in January and in March, c three times in March alone.
  expect(counted(all.tables.views!, 'fact.ordered')).toEqual({ 'Jan 2024': [2, 2], 'Feb 2024': [2, 2], 'Mar 2024': [2, 2] })
  const { result, tables, findings, count } = await look(opened, { brush: 'fact.orders:2~' })
  expect(counted(tables.views!, 'fact.ordered')).toEqual({ 'Jan 2024': [2, 1], 'Feb 2024': [2, 0], 'Mar 2024': [2, 2] })
  expect(tables.customers!.map(({ customer_id }) => customer_id)).toEqual(['a', 'c'])
  expect(tables.totals).toEqual([expect.objectContaining({ customers: 5, customers_chosen: 2, revenue: 272, revenue_chosen: 160 })])
  expect(await count(findings[0]!.who!)).toBe(2)
  expect(result.listed.map(({ customer_id, revenue }) => [customer_id, revenue])).toEqual([
    ['c', 120],
    ['a', 40],
  ])
})

test('a second brush narrows the first; months hold who ordered in any of them', async () => {
  const opened = await openCompany({ orders: SHOP })
  const january = dateEdges({ least: 19723, most: 19723 }, true)
  expect(january).toEqual([19723, 19754])
  const one = await look(opened, { brush: `fact.ordered:${january.join('~')}` })
  expect(one.tables.customers!.map(({ customer_id }) => customer_id).sort()).toEqual(['a', 'd'])
  const two = await look(opened, { brush: `fact.ordered:${january.join('~')};fact.orders:2~` })
  expect(two.tables.customers).toEqual([{ customer_id: 'a' }])
  expect(two.findings[0]!.claim).toMatch(/^1 customer brings /)
})

test('what a link says that the data cannot answer is left out, and so is what cannot be read', async () => {
  const opened = await openCompany({ orders: SHOP })
  for (const brush of ['nothing:1~2;fact.orders:Germany', "fact.orders:5~2;;:;x';drop table customers"]) {
    const { result } = await look(opened, { brush, views: 'no,such', across: 'x', rows: '__proto__' })
    expect([brush, result.brushes, result.comparison.chosen]).toEqual([brush, [], 5])
  }
})

test('brushes are the same when they are read again, whatever stands in a label', () => {
  const brushes = [
    { of: 'fact.silent', kind: 'range', from: -1.5, to: null },
    { of: 'country', kind: 'labels', labels: ['a,b;c:d', '?', '!', '50 %', '10~20', "O'Neil", '<b>'], isNot: true, takesUnknown: true },
    { of: 'städte', kind: 'labels', labels: ['Köln'], isNot: false, takesUnknown: false },
  ] as const
  expect(parseBrushes(formatBrushes(brushes))).toEqual(brushes)
})

test('bins part at round numbers: one by one where there are few, by ratio where few are very large, else evenly', () => {
  const where = { least: 1, most: 8, isWhole: true, low: 1, middle: 3, high: 8 }
  expect(numberEdges(where)).toEqual([2, 3, 4, 5, 6, 7, 8])
  const money = numberEdges({ least: 0, most: 84_000, isWhole: false, low: 40, middle: 300, high: 3_000 })
  expect(money).toEqual([50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000])
  expect(numberEdges({ least: 18, most: 92, isWhole: true, low: 20, middle: 45, high: 80 })).toEqual([
    20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80,
  ])
  expect(numberEdges({ least: 7, most: 7, isWhole: false, low: 7, middle: 7, high: 7 })).toEqual([])
})

/** Columns as they might be: one bin each, several each, and three brushes on them. */
function made(customers: number, seed: number) {
  const next = random(seed)
  const single = (size: number): Column => ({ rows: null, bins: Uint8Array.from({ length: customers }, () => next() * size), size })
  const pairs = Array.from({ length: customers }, (_, row) =>
    [0, 1, 2, 3].filter(() => next() < 0.4).map((bin) => [row, bin] as const),
  ).flat()
  const many: Column = { rows: Uint32Array.from(pairs, ([row]) => row), bins: Uint8Array.from(pairs, ([, bin]) => bin), size: 4 }
  const columns = [single(7), single(3), many, single(5)]
  const taken = (size: number) => Uint8Array.from({ length: size }, () => Number(next() < 0.6))
  const held: Held[] = [0, 2, 3].map((place) => ({ column: columns[place]!, taken: taken(columns[place]!.size) }))
  const weights = Float64Array.from({ length: customers }, () => next())
  const own = [0, -1, 1, 2]
  const counters: Counter[] = columns.flatMap((column, place) =>
    [null, weights].map((each) => ({ column, own: own[place]!, weights: each })),
  )
  return { columns, held, counters }
}

test('counts are those of asking every customer, and moving the brush in hand changes nothing about that', () => {
  const customers = 500
  for (let seed = 1; seed <= 5; seed++) {
    const { held, counters } = made(customers, seed)
    const binsOf = ({ rows, bins }: Column, row: number) => (rows ? [...bins].filter((_, at) => rows[at] === row) : [bins[row]!])
    const passes = (row: number, except: number) =>
      held.every(({ column, taken }, place) => place === except || binsOf(column, row).some((bin) => taken[bin] === 1))
    const plain = counters.map(({ column, own, weights }) => {
      const counts = new Float64Array(column.size)
      for (let row = 0; row < customers; row++)
        if (passes(row, own)) for (const bin of binsOf(column, row)) counts[bin]! += weights ? weights[row]! : 1
      return counts
    })
    const near = (counts: readonly Float64Array[]) => counts.map((own) => [...own].map((value) => Math.round(value * 1e6)))
    expect(near(countsOf(customers, held, counters))).toEqual(near(plain))
    for (const active of [0, 1, 2])
      expect(near(countsAt(indexOf(customers, held, counters, active), held[active]!.taken))).toEqual(near(plain))
  }
})

test('what the views show while a brush moves is what a new run would say', async () => {
  const opened = await openCompany({ orders: SHOP })
  const { result } = await look(opened, { brush: 'fact.orders:2~' })
  const counting = makeCounting(result)
  const ranges = [2, 3].map((from) => [{ of: 'fact.orders', kind: 'range', from, to: null }] as const)
  for (const brushes of [...ranges, []]) {
    const counts = counting.count(brushes, 'fact.orders')
    const own = await look(opened, { brush: formatBrushes(brushes) })
    expect(counts.chosen).toBe(own.result.comparison.chosen)
    expect(counts.revenue).toBe(own.result.comparison.revenue)
    for (const [place, { dimension }] of result.views.slice(0, result.shown).entries()) {
      const rows = own.tables.views!.filter(({ view }) => view === dimension.id)
      const { all, chosen } = counts.views[place]!
      if (dimension.id !== 'fact.orders') expect([...(chosen ?? all)]).toEqual(rows.map((row) => row.customers_chosen))
      else expect([...all]).toEqual(rows.map((row) => row.customers))
    }
  }
})

test('two columns as one hold every pair of bins of every customer', () => {
  const { columns } = made(200, 9)
  for (const [first, second] of [
    [0, 1],
    [0, 2],
    [2, 2],
    [2, 3],
  ] as const) {
    const [one, other] = [columns[first]!, columns[second]!]
    const joint = jointColumn(one, other, 200)
    const pairs = (column: Column) =>
      new Map(
        Array.from({ length: 200 }, (_, row) => [row, [...column.bins].filter((_, at) => (column.rows ? column.rows[at] : at) === row)]),
      )
    const [a, b] = [pairs(one), pairs(other)]
    const expected = Array.from({ length: 200 }, (_, row) =>
      a.get(row)!.flatMap((x) => b.get(row)!.map((y) => `${row} ${x * other.size + y}`)),
    ).flat()
    const found = Array.from(joint.bins, (bin, at) => `${joint.rows ? joint.rows[at] : at} ${bin}`)
    expect(found.sort()).toEqual(expected.sort())
  }
})

test('in every view of a company with every kind of table a bin brushed is as many in the list as on the page', async () => {
  const [open] = Object.values(COMPANIES)
  const opened = await open!()
  const { result, count } = await look(opened, {
    views: dimensionsOf(opened.company)
      .map(({ id }) => id)
      .join(','),
  })
  expect(result.views.length).toBeGreaterThan(18)
  for (const [place, view] of result.views.entries()) {
    const counts = countsOf(result.customers, [], [{ column: view.column, own: -1, weights: null }])[0]!
    const bin = place % 2 ? 1 : view.bins.length - 1
    const brush = brushOf(
      view,
      Uint8Array.from(view.bins, (_, at) => Number(at === bin)),
    )!
    expect([...takenBy(brush, view.bins)].indexOf(1)).toBe(bin)
    expect([view.dimension.id, bin, await count(chosenOf(result, [brush], counts[bin]!, null))]).toEqual([
      view.dimension.id,
      bin,
      counts[bin],
    ])
  }
})

test('who is of no value and who is of any other are brushed as well, and bounds that are no edges become ones', async () => {
  const customers = Array.from({ length: 30 }, (_, at) => ({ customer_id: `c${at}`, town: at % 3 ? ['A', 'B'][at % 2]! : null, size: at }))
  const opened = await openCompany({ customers })
  const chosen = async (brush: string) => (await look(opened, { brush })).tables.customers!.length
  expect(await chosen('town:?')).toBe(10)
  expect(await chosen('town:A,?')).toBe(20)
  expect(await chosen('town:!A')).toBe(10)
  expect(await chosen('town:gone')).toBe(0)
  expect(await chosen('size:7.5~11')).toBe(3)
  const { result, tables } = await look(opened, { brush: 'size:7.5~11' })
  const inside = tables.views!.filter(({ view, from, to }) => view === 'size' && Number(from) >= 7.5 && Number(to) <= 11 && to !== null)
  expect(inside.map(({ from, to, customers_chosen }) => [from, to, customers_chosen])).toEqual([
    [7.5, 8, 0],
    [8, 10, 2],
    [10, 11, 1],
  ])
  expect(result.comparison.chosen).toBe(3)
})

test('bins drawn together keep their customers', async () => {
  const { result } = await look(await openCompany({ orders: SHOP }))
  for (const view of result.views) {
    const { parts, column } = coarse(view, 2)
    expect(parts.flat().toSorted((a, b) => a - b)).toEqual(view.bins.map((_, bin) => bin))
    expect(parts.length).toBeLessThanOrEqual(3)
    expect(column.bins).toHaveLength(view.column.bins.length)
  }
})

/** 400 customers with a size, a colour and a tariff; who is large mostly has one tariff. */
function listOf(seed: number, share: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: 400 }, (_, row) => {
    const size = Math.floor(next() * 40)
    return {
      customer_id: `c${row}`,
      size,
      colour: ['red', 'green', 'blue'][Math.floor(next() * 3)]!,
      tariff: size >= 20 && next() < share ? 'Gold' : ['Basic', 'Gold'][Math.floor(next() * 2)]!,
      age: 20 + Math.floor(next() * 50),
    }
  })
}

test('what sets the chosen apart is found and tested, with those to whom it applies', async () => {
  const { findings, count } = await look(await openCompany({ customers: listOf(3, 0.7) }), { brush: 'size:20~' })
  expect(findings[0]!.claim).toMatch(/^\d+ customers are chosen\.$/)
  expect(findings[1]).toMatchObject({
    claims: 'association',
    claim: expect.stringMatching(/^tariff: Gold, \d+\s% more often\.$|^tariff: Basic, \d+\s% less often\.$/),
  })
  expect(findings[1]!.evidence).toMatch(/Tested as the largest in 3 views, p < 0\.001\.$/)
  expect(await count(findings[1]!.who!)).toBe(findings[1]!.who!.count)
})

test('where nothing goes with anything, at most one company in twenty is told that something does', async () => {
  let claims = 0
  for (let seed = 1; seed <= 12; seed++) {
    const { findings } = await look(await openCompany({ customers: listOf(100 + seed, 0) }), { brush: 'size:20~' })
    if (findings.some(({ claims: claim }) => claim)) claims++
  }
  expect(claims).toBeLessThanOrEqual(2)
})

test.skipIf(!hasRetail)('Online Retail: orders of £500 and more are those of a sixth of the customers, and half the revenue', async () => {
  const { result, findings, tables, count } = await look(await openRetail(), { brush: 'fact.order:500~' })
  expect(result.customers).toBe(Number(tables.totals![0]!.customers))
  const facts = tables.views!.filter(({ view }) => view === 'fact.orders')
  expect(facts.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(result.customers)
  expect(await count(findings[0]!.who!)).toBe(result.comparison.chosen)
  expect(findings[0]!.evidence).toMatch(
    /^They are 18\.0\s% of customers \(95\s% interval 16\.9\sto\s19\.2\) and brought £5\.06m, 56\.8\s% of revenue/,
  )
})
