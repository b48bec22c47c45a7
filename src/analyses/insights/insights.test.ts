import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { QueryFailed } from '../../engine/failures'
import { openRun } from '../../model/runtime/session'
import { selectCustomers } from '../customer-sets/customers'
import type { Action, Finding, PageFindings } from '../contract/definition'
import { runAnalysis, type Environment } from '../contract/run'
import { analysis as insights } from './analysis'
import { firstAction, rank } from './ranking'
import type { InsightsResult } from './result'

function finding(claim: string, numbers: Partial<Finding> = {}): Finding {
  return { claim, evidence: '', kind: 'fact', money: 0, customers: 100, certainty: 1, ...numbers }
}

function page(id: string, findings: readonly Finding[], action: Action | null = null): PageFindings {
  return { id, name: id, findings, action, failure: null }
}

const claims = (pages: readonly PageFindings[]) => rank(pages).map((one) => one.finding.claim)

test('findings about money come first, in the order of the money they touch; the others after, by customers (W1)', () => {
  const pages = [
    page('a', [
      finding('sure', { money: 100, certainty: 0.9, theme: '1' }),
      finding('larger but unsure', { money: 150, certainty: 0.4, theme: '2' }),
      finding('loss', { money: -95, theme: '3' }),
      finding('few', { customers: 40, theme: '4' }),
      finding('many', { customers: 4000, certainty: 0.5, theme: '5' }),
    ]),
  ]
  expect(claims(pages)).toEqual(['larger but unsure', 'sure', 'loss', 'many', 'few'])
})

test('which of many are shown is decided by money × certainty', () => {
  const sure = Array.from({ length: 6 }, (_, index) => finding(`sure ${index}`, { money: 50 - index, theme: `s${index}` }))
  const unsure = finding('larger but unsure', { money: 90, certainty: 0.4, theme: 'u' })
  expect(claims([page('a', [unsure, ...sure])])).toEqual(sure.map(({ claim }) => claim))
})

test('hints, truisms and what follows from the filter do not lead (W2)', () => {
  expect(claims([page('a', [finding('hint', { leads: false, theme: 'h' }), finding('kept', { theme: 'k' })])])).toEqual(['kept'])
})

test('of one theme, and of one page without themes, the weightiest is shown', () => {
  const pages = [
    page('a', [finding('a1', { money: 5 }), finding('a2', { money: 9 }), finding('shared, less', { money: 7, theme: 'x' })]),
    page('b', [finding('b1', { money: 6 }), finding('shared, more', { money: 8, theme: 'x' })]),
  ]
  expect(claims(pages)).toEqual(['a2', 'shared, more', 'b1'])
})

test('a theme with money is not shown again without', () => {
  expect(claims([page('a', [finding('money', { money: 5 }), finding('customers')])])).toEqual(['money'])
})

test('fewer than thirty customers, no certainty, and what the numbers on top say are left out', () => {
  const pages = [
    page('a', [
      finding('few', { customers: 29, theme: '1' }),
      finding('unsure', { certainty: 0, theme: '2' }),
      finding('said', { theme: 'size' }),
      finding('kept', { customers: 30, theme: '3' }),
    ]),
  ]
  expect(claims(pages)).toEqual(['kept'])
})

test('money under one per cent of revenue is not worth a place', () => {
  const pages = [page('a', [finding('small', { money: 9, theme: '1' }), finding('enough', { money: -10, theme: '2' })])]
  expect(rank(pages, 1000).map((one) => one.finding.claim)).toEqual(['enough'])
})

test('at most six about money and seven in all', () => {
  const money = Array.from({ length: 9 }, (_, index) => finding(`money ${index}`, { money: 9 - index, theme: `m${index}` }))
  const others = Array.from({ length: 9 }, (_, index) => finding(`other ${index}`, { theme: `o${index}` }))
  const found = claims([page('a', [...others, ...money])])
  expect(found).toHaveLength(7)
  expect(found.filter((claim) => claim.startsWith('money'))).toHaveLength(6)
})

test('the first action is that of the weightiest finding whose page has one about enough customers', () => {
  const act = (name: string, count: number): Action => ({ text: name, note: '', who: { set: 's', values: {}, name, count } })
  const pages = [
    page('a', [finding('a', { money: 9 })], act('few', 29)),
    page('b', [finding('b', { money: 7 })]),
    page('c', [finding('c', { money: 5 })], act('enough', 30)),
  ]
  expect(firstAction(pages, rank(pages))).toMatchObject({ text: 'enough', who: { set: 'c/s' } })
  expect(firstAction([pages[0]!], rank([pages[0]!]))).toMatchObject({ text: 'few' })
  expect(firstAction([], [])).toBeNull()
})

async function look(environment: Environment) {
  const outcome = await runAnalysis(environment, insights, {})
  return { ...outcome, result: outcome.result as InsightsResult }
}

test('one customer: numbers, no findings, no rate', async () => {
  const opened = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-02', revenue: 10 }] })
  const { result, findings } = await look({ ...opened, filter: null, segments: [], openRun })
  expect(findings).toEqual([])
  expect(result.facts.map(({ name, value }) => [name, value])).toEqual([
    ['Customers', 1],
    ['Orders', 1],
    ['Revenue', 10],
    ['An order', 10],
  ])
})

test('a page that cannot be computed is named, and the others are there', async () => {
  const opened = await openCompany({
    orders: Array.from({ length: 60 }, (_, index) => ({ customer_id: `c${index}`, ordered_at: '2024-01-02', revenue: index + 1 })),
  })
  const failure = new QueryFailed('A query of this page failed.', 'select')
  const broken: Environment['openRun'] = async (engine, company, settings, signal) => {
    const session = await openRun(engine, company, settings, signal)
    return settings.levels === undefined ? session : { ...session, close: () => session.close(), rows: () => Promise.reject(failure) }
  }
  const { result } = await look({ ...opened, filter: null, segments: [], openRun: broken })
  expect(result.failed).toEqual(['Segments'])
  expect(result.ranked.length).toBeGreaterThan(0)
})

test.skipIf(!hasRetail)(
  'Online Retail: numbers, findings and first action of the drawing, and each finding leads to its customers',
  async () => {
    const environment: Environment = { ...(await openRetail('ignore')), filter: null, segments: [], openRun }
    const { result, findings, action, settings } = await look(environment)
    expect(result.facts.map(({ name, value }) => [name, Math.round(value * 1000) / 1000])).toEqual([
      ['Customers', 4338],
      ['Orders', 18532],
      ['Revenue', 8911407.904],
      ['An order', 480.866],
      ['Bought more than once', 0.656],
    ])
    expect(findings.map(({ claim }) => claim).slice(0, 2)).toEqual([
      'Champions are one customer in seven and nearly half the money.',
      'A sixth of sales cannot be tied to a customer.',
    ])
    expect(findings.map(({ claim }) => claim)).toContain('392 good customers have gone quiet.')
    expect(action!.who).toMatchObject({ set: 'segments/reachable' })
    for (const who of [action!.who!, ...findings.flatMap((one) => (one.who ? [one.who] : []))]) {
      const { total } = await selectCustomers(environment, { analysis: 'insights', settings, who }, 0, 1)
      expect([who.name, total]).toEqual([who.name, who.count])
    }
  },
)
