import { describe, expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import type { Opened } from '../../../test/support/open-whole'
import { formatRule } from '../../model/runtime/parse-rule'
import type { Line } from '../../model/runtime/rule'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import { withRun, type Environment } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis } from './analysis'
import type { RelationshipsResult } from './result'

type Open = Pick<Opened, 'engine' | 'company'>

const environmentOf = (opened: Open): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Open, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), analysis, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as RelationshipsResult, tables: await run.tables() }
  })
}

/** Customers with a pace of their own; how large their orders are has nothing to do with it. */
function orders(customers: number, seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: customers }, (_, at) => {
    const pace = 5 + next() * 90
    const worth = 10 + next() ** 4 * 500
    const rows: Record<string, string | number>[] = []
    for (let day = next() * 300; day < 365 && rows.length < 40; day += pace * (0.3 + next() * 1.4))
      rows.push({
        order_id: `o${at}-${rows.length}`,
        customer_id: `c${at}`,
        ordered_at: new Date(Date.UTC(2023, 0, 1) + Math.floor(day) * 86_400_000).toISOString().slice(0, 10),
        revenue: next() < 0.08 ? -5 : worth,
      })
    return rows
  }).flat()
}

describe.skipIf(!hasRetail)('Online Retail', () => {
  test('every customer is of one kind, moves once, and the list of a kind is as long as said', async () => {
    const retail = await openRetail('net')
    const { result, tables, settings, action } = await look(retail)
    const customers = result.kinds.reduce((sum, kind) => sum + kind.customers, result.without)
    expect(customers).toBe(retail.company.customers)
    expect(tables.moves!.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(retail.company.customers)
    expect(result.kinds.reduce((sum, kind) => sum + kind.before, 0)).toBeLessThanOrEqual(result.everyone.before)
    const { total } = await selectCustomers(environmentOf(retail), { analysis: 'relationships', settings, who: action!.who! }, 0, 1)
    expect(total).toBe(action!.who!.count)
  })
})

test('the kind of an earlier day is what the file would have said had it ended then', async () => {
  const rows = orders(150, 3)
  const whole = await openCompany({ orders: rows }, { asOf: '2024-01-01', silentAfter: 120 })
  const usual = await look(whole)
  const kinds = formatRule(usual.result.rule)
  const until = usual.result.before!
  const earlier = rows.filter(({ ordered_at: day }) => String(day) < until)
  const then = await look(await openCompany({ orders: earlier }, { asOf: until, silentAfter: 120 }), { kinds })
  expect(until).toBe('2023-10-03')
  for (const [place, kind] of usual.result.kinds.entries()) expect(kind.before, kind.name).toBe(then.result.kinds[place]!.customers)
  const later = new Set(
    rows.filter(({ ordered_at: day, revenue }) => String(day) >= until && Number(revenue) > 0).map((row) => row.customer_id),
  )
  const known = new Set(earlier.filter(({ revenue }) => Number(revenue) > 0).map((row) => row.customer_id))
  expect(usual.result.everyone).toEqual({ before: known.size, back: [...known].filter((id) => later.has(id)).length })
})

test('a changed rule changes who is of it and of those behind it; one that is turned off is asked of nobody', async () => {
  const open = await openCompany({ orders: orders(120, 8) }, { asOf: '2024-01-01' })
  const usual = await look(open)
  const { rule } = usual.result
  const off = await look(open, {
    kinds: formatRule({
      ...rule,
      lines: rule.lines.map((line): Line => ({ ...line, isOff: line.kind === 'group' && line.name === 'Steady partners' })),
    }),
  })
  const of = ({ result }: typeof usual, name: string) => result.kinds.find((kind) => kind.name === name)!.customers
  expect(of(off, 'Steady partners')).toBe(0)
  expect(of(off, 'Casual buyers')).toBe(of(usual, 'Casual buyers') + of(usual, 'Steady partners'))
})

test('a kind that comes back more than others with as many orders is found', async () => {
  const next = random(31)
  const rows: Record<string, string | number>[] = []
  for (let at = 0; at < 400; at++) {
    const isLarge = at % 4 === 0
    const day = (value: number) => new Date(Date.UTC(2023, 0, 1) + Math.floor(value) * 86_400_000).toISOString().slice(0, 10)
    const row = (on: number) => ({ order_id: `o${rows.length}`, customer_id: `c${at}`, ordered_at: day(on), revenue: isLarge ? 900 : 20 })
    for (let order = 0; order < 4; order++) rows.push(row(200 + order * 20 + next() * 10))
    if (next() < (isLarge ? 0.8 : 0.3)) rows.push(row(290 + next() * 60))
  }
  const large: Line = { kind: 'is', clause: { source: 'fact.order', predicate: { kind: 'numbers', from: 500, to: null }, isNot: false } }
  const few: Line = { kind: 'is', clause: { source: 'fact.orders', predicate: { kind: 'numbers', from: 1, to: null }, isNot: false } }
  const kinds = formatRule({
    kind: 'group',
    of: 'any',
    lines: [
      { kind: 'group', of: 'all', name: 'Large', lines: [large] },
      { kind: 'group', of: 'all', name: 'Small', lines: [few] },
    ],
  })
  const { findings } = await look(await openCompany({ orders: rows }, { asOf: '2024-01-01' }), { kinds })
  expect(findings.find(({ claims }) => claims !== undefined)!.claim).toBe('Large come back more than others like them.')
})

test('where who comes back has nothing to do with the kind beyond how often they order, nothing is claimed of it', async () => {
  let claims = 0
  for (let seed = 0; seed < 20; seed++) {
    const { findings } = await look(await openCompany({ orders: orders(200, 50 + seed) }, { asOf: '2024-01-01' }))
    claims += Number(findings.some(({ claims: kind }) => kind !== undefined))
  }
  expect(claims).toBeLessThanOrEqual(1)
})

test('a column that states the relationship is laid beside the rules; a file of some weeks says that it is too short', async () => {
  const rows = orders(60, 12)
  const customers = Array.from({ length: 60 }, (_, at) => ({ customer_id: `c${at}`, closeness: at % 2 ? 'a friend' : 'a stranger' }))
  const open = await openCompany({ orders: rows, customers }, { asOf: '2024-01-01' })
  const { result, tables } = await look(open, { by: open.company.attributes.find(({ label }) => label === 'closeness')!.id })
  expect(tables.stated!.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(60)
  expect(new Set(result.stated.map(({ value }) => value))).toEqual(new Set(['a friend', 'a stranger']))
  const short = await look(open, { within: '365' })
  expect(short.result).toMatchObject({ before: null, moves: [] })
  expect(short.findings.at(-1)!.evidence).toContain('too short')
})
