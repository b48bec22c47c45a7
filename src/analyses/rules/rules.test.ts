import { describe, expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openReal, type Opened } from '../../../test/support/open-whole'
import { hasRealFile } from '../../../test/support/real-file'
import { formatRule } from '../../model/runtime/parse-rule'
import type { Line, Rule } from '../../model/runtime/rule'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import type { Environment } from '../contract/run'
import { withRun } from '../contract/run'
import { matchList } from '../../model/runtime/match-list'
import { customersCsv, selectCustomers } from '../customer-sets/customers'
import { analysis } from './analysis'
import { compared } from './differences'
import type { RulesResult } from './result'

const environmentOf = (opened: Pick<Opened, 'engine' | 'company'>): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Pick<Opened, 'engine' | 'company'>, raw: Record<string, string> = {}, more: Partial<Environment> = {}) {
  return withRun({ ...environmentOf(opened), ...more }, analysis, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as RulesResult, tables: await run.tables() }
  })
}

const all = (...lines: Line[]): Rule => ({ kind: 'group', of: 'all', lines })
const atLeast = (source: string, from: number): Line => ({
  kind: 'is',
  clause: { source, predicate: { kind: 'numbers', from, to: null }, isNot: false },
})

describe.skipIf(!hasRetail)('Online Retail', () => {
  test('four orders or more and silent for 60 days: counts add up, and the list is as long as said', async () => {
    const retail = await openRetail('net')
    const rule = formatRule(all(atLeast('fact.orders', 4), atLeast('fact.silent', 60)))
    const { result, tables, action, settings } = await look(retail, { rule })
    expect(result.everyone).toBe(retail.company.customers)
    expect(tables.overlap!.reduce((sum, { customers }) => sum + Number(customers), 0)).toBe(result.everyone)
    const { total, revenue } = await selectCustomers(environmentOf(retail), { analysis: 'rules', settings, who: action!.who! }, 0, 1)
    expect(total).toBe(result.customers)
    expect(revenue).toBeCloseTo(result.revenue!, 4)
  })
})

describe.skipIf(!hasRealFile('customers/telco_customer_churn.csv'))('Telco', () => {
  test('without orders it opens with a value of a column, and compares the rest', async () => {
    const { result } = await look(await openReal('customers/telco_customer_churn.csv'))
    expect(result.rule.lines).toHaveLength(1)
    expect(result.customers).toBeGreaterThan(0)
    expect(result.customers).toBeLessThan(result.everyone)
    expect(result.silent).toBeNull()
    expect(result.differences.rows.length).toBeGreaterThan(10)
    expect(result.differences.leftOut).toHaveLength(1)
  })
})

/** Orders in which whoever began with tea orders often. */
function shop(customers: number, isTelling: boolean, seed: number) {
  const next = random(seed)
  return openCompany(
    {
      customers: Array.from({ length: customers }, (_, at) => ({ customer_id: `c${at}`, country: next() < 0.5 ? 'France' : 'Spain' })),
      order_lines: Array.from({ length: customers }, (_, at) => {
        const isTea = next() < 0.5
        const orders = 1 + Math.floor(next() * (isTelling && isTea ? 9 : 3))
        return Array.from({ length: orders }, (_, order) => ({
          order_id: `o${at}-${order}`,
          customer_id: `c${at}`,
          ordered_at: new Date(Date.UTC(2024, 0, 1 + Math.floor(next() * 90) + order * 10)).toISOString().slice(0, 10),
          product: order === 0 ? (isTea ? 'Tea' : 'Cups') : next() < 0.5 ? 'Tea' : 'Cups',
          quantity: 1,
          unit_price: 10,
          revenue: 10,
        }))
      }).flat(),
    },
    { asOf: '2024-08-01' },
  )
}

test('what goes together with fitting is found and said; with nothing to be found no more than one company in twenty is told anything', async () => {
  const rule = formatRule(all(atLeast('fact.orders', 3)))
  const told = await look(await shop(400, true, 5), { rule })
  expect(told.findings.some(({ claim }) => claim === 'First product “Tea” is more frequent among them.')).toBe(true)
  let claims = 0
  for (let seed = 0; seed < 20; seed++) {
    const { findings } = await look(await shop(150, false, 100 + seed), { rule })
    claims += Number(findings.some(({ claims: kind }) => kind !== undefined))
  }
  expect(claims).toBeLessThanOrEqual(1)
})

test('differences: shares, Newcombe’s interval of 56 of 70 against 48 of 80, and q by Benjamini and Hochberg', () => {
  const counts = [
    { feature: 'f', value: 'x', a: 56, knownA: 70, b: 48, knownB: 80 },
    { feature: 'g', value: 'y', a: 20, knownA: 70, b: 24, knownB: 80 },
  ]
  const [first, second] = compared(counts)
  // Newcombe 1998, table II, contrast (a), method 10: 0.0524 to 0.3339.
  expect(first).toMatchObject({ feature: 'f', effect: 56 / 70 - 48 / 80 })
  expect(first!.interval.low).toBeCloseTo(0.0524, 4)
  expect(first!.interval.high).toBeCloseTo(0.3339, 4)
  // chisq.test(matrix(c(56, 14, 48, 32), 2), correct = FALSE): 7.0253, p = 0.008037; of two, doubled.
  expect(first!.q).toBeCloseTo(2 * 0.00804, 4)
  expect(second!.q).toBeGreaterThan(0.5)
})

test('two kept segments beside the rule: every customer in one combination, whoever is in both on neither side', async () => {
  const open = await shop(120, true, 9)
  await open.engine.execute(`
    insert into company.segment_members select 'sa', customer_id from company.customers where customer_key % 2 = 0;
    insert into company.segment_members select 'sb', customer_id from company.customers where customer_key % 3 = 0;`)
  const kept = (id: string, name: string, count: number) => ({
    id,
    name,
    count,
    analysis: 'rules',
    settings: {},
    who: { set: 'fits', values: {}, name, count },
  })
  const segments = [kept('sa', 'Even', 60), kept('sb', 'Thirds', 40)]
  const rule = formatRule(all({ kind: 'is', clause: { source: 'segment.sa', predicate: { kind: 'members' }, isNot: false } }))
  const { result, tables } = await look(open, { rule, against: 'segment:sb', name: 'Mine' }, { segments })
  expect(tables.segments).toMatchObject([
    { name: 'Mine', customers: 60, rule: 'customers in “Even”' },
    { name: 'Even', customers: 60 },
    { name: 'Thirds', customers: 40 },
  ])
  expect(tables.overlap).toMatchObject([
    { segments: '', customers: 40 },
    { segments: 'Mine & Even', customers: 40 },
    { segments: 'Thirds', customers: 20 },
    { segments: 'Mine & Even & Thirds', customers: 20 },
  ])
  expect(result.differences).toMatchObject({ a: 40, b: 20, both: 20 })
})

test('frozen it is the list of today, by rule it is whoever fits; nobody is said and nothing offered', async () => {
  const open = await shop(80, true, 11)
  const rule = formatRule(all(atLeast('fact.orders', 2)))
  const byRule = await look(open, { rule })
  const frozen = await look(open, { rule, keep: 'frozen', name: 'Twice' })
  expect(frozen.action!.who).toMatchObject({ set: 'members', name: 'Twice', count: byRule.result.customers })
  const { total } = await selectCustomers(environmentOf(open), { analysis: 'rules', settings: {}, who: frozen.action!.who! }, 0, 1)
  expect(total).toBe(byRule.result.customers)
  const nobody = await look(open, { rule: formatRule(all(atLeast('fact.orders', 500))) })
  expect(nobody.action).toBeNull()
  expect(nobody.findings[0]).toMatchObject({ kind: 'warning', claim: '0 customers fit.' })
})

test('an exported segment dropped back is the same customers; a pasted list may hold addresses, twice, and what stands for nobody', async () => {
  const open = await openCompany({
    customers: Array.from({ length: 40 }, (_, at) => ({
      customer_id: `c, ${at}`,
      email: `Person${at}@example.org`,
      name: at % 2 ? `A "quoted", name` : 'c, 3',
      country: at < 25 ? 'France' : 'Spain',
    })),
  })
  const { action, settings } = await look(open, {
    rule: formatRule(all({ kind: 'is', clause: { source: 'country', predicate: { kind: 'values', values: ['France'] }, isNot: false } })),
  })
  const selection = { analysis: 'rules', settings, who: action!.who! }
  const csv = await (await customersCsv(environmentOf(open), selection)).text()
  const { ids, unmatched } = await matchList(open.engine, csv)
  const { rows } = await selectCustomers(environmentOf(open), selection, 0, 100)
  expect(ids.toSorted()).toEqual(rows.map(({ customer_id: id }) => id).toSorted())
  expect(unmatched).toEqual([])
  expect(await matchList(open.engine, 'person3@EXAMPLE.org\nperson3@example.org\nnobody@example.org\n')).toEqual({
    ids: ['c, 3'],
    unmatched: ['nobody@example.org'],
  })
  expect(await matchList(open.engine, ' \n')).toEqual({ ids: [], unmatched: [] })
})
