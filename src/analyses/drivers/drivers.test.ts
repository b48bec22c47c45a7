import { expect, test } from 'vitest'
import { generateCompany } from '../../../test/support/generated-companies'
import { openCompany } from '../../../test/support/open-company'
import { openReal, openSampleCompany, type Opened } from '../../../test/support/open-whole'
import { hasRealFile } from '../../../test/support/real-file'
import { openRun } from '../../model/runtime/session'
import type { Stay } from '../../stats/kaplan-meier'
import { logRank } from '../../stats/log-rank'
import { random } from '../../stats/random'
import { runAnalysis, type Environment } from '../contract/run'
import { analysis as drivers } from './analysis'
import { isSure } from './compare'
import { nameOf, sureReasons } from './findings'
import type { DriversResult } from './result'

const TELCO = 'customers/telco_customer_churn.csv'

async function run(open: Opened, settings: Record<string, string> = {}) {
  const environment: Environment = { engine: open.engine, company: open.company, filter: null, segments: [], openRun }
  const outcome = await runAnalysis(environment, drivers, settings)
  return { ...outcome, result: outcome.result as DriversResult }
}

/** Customers with a flag of leaving, whose plan makes them leave and whose town follows the plan; the rest is chance. */
function customers(count: number, seed: number, effect: number) {
  const next = random(seed)
  return Array.from({ length: count }, (_, index) => {
    const plan = next() < 0.4 ? 'Basic' : 'Full'
    const isChurned = next() < 0.2 + (plan === 'Basic' ? effect : 0)
    return {
      customer_id: `c${index}`,
      is_churned: isChurned,
      plan,
      town: next() < 0.8 === (plan === 'Basic') ? 'Cluj' : 'Iași',
      age: Math.floor(20 + next() * 50),
      colour: ['red', 'green', 'blue', 'black'][Math.floor(next() * 4)]!,
    }
  })
}

test('a reason made by hand is found first, with the rates counted anew', async () => {
  const rows = customers(2000, 3, 0.3)
  const { result, findings } = await run(await openCompany({ customers: rows }))
  const top = result.drivers[0]!
  const basic = rows.filter(({ plan }) => plan === 'Basic')
  const full = rows.filter(({ plan }) => plan === 'Full')
  const leavers = (some: typeof rows) => some.filter((row) => row.is_churned).length
  expect(top.feature.toLowerCase()).toBe('plan')
  const [own, others] = top.value === 'Basic' ? [basic, full] : [full, basic]
  expect([top.n, top.left, top.others, top.othersLeft]).toEqual([own.length, leavers(own), others.length, leavers(others)])
  expect(findings[0]!.claim).toMatch(/^Customers with “plan: (Basic|Full)” leave (more|less) often\.$/i)
  expect(findings[0]!.evidence).toMatch(/It need not be the cause/)
})

test('confounding is taken out: a town that only follows the plan differs, and not among customers alike in the plan', async () => {
  const { result } = await run(await openCompany({ customers: customers(4000, 5, 0.35) }))
  const town = result.drivers.find(({ feature }) => feature === 'town')!
  expect(Math.abs(town.rateWith - town.rateWithout)).toBeGreaterThan(0.1)
  expect(town.alike.some(({ feature }) => feature.toLowerCase() === 'plan')).toBe(true)
  expect(Math.abs(town.difference.value)).toBeLessThan(0.05)
  expect(isSure(town)).toBe(false)
})

test('a column that is the outcome in disguise is named and left out', async () => {
  const rows = customers(800, 7, 0.3).map((row) => ({ ...row, farewell: row.is_churned ? 'sent' : 'none' }))
  const { result, findings } = await run(await openCompany({ customers: rows }))
  expect(result.leaks.map(({ feature }) => feature)).toContain('farewell')
  expect(result.drivers.some(({ feature }) => feature === 'farewell')).toBe(false)
  expect(findings.some(({ claim, evidence }) => `${claim} ${evidence}`.includes('“farewell”'))).toBe(true)
})

test('nobody left, everybody left, one customer: nothing is claimed', async () => {
  for (const share of [0, 1]) {
    const rows = customers(200, 9, 0).map((row) => ({ ...row, is_churned: share === 1 }))
    const { result, findings } = await run(await openCompany({ customers: rows }))
    expect(result.drivers.every(({ q }) => q === 1)).toBe(true)
    expect(findings.map(({ claim }) => claim)).toEqual(['Nothing sets those who left apart from the others.'])
  }
  const one = await run(await openCompany({ customers: [{ customer_id: 'a', is_churned: true }] }))
  expect(one.result.drivers).toEqual([])
  const short = await run(await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-05', revenue: 1 }] }))
  expect(short.findings.map(({ claim }) => claim)).toEqual(['Too little was seen to tell who left and what went before.'])
})

test.skipIf(!hasRealFile(TELCO))(
  'Telco: month-to-month contracts leave at 42.7 %, the others at 6.8 % (reference.json churn_rate_by), and by the month as in statsmodels 0.15.0',
  async () => {
    const { result, findings } = await run(await openReal(TELCO))
    const monthly = result.drivers.find(({ feature, value }) => feature === 'Contract' && value === 'Month-to-month')!
    expect([monthly.customers, monthly.left, monthly.otherCustomers, monthly.othersLeft]).toEqual([3875, 1655, 3168, 214])
    expect(findings[0]!.claim).toBe('Customers with “Contract: Month-to-month” leave more often.')
    expect(findings[0]!.evidence).toMatch(
      /4\.4 points more left within 90 days .*As they are, 42\.7\s% of the 3,875 .* 6\.8\s% of the others/,
    )
    // Σ (tenure + 1): everybody is at risk in the month of joining and in all that follow.
    expect(result.records).toBe(235_033)
    // A row for each of those months, ungrouped: GLM(Binomial) on months cut at 1 2 4 6 10 14 20 29 40 54 72, two other reasons and this
    // one; means over the rows of 1 − (1 − p)^(90 / 30.436875).
    expect(monthly.alike.map(({ feature, value }) => `${feature}: ${value}`)).toEqual(['OnlineSecurity: No', 'TechSupport: No'])
    expect(monthly.adjusted.risk.value).toBeCloseTo(0.04897722567827292, 8)
    expect(monthly.adjusted.otherRisk.value).toBeCloseTo(0.004598427129772245, 8)
  },
)

test.skipIf(!hasRealFile(TELCO))('Telco: what only grows with the stay is a sign, compared as everybody is now', async () => {
  const { result } = await run(await openReal(TELCO))
  const signs = result.drivers.filter(({ isHabit }) => isHabit)
  expect(new Set(signs.map(({ feature }) => feature))).toEqual(new Set(['tenure', 'TotalCharges']))
  expect(signs.find(({ feature, value }) => feature === 'tenure' && value === 'up to 9')).toMatchObject({ n: 1854, left: 923 })
})

test('a list with a mark of leaving and a tenure: the score test is the log-rank test of the tenures (Mantel 1966)', async () => {
  const { tables } = generateCompany('flag', 1003, { hazardRatio: 1.8 })
  const rows = tables.customers!
  const { result } = await run(await openCompany(tables))
  const tariff = result.drivers.find(({ feature }) => feature === 'tariff')!
  const ofTariff = (name: string): Stay[] => {
    const own = rows.filter((row) => row.tariff === name)
    return [...new Set(own.map((row) => Number(row.tenure_months)))]
      .sort((a, b) => a - b)
      .map((time) => {
        const then = own.filter((row) => row.tenure_months === time)
        const left = then.filter((row) => row.is_churned).length
        return { time, left, staying: then.length - left }
      })
  }
  const { p } = logRank([ofTariff('Basic'), ofTariff('Full')])
  expect(isSure(tariff)).toBe(true)
  expect(Math.log10(tariff.q)).toBeCloseTo(Math.log10(p * result.drivers.filter(({ isHabit }) => !isHabit).length), 0)
})

test('the sample company: its planted reasons are found, by silence and by subscriptions, and come first', async () => {
  const open = await openSampleCompany()
  const named = async (settings: Record<string, string>) => {
    const { result } = await run(open, settings)
    const sure = sureReasons(result)
    return { sure, names: sure.map((driver) => `${nameOf(driver)}, ${driver.difference.value > 0 ? 'more' : 'less'}`) }
  }
  const bySilence = await named({})
  // TRUTHS: lostFavourite, lateDelivery.
  expect(bySilence.names).toEqual(
    expect.arrayContaining(['Favourite product no longer sold, more', 'Subject of the last ticket: Late delivery, more']),
  )
  const bySubscription = await named({ source: 'subscriptions' })
  // TRUTHS: dealSite, referral, priceRise, lateDelivery, plans.
  const planted = ['source', 'mrr_ratio', 'subject', 'plan_now', 'mrr_now']
  expect(bySubscription.sure.slice(0, 4).every(({ column }) => planted.includes(column))).toBe(true)
  expect(bySubscription.names).toEqual(
    expect.arrayContaining(['Monthly price against before: rose, more', 'Subject of the last ticket: Late delivery, more']),
  )
}, 240_000)
