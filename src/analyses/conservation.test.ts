import { expect, test } from 'vitest'
import { openCompany, type OpenCompany } from '../../test/support/open-company'
import { hasRetail, openRetail } from '../../test/support/open-retail'
import { withDerived } from '../derived/session'
import type { Session } from '../engine/database'
import { inSegment, type Filter } from '../model/runtime/clause'
import { filterBy, keepMembers } from '../model/runtime/filter'
import { openRun } from '../model/runtime/session'
import { random } from '../stats/random'
import { memberQuery } from './customer-sets/customers'
import type { Tables } from './contract/definition'
import { analysisById } from './index'
import { withRun, type Environment } from './contract/run'

async function tablesOf(environment: Environment, id: string): Promise<Tables> {
  return withRun(environment, analysisById(id)!, {}, undefined, (run) => run.tables())
}

function sum(rows: Tables[string], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0)
}

/** Customers, orders and revenue as each page has them. */
async function countsOf(environment: Environment) {
  const [totals] = (await tablesOf(environment, 'overview')).totals!
  const segments = await tablesOf(environment, 'segments')
  const cells = (await tablesOf(environment, 'retention')).cells!
  const first = cells.filter(({ period }) => period === 0)
  return {
    customers: [Number(totals!.customers), sum(segments.segments!, 'customers'), segments.customers!.length, sum(first, 'size')],
    revenue: [Number(totals!.revenue_net), sum(segments.segments!, 'revenue'), sum(cells, 'revenue')],
    orders: [Number(totals!.orders), sum(segments.customers!, 'frequency')],
  }
}

async function expectAgreement(environment: Environment) {
  const { customers, revenue, orders } = await countsOf(environment)
  expect(new Set(customers).size, `customers ${customers.join()}`).toBe(1)
  expect(new Set(orders).size, `orders ${orders.join()}`).toBe(1)
  for (const one of revenue) expect(one).toBeCloseTo(revenue[0]!, 2)
  return customers[0]!
}

function environmentOf(opened: OpenCompany): Environment {
  return { ...opened, filter: null, segments: [], openRun }
}

async function openSeeded(): Promise<OpenCompany> {
  const next = random(21)
  const orders = Array.from({ length: 900 }, () => ({
    customer_id: `c${Math.floor(next() ** 2 * 200)}`,
    ordered_at: new Date(Date.UTC(2023, 0, 1) + Math.floor(next() * 500) * 86_400_000).toISOString().slice(0, 10),
    revenue: Math.round((next() - 0.1) * 10_000) / 100,
  }))
  return openCompany({ orders })
}

test('overview, segments and retention agree on customers, orders and revenue', async () => {
  expect(await expectAgreement(environmentOf(await openSeeded()))).toBeGreaterThan(100)
})

test('they agree under a kept segment, and have its customers', async () => {
  const environment = environmentOf(await openSeeded())
  const { action, settings } = await withRun(environment, analysisById('segments')!, {}, undefined, async (run) => run.outcome())
  const { sql, variables } = memberQuery(environment, { analysis: 'segments', settings, who: action!.who! })
  const reading = (session: Session) => withDerived(session, environment.company, variables)
  expect(await keepMembers(environment.engine, 'quiet', sql, variables, reading)).toBe(action!.who!.count)
  await filterBy(environment.engine, environment.company, [inSegment('quiet')])
  expect(await expectAgreement(environment)).toBe(action!.who!.count)
})

test('U4: under any filter a customer has the segment that he has among all', async () => {
  const environment = environmentOf(await openSeeded())
  const segmentsOf = async () =>
    new Map(
      (await withRun(environment, analysisById('segments')!, {}, undefined, async (run) => run.tables())).customers!.map((row) => [
        row.customer_id,
        [row.r_score, row.f_score, row.m_score, row.segment],
      ]),
    )
  const everyone = await segmentsOf()
  const risk = [...everyone].filter(([, [, , , segment]]) => segment === 'At risk').map(([id]) => `'${id}'`)
  await keepMembers(environment.engine, 'risk', `select unnest([${risk.join(', ')}]) as customer_id`, {})
  const filters: readonly Filter[] = [
    [inSegment('risk')],
    [inSegment('risk', true), { source: 'fact.orders', predicate: { kind: 'numbers', from: 3, to: 9 }, isNot: false }],
    [{ source: 'fact.first', predicate: { kind: 'dates', from: '2023-02-01', to: null }, isNot: false }],
  ]
  for (const filter of filters) {
    const { customers } = await filterBy(environment.engine, environment.company, filter)
    const inView = await segmentsOf()
    expect(inView.size).toBe(customers)
    for (const [id, scores] of inView) expect(scores, String(id)).toEqual(everyone.get(id))
  }
  await filterBy(environment.engine, environment.company, [inSegment('risk')])
  const { segments } = await withRun(environment, analysisById('segments')!, {}, undefined, async (run) => run.tables())
  expect(segments!.filter(({ customers }) => Number(customers) > 0).map(({ segment }) => segment)).toEqual(['At risk'])
})

test.skipIf(!hasRetail)('Online Retail: they agree, returns ignored or netted', async () => {
  for (const returns of ['ignore', 'net'] as const) expect(await expectAgreement(environmentOf(await openRetail(returns)))).toBe(4338)
})
