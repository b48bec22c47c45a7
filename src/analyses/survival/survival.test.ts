import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { openReal, openSampleCompany, type Opened } from '../../../test/support/open-whole'
import { hasRealFile, reference } from '../../../test/support/real-file'
import { AML } from '../../../test/support/survival-data'
import { openRun } from '../../model/runtime/session'
import { TRUTHS } from '../../sample/truths'
import { random } from '../../stats/random'
import { selectCustomers } from '../customer-sets/customers'
import type { Environment } from '../contract/run'
import { withRun } from '../contract/run'
import { analysis as survival } from './analysis'
import type { SurvivalResult } from './result'

const environmentOf = (opened: Opened): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Opened, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), survival, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as SurvivalResult, tables: await run.tables() }
  })
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const aml = (): InlineRows =>
  AML.map(({ time, hasLeft, row }, index) => ({ customer_id: `p${index}`, tenure_months: time, is_churned: hasLeft, treatment: row.x! }))

test('aml (R survival 3.5.3) through files: curves, medians 31 (13, not reached) and 23 (5, 33), mean stay to 48', async () => {
  const { tables } = await look(await openCompany({ customers: aml() }), { by: 'treatment', until: '48' })
  const at13 = tables.curves!.find(({ group, time }) => group === 'Maintained' && time === 13)!
  expect(at13).toMatchObject({ at_risk: 10, events: 1 })
  expect(at13.survival).toBeCloseTo(0.8181818, 6)
  expect(at13.low).toBeCloseTo(0.4474286, 6)
  expect(at13.high).toBeCloseTo(0.9511622, 6)
  const groups = new Map(tables.groups!.map((row) => [row.group, row]))
  expect(groups.get('Maintained')).toMatchObject({ n: 11, events: 7, median: 31, low: 13, high: null })
  expect(groups.get('Nonmaintained')).toMatchObject({ n: 12, events: 11, median: 23, low: 5, high: 33 })
  expect(groups.get('Maintained')!.rmst).toBeCloseTo(31.84318, 5)
  expect(groups.get('Nonmaintained')!.rmst).toBeCloseTo(22.70833, 5)
  expect(tables.tests!.find(({ name }) => name === 'log-rank')!.statistic).toBeCloseTo(3.396389, 6)
})

test.each([
  ['tenure_days', 'day'],
  ['tenure_weeks', 'week'],
  ['tenure_months', 'month'],
  ['tenure_years', 'year'],
] as const)('M8: stays from %s are told in that unit, in curves, sentences and exports', async (role, unit) => {
  const customers = [...aml(), ...aml()].map(({ tenure_months, ...row }, index) => ({
    ...row,
    customer_id: `p${index}`,
    [role]: tenure_months!,
  }))
  const { result, tables, findings } = await look(await openCompany({ customers }), {})
  expect([result.source, result.unit, result.all.median]).toEqual(['tenure', unit, 27])
  expect(plain(findings[0]!.claim)).toBe(`Half of the customers have left after 27 ${unit}s.`)
  expect(plain(findings[0]!.evidence)).toMatch(/^The median stay \(/)
  expect(tables.groups!.map((row) => row.unit)).toEqual([unit])
  const other = { day: /week|month|year/, week: /day|month/, month: /day|week/, year: /day|week|month/ }[unit]
  expect(findings.map(({ claim, evidence }) => `${claim} ${evidence}`).filter((text) => other.test(text))).toEqual([])
})

const TELCO = 'customers/telco_customer_churn.csv'

test.skipIf(!hasRealFile(TELCO))(
  'Telco dropped alone, by Contract: log-rank 2352.8725 on 2 df, month-to-month median 35 (32 to 38), the others not reached',
  async () => {
    const opened = await openReal(TELCO)
    const { result, tables, findings, action } = await look(opened, { by: 'Contract' })
    expect(result.source).toBe('tenure')
    expect(result.known).toBe(7043)
    const [rank] = tables.tests!
    expect(rank).toMatchObject({ name: 'log-rank', df: 2 })
    expect(rank!.statistic).toBeCloseTo(2352.8725, 4)
    expect(tables.groups!.map(({ group, n, events, median, low, high }) => [group, n, events, median, low, high])).toEqual([
      ['Month-to-month', 3875, 1655, 35, 32, 38],
      ['Two year', 1695, 48, null, null, null],
      ['One year', 1473, 166, null, 72, null],
      ['All customers', 7043, 1869, null, null, null],
    ])
    expect(result.until).toBe(60)
    expect(tables.curves!).toHaveLength(73 * 3)
    const texts = findings.map(({ claim, evidence }) => plain(`${claim} ${evidence}`))
    expect(texts[0]).toMatch(
      /^Within 60 months, Two year goes with 26\.4 more months\. Two year: 59\.9 months on average \(95 % interval 59\.8 to 59\.9\), against 33\.5 \(32\.6 to 34\.4\)/,
    )
    expect(texts[1]).toMatch(
      /^Half of Month-to-month have left after 35 months\. The median stay \(95 % interval 32 to 38\)\. 1,655 of 3,875/,
    )
    expect(texts[2]).toMatch(
      /^The first year is the dangerous one\. Of Month-to-month, 29\.7 % of those who begin leave in it \(28\.2 to 31\.3\); of those who stay, 16\.7 %/,
    )
    expect(findings.every(({ claim }) => claim.split(/\s+/).length <= 14)).toBe(true)
    expect(action!.who!.count).toBe(970)
    const page = await selectCustomers(environmentOf(opened), { analysis: 'survival', settings: { by: 'plan' }, who: action!.who! }, 0, 5)
    expect(page.total).toBe(action!.who!.count)
  },
)

test.skipIf(!hasRealFile(TELCO))('Telco: Cox with the attributes named as in reference.json (R survival 3.5.3, Efron)', async () => {
  const { tables } = await look(await openReal(TELCO), { adjust: 'plan,mrr,seniorcitizen,partner,paperlessbilling' })
  const known = reference<{ coef: Record<string, number>; se: Record<string, number>; lr_test: number; concordance: number }>(
    'survival',
    'telco',
    'cox_efron',
  )
  const found = new Map(tables.hazards!.map((row) => [row.term, row]))
  const expected = [
    ['Contract: One year', 'ContractOne year', 1],
    ['Contract: Two year', 'ContractTwo year', 1],
    ['MonthlyCharges', 'MonthlyCharges', 1],
    ['SeniorCitizen: 1', 'SeniorCitizen', 1],
    // The largest level is the base: here those without a partner, and those with paperless billing.
    ['Partner: Yes', 'PartnerYes', 1],
    ['PaperlessBilling: No', 'PaperlessBillingYes', -1],
  ] as const
  for (const [term, name, sign] of expected) {
    expect(found.get(term)!.coefficient).toBeCloseTo(sign * known.coef[name]!, 5)
    expect(found.get(term)!.se).toBeCloseTo(known.se[name]!, 5)
  }
  const tests = new Map(tables.tests!.map((row) => [row.name, row]))
  expect(tests.get('Cox, all terms (likelihood ratio)')!.statistic).toBeCloseTo(known.lr_test, 3)
  expect(tests.get('Cox, concordance')!.statistic).toBeCloseTo(known.concordance, 4)
})

test.skipIf(!hasRealFile(TELCO))('Telco, attributes chosen: ten at most, and what grows with the stay is left out by name', async () => {
  const { result } = await look(await openReal(TELCO))
  expect(result.hazards!.attributes).toBe(10)
  expect(result.hazards!.disguised).toEqual([{ attribute: 'TotalCharges', as: 'stay' }])
})

test('dates: from joining to leaving or the as-of date; an end to come is not over, a mark without a date is left out', async () => {
  const customers: InlineRows = [
    { customer_id: 'gone', joined_on: '2024-01-01', ended_on: '2024-01-31', is_churned: true },
    { customer_id: 'there', joined_on: '2024-01-01', ended_on: null, is_churned: false },
    { customer_id: 'planned', joined_on: '2024-02-01', ended_on: '2024-12-31', is_churned: false },
    { customer_id: 'undated', joined_on: '2024-01-01', ended_on: null, is_churned: true },
    { customer_id: 'backwards', joined_on: '2024-02-10', ended_on: '2024-02-01', is_churned: true },
    { customer_id: 'later', joined_on: '2024-05-01', ended_on: null, is_churned: false },
    { customer_id: 'same day', joined_on: '2024-02-01', ended_on: '2024-02-01', is_churned: true },
  ]
  const { result, tables } = await look(await openCompany({ customers }, { asOf: '2024-03-01' }))
  expect([result.source, result.unit, result.customers, result.known]).toEqual(['dates', 'day', 7, 4])
  expect(tables.curves!.map(({ time, at_risk, events }) => [time, at_risk, events])).toEqual([
    [0, 4, 1],
    [29, 3, 0],
    [30, 2, 1],
    [60, 1, 0],
  ])
})

test('subscriptions: a change of plan goes on, and who comes back after a longer pause has not left', async () => {
  const spell = (customer_id: string, started_on: string, ended_on: string | null) => ({ customer_id, started_on, ended_on, mrr: 10 })
  const { result, tables } = await look(
    await openCompany(
      {
        subscriptions: [
          spell('upgraded', '2024-01-01', '2024-01-31'),
          spell('upgraded', '2024-02-01', null),
          spell('came back', '2024-01-01', '2024-01-11'),
          spell('came back', '2024-03-15', null),
          spell('twice', '2024-01-01', '2024-02-20'),
          spell('twice', '2024-01-05', '2024-01-10'),
          spell('just begun', '2024-03-31', null),
        ],
      },
      { asOf: '2024-04-01' },
    ),
  )
  expect([result.source, result.known]).toEqual(['subscriptions', 4])
  expect(tables.curves!.filter(({ time }) => Number(time) > 0).map(({ time, at_risk, events }) => [time, at_risk, events])).toEqual([
    [1, 4, 0],
    [50, 3, 1],
    [91, 2, 0],
  ])
})

const DAY = 86_400_000
const day = (offset: number) => new Date(Date.UTC(2024, 0, 1) + offset * DAY).toISOString().slice(0, 10)
const ordersOf = (customer_id: string, days: readonly number[]) =>
  days.map((offset) => ({ customer_id, ordered_at: day(offset), revenue: 10 }))

test('orders: the silent left with their last order, the others are followed to the as-of date', async () => {
  const orders = [...ordersOf('silent', [0, 10, 20]), ...ordersOf('active', [0, 90]), ...ordersOf('once', [5]), ...ordersOf('new', [95])]
  const { result, tables, findings } = await look(await openCompany({ orders }), { silence: '30' })
  // The data end on day 95, so the as-of date is day 96.
  expect([result.source, result.known]).toEqual(['orders', 4])
  expect(tables.curves!.map(({ time, at_risk, events }) => [time, at_risk, events])).toEqual([
    [0, 4, 1],
    [1, 3, 0],
    [20, 2, 1],
    [96, 1, 0],
  ])
  expect(result.silence).toMatchObject({ days: 30, isGiven: true, seenFor: 66, gone: 2, ifShorter: 2, ifLonger: 2 })
  expect(findings).toHaveLength(1)
  expect(findings[0]!.claim).toBe('2 of 4 have left.')
})

test('orders without a silence set: the shortest after which at most one in five come back, and how many hang on it', async () => {
  const orders = Array.from({ length: 40 }, (_, index) =>
    ordersOf(
      `c${index}`,
      Array.from({ length: 2 + (index % 8) }, (_unused, order) => index + order * (5 + (index % 10))),
    ),
  ).flat()
  const { result, findings } = await look(await openCompany({ orders: [...orders, ...ordersOf('last', [200])] }))
  expect(result.silence).toMatchObject({ days: 14, isGiven: false, returned: 40 })
  // Nobody can be seen leaving in the last 14 of the 201 days.
  expect(result.silence!.seenFor).toBe(187)
  expect(result.until).toBeLessThanOrEqual(187)
  expect(result.silence!.ifShorter).toBeGreaterThanOrEqual(result.silence!.gone)
  expect(result.silence!.gone).toBeGreaterThanOrEqual(result.silence!.ifLonger)
  expect(findings.at(-1)!.claim).toBe('Leaving means more than 14 days without an order here.')
})

test('nobody who ordered on two days: the data tell no silence, and the page gives no rate', async () => {
  const { result, findings, action } = await look(await openCompany({ orders: [...ordersOf('a', [0]), ...ordersOf('b', [3])] }))
  expect([result.source, result.known, findings, action]).toEqual([null, 0, [], null])
})

test('a source that the files cannot fill gives nothing; the one they can is chosen by itself', async () => {
  const opened = await openCompany({ customers: aml() })
  const asked = await look(opened, { source: 'orders' })
  expect([asked.result.source, asked.result.known, asked.findings, asked.action]).toEqual([null, 0, [], null])
  expect((await look(opened)).result.source).toBe('tenure')
})

test('one customer; customers who all stay; customers who all leave at once', async () => {
  const customers = (count: number, is_churned: boolean): InlineRows =>
    Array.from({ length: count }, (_, index) => ({ customer_id: `c${index}`, tenure_months: 5, is_churned, plan: index % 2 ? 'a' : 'b' }))
  const one = await look(await openCompany({ customers: customers(1, true) }))
  expect(one.findings.map(({ claim }) => claim)).toEqual(['1 of 1 has left.'])
  const stay = await look(await openCompany({ customers: customers(100, false) }), { by: 'plan' })
  expect(stay.result.all).toMatchObject({ left: 0, median: null })
  expect([stay.result.hazards, stay.action]).toEqual([null, null])
  expect(stay.tables.tests).toEqual([{ name: 'log-rank', statistic: 0, df: 0, p: 1 }])
  const leave = await look(await openCompany({ customers: customers(100, true) }), { by: 'plan' })
  expect(leave.result.all).toMatchObject({ left: 100, median: 5 })
  expect(leave.tables.curves!.filter(({ time }) => time === 5).map(({ survival, low, high }) => [survival, low, high])).toEqual([
    [0, null, null],
    [0, null, null],
  ])
})

test('groups partition the customers and those who left, whatever the settings, and sets have as many as is said', async () => {
  const next = random(3)
  const customers: InlineRows = Array.from({ length: 600 }, (_, index) => ({
    customer_id: `c${index}`,
    tenure_months: Math.ceil(-30 * Math.log(next())),
    is_churned: next() < 0.4,
    town: `t${Math.floor(next() ** 2 * 130)}`,
    plan: ['a', 'b', 'c'][index % 3]!,
  }))
  const opened = await openCompany({ customers })
  const left = customers.filter(({ is_churned }) => is_churned).length
  for (const raw of [{}, { by: 'plan' }, { by: 'town' }, { by: 'plan', until: '7' }] as Record<string, string>[]) {
    const { tables, findings, action, settings } = await look(opened, raw)
    const groups = tables.groups!.filter(({ group }) => group !== 'All customers' || raw.by === undefined)
    expect(groups.reduce((sum, { n }) => sum + Number(n), 0)).toBe(600)
    expect(groups.reduce((sum, { events }) => sum + Number(events), 0)).toBe(left)
    expect(tables.curves!.reduce((sum, { events }) => sum + Number(events), 0)).toBe(left)
    expect(tables.groups!.length).toBeLessThanOrEqual(102)
    for (const who of [...findings.map((finding) => finding.who), action?.who])
      if (who) {
        const page = await selectCustomers(environmentOf(opened), { analysis: 'survival', settings, who }, 0, 1)
        expect(page.total).toBe(who.count)
      }
  }
})

test('an attribute written down because of the leaving, or growing with the stay, is left out by name', async () => {
  const next = random(9)
  const customers: InlineRows = Array.from({ length: 400 }, (_, index) => {
    const tenure_months = Math.ceil(-20 * Math.log(next()))
    const is_churned = next() < 0.5
    return {
      customer_id: `c${index}`,
      tenure_months,
      is_churned,
      reason: is_churned ? ['price', 'moved', 'service'][index % 3]! : null,
      paid: tenure_months * 10 + Math.round(20 * next()),
      plan: ['a', 'b', 'c'][index % 3]!,
    }
  })
  const { result } = await look(await openCompany({ customers }))
  expect(result.hazards!.disguised).toEqual([
    { attribute: 'reason', as: 'leaving' },
    { attribute: 'paid', as: 'stay' },
  ])
  expect(new Set(result.hazards!.terms.map(({ attribute }) => attribute))).toEqual(new Set(['plan']))
})

test('the order of rows never matters', async () => {
  const forwards = await look(await openCompany({ customers: aml() }), { by: 'treatment' })
  const backwards = await look(await openCompany({ customers: aml().toReversed() }), { by: 'treatment' })
  expect(backwards.tables.curves).toEqual(forwards.tables.curves)
  expect(backwards.tables.groups).toEqual(forwards.tables.groups)
})

test('sample company, by plan: the dearer the plan, the longer they stay; gender and newsletter say nothing (planted truths)', async () => {
  const opened = await openSampleCompany()
  const { result, findings } = await look(opened, { by: 'plan' })
  expect(result.source).toBe('subscriptions')
  const medians = new Map(result.groups.map(({ name, median }) => [name, median!]))
  expect(medians.get('Taster')!).toBeLessThan(medians.get('Regular')!)
  expect(medians.get('Regular')!).toBeLessThan(medians.get('Barista')!)
  expect(result.test!.p).toBeLessThan(1e-10)
  const term = (attribute: string, level: string) =>
    result.hazards!.terms.find((one) => one.attribute === attribute && one.level === level)!.hazard!
  expect(term('source', TRUTHS.loyalChannel.planted.channel).high).toBeLessThan(1)
  expect(term('source', TRUTHS.oneTimeChannel.planted.channel).low).toBeGreaterThan(1)
  for (const { attribute, hazard } of result.hazards!.terms)
    if (['gender', 'newsletter', 'birth_year'].includes(attribute)) expect(hazard!.p).toBeGreaterThan(0.01)
  expect(plain(findings[0]!.claim)).toMatch(/^Within .*, Barista goes with .* more days\.$/)
  expect(plain(findings[1]!.claim)).toMatch(/^Half of Taster have left after \d+ days\.$/)
})
