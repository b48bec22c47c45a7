import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, type InlineRows, type InlineTables } from '../../../test/support/open-company'
import { openReal, openSampleCompany, type Opened } from '../../../test/support/open-whole'
import { hasRealFile } from '../../../test/support/real-file'
import { openRun } from '../../model/runtime/session'
import { TRUTHS } from '../../sample/truths'
import { query } from '../../engine/database'
import { random } from '../../stats/random'
import { selectCustomers } from '../customer-sets/customers'
import type { Tables } from '../contract/definition'
import type { Environment } from '../contract/run'
import { withRun } from '../contract/run'
import { analysis as risk } from './analysis'
import type { RiskResult } from './result'

const environmentOf = (opened: Opened): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Opened, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), risk, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as RiskResult, tables: await run.tables() }
  })
}

const opened = (tables: InlineTables) => openCompany(tables)

const TELCO = 'customers/telco_customer_churn.csv'

describe.skipIf(!hasRealFile(TELCO))('Telco dropped alone', () => {
  let found: Awaited<ReturnType<typeof look>>
  let telco: Opened

  beforeAll(async () => {
    telco = await openReal(TELCO)
    found = await look(telco)
  })

  test('under five parts the regression has an area within 0.005 of 0.845 and boosting within 0.006 of 0.847', () => {
    const [logistic, boosting] = found.tables.metrics!
    expect(Math.abs(Number(logistic!.auc) - 0.845)).toBeLessThan(0.005)
    expect(Math.abs(Number(boosting!.auc) - 0.847)).toBeLessThan(0.006)
    expect(found.result.design).toMatchObject({ source: 'flag', cuts: null })
    expect(found.result.tested).toEqual({ people: 7043, left: 1869, everybody: 7043 })
  })

  test('it says that there are no dates, and that the parts were drawn at random', () => {
    expect(found.findings.map(({ evidence }) => evidence).join(' ')).toContain('no dates of leaving')
  })

  test('everybody who stayed is foreseen, nobody who left; probabilities lie inside 0 and 1 and add up to those who left', () => {
    const customers = found.tables.customers!
    expect(customers).toHaveLength(7043 - 1869)
    for (const { risk: own } of customers) {
      expect(Number(own)).toBeGreaterThan(0)
      expect(Number(own)).toBeLessThan(1)
    }
    const calibration = found.tables.calibration!
    const foreseen = calibration.reduce((sum, row) => sum + Number(row.predicted) * Number(row.customers), 0)
    expect(foreseen / 1869).toBeCloseTo(1, 1)
    expect(calibration.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(7043)
  })

  test('the save list is the head of the customers, in the order of expected loss, with its reasons and the draw', () => {
    const { save_list: list, customers, draw } = found.tables
    expect(list!.map(({ customer_id }) => customer_id)).toEqual(customers!.slice(0, list!.length).map(({ customer_id }) => customer_id))
    expect(list![0]!.reason_1).toBe(customers![0]!.reason_1)
    expect(String(list![0]!.reason_1).length).toBeGreaterThan(5)
    const held = list!.filter(({ group }) => group === 'hold-out').length
    expect(draw).toMatchObject([{ seed: 1, share: 0.1, customers: list!.length, held_out: held }])
    expect(held / list!.length).toBeGreaterThan(0.06)
    expect(held / list!.length).toBeLessThan(0.14)
  })

  test('whom to write to is the list without those drawn, and opens them', async () => {
    const contact = found.tables.save_list!.filter(({ group }) => group === 'contact').length
    const who = found.action!.who!
    expect(who.count).toBe(contact)
    const { total } = await selectCustomers(environmentOf(telco), { analysis: 'risk', settings: found.settings, who }, 0, 1)
    expect(total).toBe(contact)
  })

  test('another draw leaves others alone; the list is the same', async () => {
    const other = await look(telco, { seed: '2' })
    const held = (tables: Tables) => tables.save_list!.filter(({ group }) => group === 'hold-out').map(({ customer_id }) => customer_id)
    expect(held(other.tables)).not.toEqual(held(found.tables))
    expect(other.tables.save_list!.map(({ customer_id }) => customer_id)).toEqual(
      found.tables.save_list!.map(({ customer_id }) => customer_id),
    )
  })
})

/** Customers by a rule: whoever complains leaves in 80 % of cases, others in 10 %. */
function flagged(
  rows: number,
  more: (row: number, hasLeft: boolean, next: () => number) => Record<string, string | number | boolean | null> = () => ({}),
): InlineRows {
  const next = random(12)
  return Array.from({ length: rows }, (_, row) => {
    const complains = next() < 0.3
    const hasLeft = next() < (complains ? 0.8 : 0.1)
    return {
      customer_id: `c${row}`,
      is_churned: hasLeft,
      complaint: complains ? 'yes' : 'no',
      age_group: `g${Math.floor(next() * 3)}`,
      ...more(row, hasLeft, next),
    }
  })
}

test('what was written down because somebody left is named and left out: a reason of leaving, and a status that only leavers have', async () => {
  const { result, findings } = await look(
    await opened({
      customers: flagged(500, (_, hasLeft, next) => ({
        reason_of_leaving: hasLeft ? (next() < 0.5 ? 'price' : 'service') : null,
        account: hasLeft && next() < 0.6 ? 'closed' : 'open',
      })),
    }),
  )
  expect(result.leftOut.map(({ feature }) => feature).sort()).toEqual(['account', 'reason_of_leaving'])
  expect(result.importance[0]!.feature).toBe('complaint')
  expect(findings.map(({ claim }) => claim).join(' ')).toContain('reason_of_leaving')
})

test('without amounts customers are listed by risk, a tenth of those who are there', async () => {
  const { tables, findings } = await look(await opened({ customers: flagged(500) }))
  const there = tables.customers!.length
  expect(tables.save_list).toHaveLength(Math.ceil(there / 10))
  expect(tables.save_list![0]).toMatchObject({ expected_loss: null, reason_1: 'complaint: yes' })
  expect(findings[0]!.evidence).toContain('No amounts are known')
})

test('labels drawn without regard to anything: no better than the base rate is said, and no list is drawn', async () => {
  const next = random(77)
  const customers = flagged(600).map((row) => ({ ...row, is_churned: next() < 0.3 }))
  const { result, tables, findings, action } = await look(await opened({ customers }))
  expect(result.isBetter).toBe(false)
  expect(tables.customers).toEqual([])
  expect(tables.save_list).toEqual([])
  expect(action).toBeNull()
  expect(findings[0]!.claim).toBe('Who leaves next cannot be told from these data.')
})

test('ten columns of one value change nothing and are no features', async () => {
  const flat = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`flat_${index}`, 'same']))
  const [plain, with10] = [
    await look(await opened({ customers: flagged(300) })),
    await look(await opened({ customers: flagged(300, () => flat) })),
  ]
  expect(with10.result.features).toBe(plain.result.features)
  expect(with10.tables.metrics).toEqual(plain.tables.metrics)
})

test.each([
  ['one customer', flagged(1)],
  ['everybody left', flagged(100).map((row) => ({ ...row, is_churned: true }))],
  ['nobody left', flagged(100).map((row) => ({ ...row, is_churned: false }))],
  ['too few left', flagged(100).map((row, index) => ({ ...row, is_churned: index < 10 }))],
])('%s: nothing can be learnt, nothing is claimed', async (_, customers) => {
  const { result, findings, action, tables } = await look(await opened({ customers }))
  expect(result.models).toBeNull()
  expect([findings, action, tables.metrics, tables.customers, tables.save_list]).toEqual([[], null, [], [], []])
})

/** Two years of orders: everybody orders every two weeks or so; one in four stops at some day, after two months of long gaps. */
function shop(customers: number, stops: (row: number) => boolean = (row) => row % 4 === 0): InlineRows {
  const next = random(31)
  return Array.from({ length: customers }, (_, row) => {
    const stop = stops(row) ? 150 + next() * 550 : Infinity
    const orders: InlineRows[number][] = []
    for (let day = next() * 60; day < 730; day += (day > stop - 60 ? 30 : 14) * (0.6 + 0.8 * next())) {
      if (day > stop) break
      orders.push({ customer_id: `c${row}`, ordered_at: iso(day), revenue: 20 + (row % 7) * 10 })
    }
    return orders
  }).flat()
}

const iso = (day: number) => new Date(Date.UTC(2023, 0, 1) + Math.floor(day) * 86_400_000).toISOString().slice(0, 10)

test('orders: made on one day, tested on a later one, and windows do not overlap', async () => {
  const { result, tables } = await look(await opened({ orders: shop(500, (row) => row % 2 === 0) }), { horizon: '60' })
  const { cuts, horizon, gap } = result.design!
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
  expect([days(cuts!.train, cuts!.test), days(cuts!.test, cuts!.score)]).toEqual([horizon + gap, horizon + gap])
  expect(result.isBetter).toBe(true)
  expect(Number(tables.metrics![0]!.auc)).toBeGreaterThan(0.7)
  const words = tables.customers!.slice(0, 20).map(({ reason_1: why }) => String(why))
  expect(
    words.some((why) => /gap|silent|orders|no order|last order/.test(why)),
    words.join('\n'),
  ).toBe(true)
})

test('nothing after the cut is known before it: later orders change neither the models nor the test of an earlier day', async () => {
  const all = shop(300)
  const first = await look(await opened({ orders: all }), { horizon: '40' })
  const { train, test: later } = first.result.design!.cuts!
  // Orders after the first window's end make another second window, but the model made before it stays what it was.
  const turned = all.filter(
    ({ ordered_at: at, customer_id: id }) => String(at) < later || String(id).endsWith('1') || String(at) >= '2024-12-25',
  )
  const second = await look(await opened({ orders: turned }), { horizon: '40' })
  expect(second.result.design!.cuts).toEqual(first.result.design!.cuts)
  expect(second.result.trained).toEqual(first.result.trained)
  expect(second.result.penalty).toBe(first.result.penalty)
  expect(second.result.tested).not.toEqual(first.result.tested)
  expect(train < later).toBe(true)
})

test('a few weeks of orders are too short a time', async () => {
  const orders = shop(50).filter(({ ordered_at: at }) => String(at) < '2023-01-20')
  const { result, findings } = await look(await opened({ orders }), { horizon: '30' })
  expect([result.design, findings]).toEqual([null, []])
})

test('subscriptions: who is not subscribed when the window closes has left, and a price of theirs is worth twelve months', async () => {
  const next = random(8)
  const subscriptions = Array.from({ length: 600 }, (_, row) => {
    const isCheap = row % 2 === 0
    const start = next() * 500
    const stay = -Math.log(1 - next()) * (isCheap ? 150 : 1500)
    return {
      customer_id: `s${row}`,
      started_on: iso(start),
      ended_on: start + stay < 730 ? iso(start + stay) : null,
      plan: isCheap ? 'Basic' : 'Pro',
      mrr: isCheap ? 10 : 30,
    }
  })
  const { result, tables } = await look(await opened({ subscriptions }), { cost: '1' })
  expect(result.design).toMatchObject({ source: 'subscriptions', horizon: 90, gap: 7 })
  expect(result.isBetter).toBe(true)
  const basic = tables.save_list!.filter(({ value }) => value === 120)
  expect(basic.length).toBeGreaterThan(0)
  expect(basic.some(({ reason_1: why }) => String(why).includes('Basic') || String(why).includes('month'))).toBe(true)
})

test(
  'the sample company: the offices that went silent lead the save list, and Deal site customers are at more risk than those by Referral',
  { timeout: 600_000 },
  async () => {
    const sample = await openSampleCompany()
    const { result, tables } = await look(sample)
    expect(result.isBetter).toBe(true)
    const known = await sample.engine.rows(
      query(
        'known',
        'select customer_id, customers.country, source, company is not null as is_office, last_order_at from customers join customer_facts using (customer_id)',
        {
          customer_id: 'text',
          country: 'text',
          source: 'text',
          is_office: 'flag',
          last_order_at: 'timestamp',
        },
      ),
    )
    const about = new Map(known.map((row) => [row.customer_id!, row]))
    const { country, on } = TRUTHS.quietOffices.planted
    const quiet = tables.customers!.filter(({ customer_id: id }) => {
      const row = about.get(String(id))
      return row?.country === country && row.is_office && String(row.last_order_at) < on
    })
    const mean = (rows: readonly Readonly<Record<string, unknown>>[]) =>
      rows.reduce((sum, { risk: own }) => sum + Number(own), 0) / rows.length
    const places = quiet.map((row) => tables.customers!.indexOf(row))
    expect(quiet.length).toBeGreaterThan(10)
    expect(mean(quiet)).toBeGreaterThan(2 * mean(tables.customers!))
    // Half of them are among the four hundred with the largest expected loss, of twelve thousand who are there.
    expect(places.filter((place) => place < 400).length).toBeGreaterThan(quiet.length / 2)
    const by = (source: string) => tables.customers!.filter(({ customer_id: id }) => about.get(String(id))?.source === source)
    expect(mean(by('Deal site'))).toBeGreaterThan(1.5 * mean(by('Referral')))
  },
)
