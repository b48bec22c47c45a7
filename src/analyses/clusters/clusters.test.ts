import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openRun } from '../../model/runtime/session'
import { adjustedRand } from '../../stats/adjusted-rand'
import { normal, random } from '../../stats/random'
import { inside } from '../../charts/dot-map/layout'
import { withRun, type Environment } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis } from './analysis'
import type { ClustersResult } from './result'
import { betweenOf, insideOf, membersOf } from './words'

type Opened = Pick<Environment, 'engine' | 'company'>

async function look(opened: Opened, raw: Record<string, string> = {}) {
  const environment: Environment = { ...opened, filter: null, segments: [], openRun }
  const outcome = await withRun(environment, analysis, raw, undefined, async (run) => ({ ...run.outcome(), tables: await run.tables() }))
  const count = async (who: ReturnType<typeof membersOf>) =>
    (await selectCustomers(environment, { analysis: 'clusters', settings: outcome.settings, who }, 0, 1)).total
  return { ...outcome, result: outcome.result as ClustersResult, count }
}

/** Three kinds of customers: many small orders, few large ones, and those who came long ago and stayed away. */
const PLANTED = ['often', 'large', 'gone'] as const

function shop(customers: number): { orders: InlineRows; kinds: ReadonlyMap<string, (typeof PLANTED)[number]> } {
  const next = random(11)
  const kinds = new Map<string, (typeof PLANTED)[number]>()
  const orders = Array.from({ length: customers }, (_, index) => {
    const kind = PLANTED[index % 3]!
    const id = `C${index}`
    kinds.set(id, kind)
    const [many, amount, first, every] = { often: [20, 20, 400, 18], large: [4, 900, 380, 90], gone: [3, 60, 700, 25] }[kind] as [
      number,
      number,
      number,
      number,
    ]
    const from = first + Math.round(12 * normal(next))
    return Array.from({ length: Math.max(1, many + Math.round(normal(next))) }, (_, order) => ({
      customer_id: id,
      ordered_at: new Date(Date.UTC(2024, 5, 30) - (from - every * order) * 86_400_000).toISOString().slice(0, 10),
      revenue: Math.round(amount * Math.exp(0.25 * normal(next)) * 100) / 100,
    }))
  }).flat()
  return { orders, kinds }
}

test('three planted kinds of customers are found, named by what sets them apart, and add up', async () => {
  const { orders, kinds } = shop(240)
  const { result, tables, findings, action, count } = await look(await openCompany({ orders }))
  expect(result.found).toBe(3)
  expect(findings[0]!.claim).toMatch(/^Three groups stand out, with (clear|sharp) edges\.$/)
  const members = tables.customers!
  expect(members).toHaveLength(240)
  const [found, planted] = [members.map(({ cluster }) => cluster), members.map(({ customer_id }) => kinds.get(String(customer_id))!)]
  const numbered = (values: readonly unknown[]) => values.map((value) => [...new Set(values)].indexOf(value))
  expect(adjustedRand(numbered(found), numbered(planted))).toBeGreaterThan(0.98)
  const nameOf = (kind: string) => String(found[planted.indexOf(kind as 'often')])
  expect(nameOf('often')).toMatch(/frequent/i)
  expect(nameOf('large')).toMatch(/large orders/i)
  expect(nameOf('gone')).toMatch(/gone quiet|known for long/i)
  expect(action!.text).toMatch(/^Write to the 80 customers of .*: half have been silent for over \d+ days\.$/)

  // Everybody is in exactly one group; the money is all the money; each list is as long as it says.
  expect(result.groups.reduce((sum, group) => sum + group.customers, 0)).toBe(240)
  const brought = orders.reduce((sum, { revenue }) => sum + Number(revenue), 0)
  expect(result.groups.reduce((sum, group) => sum + group.revenue!, 0)).toBeCloseTo(brought, 6)
  for (const [place, { customers, name }] of result.groups.entries()) {
    expect(await count(membersOf(result, place))).toBe(customers)
    expect(found.filter((own) => own === name)).toHaveLength(customers)
  }
  expect(await count(betweenOf(result))).toBe(result.edge!.customers)
  expect(tables.choice!.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(tables.clusters!.map((row) => row.mean_orders)).toHaveLength(3)
})

test('a line drawn on the map holds as many in the list as on it, turned either way', async () => {
  const opened = await openCompany({ orders: shop(150).orders })
  for (const map of ['groups', 'spread']) {
    const { result, count } = await look(opened, { map, groups: '4' })
    const corners = [
      [-1.3, -0.4],
      [2.1, -1.7],
      [1.4, 2.2],
      [0.2, 0.3],
    ] as const
    const held = inside(result.dots!, corners)
    expect(held.length).toBeGreaterThan(5)
    expect(held.length).toBeLessThan(145)
    expect(await count(insideOf(result, corners, held.length)), map).toBe(held.length)
  }
})

test('customers all of one kind: no groups are said to stand out, and the cloud that is cut says so', async () => {
  const next = random(4)
  const customers = Array.from({ length: 200 }, (_, index) => ({
    customer_id: `C${index}`,
    age: Math.round(45 + 12 * normal(next)),
    income: Math.round(40_000 * Math.exp(0.4 * normal(next))),
    visits: Math.round(20 + 4 * normal(next)),
  }))
  const { result, findings, action } = await look(await openCompany({ customers }))
  expect(result.features.map(({ label }) => label)).toEqual(['age', 'income', 'visits'])
  expect(result.found).toBeNull()
  expect(findings[0]!.claim).toMatch(/^No groups stand out: one cloud, cut into (three|four|five|six)\.$/)
  expect(findings.every(({ leads }) => leads === false)).toBe(true)
  expect(action!.text).toMatch(/^Compare customers in other features/)
})

test('features are ticked; who lacks one is left out and counted; too few, or nothing to compare, is said', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    customer_id: `C${index}`,
    size: 10 + (index % 13),
    age: index < 40 ? 20 + (index % 17) : null,
    same: 5,
  }))
  const opened = await openCompany({ customers: rows })
  const usual = await look(opened)
  // Two in three have an age: that is asked for only by whoever ticks it. What is the same for all is not offered.
  expect(usual.result.choices.features.map(({ label, isUsual }) => [label, isUsual])).toEqual([
    ['size', true],
    ['age', false],
  ])
  const both = await look(opened, { features: usual.result.choices.features.map(({ value }) => value).join(',') })
  expect([both.result.customers, both.result.leftOut]).toEqual([40, 20])
  expect(both.findings[0]!.evidence).toContain('20 customers of whom some feature is not known are in no group.')
  const few = await look(await openCompany({ customers: rows.slice(0, 12) }))
  expect([few.findings, few.action, few.result.customers]).toEqual([[], null, 12])
  const none = await look(await openCompany({ customers: rows.map(({ customer_id, same }) => ({ customer_id, same })) }))
  expect([none.findings, none.result.features]).toEqual([[], []])
})

test.skipIf(!hasRetail)('Online Retail: everybody who bought is in a group, whatever number is asked for', async () => {
  const opened = await openRetail('net')
  const { result, tables } = await look(opened, { groups: '7', scale: 'difference' })
  expect(result.isCut).toBe(true)
  expect(tables.clusters).toHaveLength(7)
  expect(tables.customers).toHaveLength(4338)
  const together = tables.clusters!.reduce((sum, { customers }) => sum + Number(customers), 0)
  expect(together).toBe(4338)
})
