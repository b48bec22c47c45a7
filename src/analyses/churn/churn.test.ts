import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openReal, openSampleCompany, type Opened } from '../../../test/support/open-whole'
import { hasRealFile, reference } from '../../../test/support/real-file'
import { query } from '../../engine/database'
import { openRun } from '../../model/runtime/session'
import { aliveShare } from '../../stats/bg-nbd'
import { random } from '../../stats/random'
import { selectCustomers } from '../customer-sets/customers'
import type { CustomerSet } from '../contract/definition'
import { canRun } from '../contract/needs'
import { withRun, type Environment } from '../contract/run'
import { analysis as churn } from './analysis'
import type { ChurnResult } from './result'

const environmentOf = (opened: Opened): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Opened, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), churn, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as ChurnResult, tables: await run.tables() }
  })
}

type Looked = Awaited<ReturnType<typeof look>>

async function listed(opened: Opened, { settings }: Looked, who: CustomerSet) {
  const page = await selectCustomers(environmentOf(opened), { analysis: 'churn', settings, who }, 0, 1000)
  return { total: page.total, ids: page.rows.map(({ customer_id }) => customer_id).toSorted() }
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const TELCO = 'customers/telco_customer_churn.csv'

test.skipIf(!hasRealFile(TELCO))(
  'Telco dropped alone: 26.54 % have left, 1,869 of 7,043 (25.52 to 27.58), and 30.50 % of the revenue',
  async () => {
    const opened = await openReal(TELCO)
    const looked = await look(opened)
    const { result, tables, findings, action } = looked
    expect(result.source).toBe('flag')
    expect(tables.rates).toHaveLength(1)
    const [all] = tables.rates!
    expect(all).toMatchObject({ period: 'all', customers_start: 7043, lost: 1869 })
    expect(all!.rate).toBeCloseTo(reference<number>('telco', 'churn_rate'), 5)
    expect(all!.low).toBeCloseTo(0.25519, 5)
    expect(all!.high).toBeCloseTo(0.27581, 5)
    expect(all!.gross).toBeCloseTo(139_130.85 / 456_116.6, 9)
    const texts = findings.map(({ claim, evidence }) => plain(`${claim} ${evidence}`))
    expect(texts[0]).toMatch(/^Over a quarter of the customers have left\. 1,869 of 7,043: 26\.54 % \(95 % interval 25\.52 to 27\.58\)/)
    expect(texts[1]).toContain('30.50 %')
    // Those who can still be helped.
    expect(plain(action!.text)).toMatch(
      /^Look after the 2,220 customers of Contract “Month-to-month” who are still there: 42\.7 % of their like/,
    )
    expect((await listed(opened, looked, action!.who!)).total).toBe(2220)
  },
)

test.skipIf(!hasRealFile(TELCO))('Telco by Contract, InternetService and gender: the rates of reference.json', async () => {
  const opened = await openReal(TELCO)
  for (const [by, label] of [
    ['Contract', 'Contract'],
    ['InternetService', 'InternetService'],
    ['TechSupport', 'TechSupport'],
  ] as const) {
    const looked = await look(opened, { by })
    const known = reference<Record<string, [number, number, number]>>('telco', 'churn_rate_by', label)
    const found = Object.fromEntries(looked.tables.groups!.map(({ group, lost, customers_start }) => [group, [lost, customers_start]]))
    expect(found).toEqual(Object.fromEntries(Object.entries(known).map(([name, [lost, customers]]) => [name, [lost, customers]])))
    const worst = looked.findings.find(({ claim }) => claim.includes('lose most'))!
    expect(worst.claim.split(/\s+/).length).toBeLessThanOrEqual(14)
    expect((await listed(opened, looked, worst.who!)).total).toBe(worst.who!.count)
  }
  const { findings } = await look(opened, { by: 'gender' })
  expect(findings.some(({ claim }) => claim.startsWith('No group of gender'))).toBe(true)
})

/** The four thresholds worked out customer by customer, in no way as the page does. */
async function naive({ engine, company }: Opened, result: ChurnResult) {
  const rows = await engine.rows(
    query('days', `select distinct customer_id, ordered_at::date as day from orders where is_purchase order by 1, 2`, {
      customer_id: 'text',
      day: 'date',
    }),
  )
  const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000
  const asOf = dayOf(company.asOf!)
  const customers = new Map<string, number[]>()
  for (const { customer_id, day } of rows) customers.set(customer_id!, [...(customers.get(customer_id!) ?? []), dayOf(day!)])
  const all = [...customers.values()]
  const observed = asOf - Math.min(...all.map((days) => days[0]!))
  const gapsOf = (days: readonly number[]) => days.slice(1).map((day, index) => day - days[index]!)
  const middle = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b)
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
  }
  const medians = all.filter((days) => days.length > 1).map((days) => middle(gapsOf(days)))
  medians.sort((a, b) => a - b)
  const place = 0.9 * (medians.length - 1)
  const usual = medians[Math.floor(place)]! + (place % 1) * (medians[Math.ceil(place)]! - medians[Math.floor(place)]!)

  const ended = all.flatMap(gapsOf)
  const open = all.map((days) => asOf - days.at(-1)!)
  const curve: number[] = []
  const [endedAt, openAt] = [new Array<number>(observed + 1).fill(0), new Array<number>(observed + 1).fill(0)]
  for (const gap of ended) endedAt[gap]!++
  for (const gap of open) openAt[gap]!++
  let [share, followed, last] = [1, ended.length + open.length, 0]
  for (let day = 0; day <= observed; day++) {
    if (followed > 0) share *= 1 - endedAt[day]! / followed
    if (followed >= 10 && endedAt[day]! + openAt[day]! > 0) last = day
    followed -= endedAt[day]! + openAt[day]!
    curve.push(share)
  }
  // The shortest after which, of those silent for longer, at most one in five ever order again.
  const found = curve.findIndex((one, day) => day >= 1 && 2 * day <= last && 1 - curve[last]! / one <= 0.2)
  const lasting = found < 0 ? null : found

  const cut = asOf - Math.floor(observed / 2)
  const known = all
    .filter((days) => days[0]! < cut)
    .map((days) => ({ silence: cut - Math.max(...days.filter((day) => day < cut)), isBack: days.at(-1)! >= cut }))
  const [back, gone] = [known.filter(({ isBack }) => isBack).length, known.filter(({ isBack }) => !isBack).length]
  let [least, best] = [Infinity, 0]
  for (let day = 1; day <= observed; day++) {
    const errors =
      known.filter(({ silence, isBack }) => isBack && silence > day).length / back +
      known.filter(({ silence, isBack }) => !isBack && silence <= day).length / gone
    if (errors < least - 1e-12) [least, best] = [errors, day]
  }
  const dead = all.filter(
    (days) =>
      aliveShare(result.silences!.model!, { repeats: days.length - 1, recency: days.at(-1)! - days[0]!, age: asOf - days[0]! }) < 0.5,
  )
  const lostAt = (days: number) => open.filter((silence) => silence > days).length
  return {
    gaps: [Math.round(Math.min(usual, observed / 2)), lostAt(Math.round(Math.min(usual, observed / 2)))],
    survival: [lasting, lasting === null ? null : lostAt(lasting)],
    errors: [best, lostAt(best)],
    alive: dead.length,
    falseLost: known.filter(({ silence, isBack }) => isBack && silence > best).length,
    falseKept: known.filter(({ silence, isBack }) => !isBack && silence <= best).length,
  }
}

test.skipIf(!hasRetail)(
  'Online Retail: the four thresholds as worked out customer by customer; BG/NBD sees hardly anybody stop, as others found (a 0.00)',
  async () => {
    const opened = await openRetail('net')
    const looked = await look(opened)
    const { result, tables } = looked
    expect(result.source).toBe('orders')
    const known = await naive(opened, result)
    const found = new Map(result.silences!.methods.map((one) => [one.method, one]))
    for (const method of ['gaps', 'survival', 'errors'] as const)
      expect([found.get(method)!.days, found.get(method)!.lost]).toEqual(known[method])
    expect(found.get('errors')).toMatchObject({ falseLost: known.falseLost, falseKept: known.falseKept })
    expect(found.get('alive')!.lost).toBe(known.alive)
    expect(result.silences!.model!.a).toBeLessThan(0.01)
    expect(tables.thresholds!.map(({ method, days, customers_lost }) => [method, days, customers_lost]).slice(0, 3)).toEqual([
      ['Usual gaps', 166, 948],
      // Of those silent for half the year seen, 57 % order again: no silence means leaving.
      ['One in five come back', null, null],
      ['Fewest errors', 49, 2222],
    ])
    const last = tables.rates!.at(-1)!
    expect(last).toMatchObject({ period: '2011-12', is_complete: false })
    expect(4338 - Number(last.customers_end)).toBe(948)
    expect(result.silence).toMatchObject({ days: 166, meansLeaving: false })
    expect(looked.findings.map(({ claim }) => plain(claim))).toEqual([
      '948 of 4,338 customers have been silent for over 166 days.',
      'No silence in these data means leaving.',
    ])
    // On the day of the cut 249 had been silent for over 166 days, and 134 of them bought again.
    expect(plain(looked.findings[1]!.evidence)).toContain('it would have called 249 gone, of whom 53.8 % came back')
  },
)

const CDNOW = 'orders/CDNOW_master.txt'

test.skipIf(!hasRealFile(CDNOW))('CDNOW: the four thresholds as worked out customer by customer', async () => {
  const opened = await openReal(CDNOW)
  const { result } = await look(opened)
  const known = await naive(opened, result)
  const found = new Map(result.silences!.methods.map((one) => [one.method, one]))
  for (const method of ['gaps', 'survival', 'errors'] as const)
    expect([found.get(method)!.days, found.get(method)!.lost]).toEqual(known[method])
  expect(found.get('errors')).toMatchObject({ falseLost: known.falseLost, falseKept: known.falseKept })
  expect(found.get('alive')!.lost).toBe(known.alive)
  expect(result.silences!.model!.isConverged).toBe(true)
  expect(result.silence).toMatchObject({ days: 220, meansLeaving: true })
})

const spell = (customer_id: string, started_on: string, ended_on: string | null, mrr: number) => ({
  customer_id,
  started_on,
  ended_on,
  mrr,
})

const BY_HAND: InlineRows = [
  // Dearer in March, cheaper in April, gone in May, back in July.
  spell('changes', '2024-01-10', '2024-03-04', 10),
  spell('changes', '2024-03-05', '2024-04-20', 15),
  spell('changes', '2024-04-21', '2024-05-20', 12),
  spell('changes', '2024-07-02', null, 12),
  spell('stays', '2024-01-20', null, 20),
  // Two plans at once: the end of one is contraction.
  spell('two plans', '2024-02-01', null, 30),
  spell('two plans', '2024-02-01', '2024-03-31', 5),
  spell('passes by', '2024-05-03', '2024-05-20', 50),
  spell('planned end', '2024-02-15', '2024-12-31', 7),
]

test('subscriptions by hand: new, dearer, cheaper, gone, back, and who comes and goes within a month', async () => {
  const { tables } = await look(await openCompany({ subscriptions: BY_HAND }, { asOf: '2024-08-01' }))
  const rows = tables.rates!.map((row) =>
    [
      'period',
      'customers_start',
      'new',
      'resurrected',
      'lost',
      'revenue_start',
      'revenue_new',
      'expansion',
      'revenue_resurrected',
      'contraction',
      'churned',
      'revenue_end',
    ].map((key) => row[key]),
  )
  expect(rows).toEqual([
    ['2024-01', 0, 2, 0, 0, 0, 30, 0, 0, 0, 0, 30],
    ['2024-02', 2, 2, 0, 0, 30, 42, 0, 0, 0, 0, 72],
    ['2024-03', 4, 0, 0, 0, 72, 0, 5, 0, 5, 0, 72],
    ['2024-04', 4, 0, 0, 0, 72, 0, 0, 0, 3, 0, 69],
    ['2024-05', 4, 0, 0, 1, 69, 0, 0, 0, 0, 12, 57],
    ['2024-06', 3, 0, 0, 0, 57, 0, 0, 0, 0, 0, 57],
    ['2024-07', 3, 0, 1, 0, 57, 0, 0, 12, 0, 0, 69],
  ])
  expect(tables.rates![4]).toMatchObject({ rate: 0.25, gross: 12 / 69, net: 12 / 69, is_complete: true })
})

test('a plan that begins 31 days after the last goes on from it; after 32 days who left has come back', async () => {
  const again = async (started_on: string) => {
    const subscriptions = [spell('a', '2023-12-05', '2024-01-31', 10), spell('a', started_on, null, 10)]
    const { tables, result } = await look(await openCompany({ subscriptions }, { asOf: '2024-05-01' }))
    const total = (key: string) => tables.rates!.reduce((sum, row) => sum + Number(row[key]), 0)
    return { lost: total('lost'), back: total('resurrected'), pauses: result.pauses, gone: result.gone }
  }
  expect(await again('2024-03-02')).toEqual({ lost: 0, back: 0, pauses: 0, gone: 0 })
  expect(await again('2024-03-03')).toEqual({ lost: 1, back: 1, pauses: 1, gone: 0 })
})

test('rival definitions: who came and went counts on average and day by day; net as others write it', async () => {
  const opened = await openCompany({ subscriptions: BY_HAND }, { asOf: '2024-08-01' })
  const may = async (raw: Record<string, string>) => (await look(opened, raw)).tables.rates!.find(({ period }) => period === '2024-05')!
  expect((await may({ of: 'average' })).rate).toBeCloseTo(2 / 3.5, 9)
  // 'changes' is there on the mornings of 1 to 20 May, 'passes by' on those of 4 to 20, three others on all 31.
  expect((await may({ of: 'exposure' })).rate).toBeCloseTo(1 - Math.exp(-2 / ((20 + 17 + 93) / 31)), 9)
  const march = async (net: string) => (await look(opened, { net })).tables.rates!.find(({ period }) => period === '2024-03')!.net
  expect(await march('all')).toBeCloseTo(0, 9)
  expect(await march('ended')).toBeCloseTo(-5 / 72, 9)
})

function randomSpells(seed: number): { subscriptions: InlineRows; customers: InlineRows } {
  const next = random(seed)
  const day = (at: number) => new Date(Date.UTC(2023, 0, 1) + at * 86_400_000).toISOString().slice(0, 10)
  const subscriptions = Array.from({ length: 40 }, (_, index) => index).flatMap((index) => {
    let at = Math.floor(next() * 500)
    return Array.from({ length: 1 + Math.floor(next() * 4) }, () => {
      const length = Math.floor(next() * 120)
      const made = spell(`c${index}`, day(at), next() < 0.2 ? null : day(at + length), Math.round(next() * 5000) / 100)
      at += length + Math.floor(next() * 80) - 10
      return made
    })
  })
  const customers = Array.from({ length: 40 }, (_, index) => ({ customer_id: `c${index}`, colour: ['red', 'green', 'blue'][index % 3]! }))
  return { subscriptions, customers }
}

test('whatever the spells: the bridge closes every period, rates stay within 0 and 1, and groups add up to all', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const opened = await openCompany(randomSpells(seed), { asOf: '2024-10-15' })
    for (const raw of [{ by: 'colour' }, { by: 'colour', period: 'quarter', of: 'exposure' }, { by: 'colour', of: 'average' }]) {
      const { tables } = await look(opened, raw)
      let before: (typeof tables.rates & object)[number] | null = null
      for (const row of tables.rates!) {
        const number = (key: string) => Number(row[key])
        expect(number('customers_start') + number('new') + number('resurrected') - number('lost')).toBe(row.customers_end)
        expect(
          number('revenue_start') +
            number('revenue_new') +
            number('expansion') +
            number('revenue_resurrected') -
            number('contraction') -
            number('churned'),
        ).toBeCloseTo(number('revenue_end'), 6)
        if (before) expect([row.customers_start, row.revenue_start]).toEqual([before.customers_end, before.revenue_end])
        if (row.rate !== null) {
          expect(number('rate')).toBeGreaterThanOrEqual(number('low'))
          expect(number('rate')).toBeLessThanOrEqual(number('high'))
          expect(number('low')).toBeGreaterThanOrEqual(0)
          expect(number('high')).toBeLessThanOrEqual(1)
        }
        for (const key of ['customers_start', 'lost', 'new', 'churned', 'expansion', 'revenue_end']) {
          const parts = tables.rates_by_group!.filter(({ period }) => period === row.period)
          expect(parts.reduce((sum, part) => sum + Number(part[key]), 0)).toBeCloseTo(number(key), 6)
        }
        before = row
      }
      expect(tables.rates!.at(-1)!.is_complete).toBe(false)
    }
  }
})

test('the customers and the money at the start of each month are those of the spells themselves', async () => {
  for (const seed of [5, 6]) {
    const { subscriptions } = randomSpells(seed)
    const { tables } = await look(await openCompany({ subscriptions }, { asOf: '2024-10-15' }))
    // A pause of up to 31 days goes on; the spell is there on the morning after its start until the morning of its end.
    const spells = subscriptions.map(({ customer_id, started_on, ended_on, mrr }) => {
      const start = String(started_on)
      const later = subscriptions
        .filter(
          (one) =>
            one.customer_id === customer_id &&
            ended_on !== null &&
            String(one.started_on) >= String(ended_on) &&
            String(one.started_on) > start,
        )
        .map((one) => String(one.started_on))
        .toSorted()[0]
      const isNear = later !== undefined && Date.parse(later) - Date.parse(String(ended_on)) <= 31 * 86_400_000
      const isOver = ended_on !== null && String(ended_on) <= '2024-10-15'
      return { customer_id, start, end: isOver ? (isNear && later <= '2024-10-15' ? later : String(ended_on)) : '9999', mrr: Number(mrr) }
    })
    for (const row of tables.rates!) {
      const morning = `${String(row.period)}-01`
      const there = spells.filter(({ start, end }) => start < morning && end >= morning && start <= '2024-10-15')
      expect(row.customers_start).toBe(new Set(there.map(({ customer_id }) => customer_id)).size)
      expect(row.revenue_start).toBeCloseTo(
        there.reduce((sum, { mrr }) => sum + mrr, 0),
        6,
      )
    }
  }
})

const order = (customer_id: string, ordered_at: string, revenue = 10) => ({ customer_id, ordered_at, revenue })

const ORDERS: InlineRows = [
  order('faithful', '2024-01-05', 1),
  order('faithful', '2024-01-25', 2),
  order('faithful', '2024-02-14', 4),
  order('faithful', '2024-03-05', 8),
  order('faithful', '2024-03-25', 16),
  order('pauses', '2024-01-10', 100),
  order('pauses', '2024-01-20', 100),
  order('pauses', '2024-03-20', 100),
  order('once', '2024-01-15', 1000),
]

test('orders by hand: who left did so with the last order, who came back has paused, money of the year before', async () => {
  const opened = await openCompany({ orders: ORDERS }, { asOf: '2024-04-10' })
  const looked = await look(opened, { silence: '30' })
  const { tables, action, result } = looked
  expect(
    tables.rates!.map((row) =>
      ['period', 'customers_start', 'new', 'resurrected', 'lost', 'customers_end', 'revenue_start', 'churned'].map((key) => row[key]),
    ),
  ).toEqual([
    ['2024-01', 0, 3, 0, 1, 3, 0, 0],
    ['2024-02', 3, 0, 0, 0, 1, 1203, 0],
    ['2024-03', 1, 0, 1, 0, 2, 7, 0],
    ['2024-04', 2, 0, 0, 0, 2, 131, 0],
  ])
  // January and February look back on less than 30 days; who ordered last in March may still be silent for longer.
  expect(tables.rates!.map(({ is_complete }) => is_complete)).toEqual([false, false, false, false])
  expect([result.known, result.gone, result.pauses]).toEqual([3, 1, 1])
  expect(action).toBeNull()
})

test('a rate is those whose last order a month holds ÷ those with an order in the days before it; months whose silence is not over are open', async () => {
  const regulars = Array.from({ length: 40 }, (_, index) =>
    Array.from({ length: index < 4 ? 6 : 18 }, (_unused, place) =>
      order(`c${index}`, new Date(Date.UTC(2024, 0, 1 + 20 * place)).toISOString().slice(0, 10)),
    ),
  ).flat()
  // Four order last on 10 April.
  const { tables, findings } = await look(await openCompany({ orders: regulars }), { silence: '45' })
  const rates = new Map(tables.rates!.map((row) => [row.period, row]))
  expect(rates.get('2024-04')).toMatchObject({ customers_start: 40, lost: 4, rate: 0.1, is_complete: true })
  expect(rates.get('2024-05')).toMatchObject({ customers_start: 40, lost: 0 })
  expect(rates.get('2024-06')).toMatchObject({ customers_start: 36, lost: 0, rate: 0, is_complete: true })
  // The data end on 6 December: November ends less than 45 days before it, and so does October.
  expect(tables.rates!.filter(({ is_complete }) => !is_complete).map(({ period }) => period)).toEqual([
    '2024-01',
    '2024-02',
    '2024-10',
    '2024-11',
    '2024-12',
  ])
  expect(plain(findings[0]!.evidence)).toContain(
    'In the last 7 whole months 4 left: 1.5 % a month of those who had ordered in the 45 days before it began',
  )
})

test('whom to write to: those late by their own pace, not those who are gone or not late yet', async () => {
  const every = (id: string, step: number, until: string) => {
    const days: InlineRows[number][] = []
    for (let at = Date.parse('2024-01-01'); at <= Date.parse(until); at += step * 86_400_000)
      days.push(order(id, new Date(at).toISOString().slice(0, 10)))
    return days
  }
  const opened = await openCompany(
    {
      orders: [
        ...every('late', 7, '2024-03-15'),
        ...every('slow', 40, '2024-03-21'),
        ...every('gone', 5, '2024-01-20'),
        ...every('there', 7, '2024-04-08'),
      ],
    },
    { asOf: '2024-04-10' },
  )
  const looked = await look(opened, { silence: '60' })
  expect(plain(looked.action!.text)).toBe('Write to the customer who is silent for over twice their own usual gap.')
  expect(await listed(opened, looked, looked.action!.who!)).toEqual({ total: 1, ids: ['late'] })
})

test('a silence set for the company is the one of every page, unless a page has its own', async () => {
  const silent = (silence: string | null) =>
    look(
      { engine: opened.engine, company: { ...opened.company, silence: { ...opened.company.silence!, days: 55, isGiven: true } } },
      silence ? { silence } : {},
    )
  const opened = await openCompany({ orders: ORDERS }, { asOf: '2024-04-10' })
  expect(opened.company.silence).toMatchObject({ days: 34, isGiven: false })
  expect((await silent(null)).result.silences!.days).toBe(55)
  expect((await silent('20')).result.silences!.days).toBe(20)
})

test('none, one and missing: no orders on two days, one customer, no source, an empty mark', async () => {
  const once = await look(await openCompany({ orders: [order('a', '2024-01-01')] }))
  expect([once.result.source, once.findings, once.action, once.tables.rates]).toEqual([null, [], null, []])
  const one = await look(await openCompany({ subscriptions: [spell('a', '2024-01-01', '2024-03-05', 9)] }, { asOf: '2024-05-01' }))
  expect(one.result.all.map(({ start, lost }) => [start, lost])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ])
  expect(one.findings[0]!.claim).toBe('1 of 1 customer has left.')
  const { company } = await openCompany({ customers: [{ customer_id: 'a', country: 'France' }] })
  expect(canRun(churn, company)).toBe(false)
  const few = await look(
    await openCompany({
      customers: [
        { customer_id: 'a', is_churned: true },
        { customer_id: 'b', is_churned: false },
        { customer_id: 'c', is_churned: null },
      ],
    }),
  )
  expect(plain(few.findings[0]!.claim)).toBe('1 of 2 has left.')
  expect(few.result.customers - few.result.known).toBe(1)
  const unfit = await look(await openCompany({ orders: ORDERS }), { source: 'subscriptions' })
  expect([unfit.result.source, unfit.findings]).toEqual([null, []])
})

test('dates: an end without a beginning, or a mark without an end, is told to be missing', async () => {
  const customers: InlineRows = [
    { customer_id: 'gone', joined_on: '2024-01-03', ended_on: '2024-03-10', is_churned: true },
    { customer_id: 'there', joined_on: '2024-01-04', ended_on: null, is_churned: false },
    { customer_id: 'undated', joined_on: '2024-01-05', ended_on: null, is_churned: true },
    { customer_id: 'backwards', joined_on: '2024-03-05', ended_on: '2024-01-05', is_churned: true },
  ]
  const { result, findings } = await look(await openCompany({ customers }, { asOf: '2024-05-01' }))
  expect([result.source, result.customers - result.known]).toEqual(['dates', 2])
  expect(result.all.map(({ start, lost }) => [start, lost])).toEqual([
    [0, 0],
    [2, 0],
    [2, 1],
    [1, 0],
  ])
  expect(findings.some(({ kind, customers: who }) => kind === 'warning' && who === 2)).toBe(true)
})

test('sample company: dearer plans lose less, the price rise of September 2024 shows, gender does not (planted truths)', async () => {
  const opened = await openSampleCompany()
  const byPlan = await look(opened, { by: 'plan' })
  expect(byPlan.result.source).toBe('subscriptions')
  const rate = new Map(byPlan.tables.groups!.map(({ group, rate: own }) => [group, Number(own)]))
  expect(rate.get('Taster')).toBeGreaterThan(rate.get('Regular')!)
  expect(rate.get('Regular')).toBeGreaterThan(rate.get('Barista')!)
  const barista = byPlan.tables.rates_by_group!.filter(({ group }) => group === 'Barista')
  const inRise = barista.filter(({ period }) => ['2024-09', '2024-10', '2024-11'].includes(String(period)))
  const share = (rows: typeof barista) =>
    rows.reduce((sum, row) => sum + Number(row.lost), 0) / rows.reduce((sum, row) => sum + Number(row.customers_start), 0)
  expect(share(inRise)).toBeGreaterThan(2 * share(barista.filter((row) => !inRise.includes(row))))
  expect(byPlan.tables.rates!.find(({ period }) => period === '2024-09')!.expansion).toBeGreaterThan(2000)
  expect(byPlan.findings.some(({ claim }) => /Most left in (September|October|November) 2024/.test(claim))).toBe(true)
  for (const by of ['gender', 'newsletter']) {
    const { findings } = await look(opened, { by })
    expect(findings.some(({ claim }) => claim.startsWith('No group of'))).toBe(true)
  }
  expect(byPlan.findings.every(({ claim }) => claim.split(/\s+/).length <= 14)).toBe(true)
  const bySource = await look(opened, { by: 'source', source: 'orders' })
  expect(bySource.findings.find(({ claim }) => claim.includes('lose most'))!.claim).toMatch(/^Deal site/)
})

const NOBODY_LATELY = 'reports/80-nobody-left-lately.csv'

test.skipIf(!hasRealFile(NOBODY_LATELY))('report 80: four left in May 2022 and none since, said so', async () => {
  const { findings } = await look(await openReal(NOBODY_LATELY))
  expect(plain(findings[0]!.claim)).toBe('Nobody left in the last 12 whole months.')
  expect(plain(findings[0]!.evidence)).toContain('4 of 51 customers have left so far; 47 are there now.')
})

const GERMAN_STATES = 'reports/26b-status-german.csv'

test.skipIf(!hasRealFile(GERMAN_STATES))('report 26b: never more leavers than customers, whatever leaving is', async () => {
  const opened = await openReal(GERMAN_STATES)
  for (const silence of ['0', '5', '20']) {
    const { result, findings } = await look(opened, { silence })
    expect(result.gone).toBeLessThanOrEqual(result.known)
    for (const [, some, all] of findings.map(({ claim }) => /^([\d,]+) of ([\d,]+) /.exec(claim) ?? []))
      if (some) expect(Number(some)).toBeLessThanOrEqual(Number(all))
  }
})

test('nobody left, or nobody lately: said in words, with no share of nothing', async () => {
  const spells = (ends: (index: number) => string | null) =>
    Array.from({ length: 40 }, (_, index) => spell(`c${index}`, `2022-0${1 + (index % 3)}-05`, ends(index), 20))
  const never = await look(await openCompany({ subscriptions: spells(() => null) }, { asOf: '2024-06-01' }))
  expect(plain(never.findings[0]!.claim)).toBe('Nobody left in the last 12 whole months.')
  expect(plain(never.findings[0]!.evidence)).toContain('0 of 40 customers have left so far')
  const long = await look(
    await openCompany({ subscriptions: spells((index) => (index < 5 ? '2022-05-20' : null)) }, { asOf: '2024-06-01' }),
  )
  expect(plain(long.findings[0]!.claim)).toBe('Nobody left in the last 12 whole months.')
  for (const { claim, evidence } of [...never.findings, ...long.findings])
    expect(claim + evidence).not.toMatch(/Infinity|NaN|null|undefined/)
})

test('who comes and goes within a month is counted once among the customers: never 7 of 6', async () => {
  const spells = Array.from({ length: 6 }, (_, index) => [
    spell(`c${index}`, '2024-01-02', '2024-01-05', 10),
    ...(index < 3 ? [spell(`c${index}`, '2024-03-02', '2024-03-05', 10)] : []),
  ]).flat()
  const { findings } = await look(await openCompany({ subscriptions: spells }, { asOf: '2024-05-01' }))
  expect(plain(findings[0]!.claim)).toBe('6 of 6 customers have left.')
})

test('a worst month is named where it stands out from the largest of many, and not where all are alike (S3)', async () => {
  const monthly = (seed: number, more: (month: number) => number) => {
    const next = random(seed)
    return Array.from({ length: 400 }, (_, index) => {
      let month = 0
      while (month < 24 && next() > 0.03 * more(month)) month++
      const end = new Date(Date.UTC(2022, month, 2 + Math.floor(26 * next()))).toISOString().slice(0, 10)
      return spell(`c${index}`, '2021-12-05', month < 24 ? end : null, 10)
    })
  }
  const isNamed = async (seed: number, more: (month: number) => number) =>
    (await look(await openCompany({ subscriptions: monthly(seed, more) }, { asOf: '2024-01-01' }))).findings.some(({ claim }) =>
      claim.startsWith('Most left in'),
    )
  let alike = 0
  for (const seed of [11, 12, 13, 14, 15, 16, 17, 18]) alike += Number(await isNamed(seed, () => 1))
  expect(alike).toBeLessThanOrEqual(1)
  expect(await isNamed(21, (month) => (month === 8 ? 5 : 1))).toBe(true)
})

test.each([
  ['tenure_days', 100, 'Over the 6,000 days they were there in all that is 7.33 % a month.'],
  ['tenure_weeks', 100, 'Over the 6,000 weeks they were there in all that is 1.08 % a month.'],
  ['tenure_months', 10, 'Over the 600 months they were there in all that is 2.47 % a month.'],
  ['tenure_years', 2, 'Over the 120 years they were there in all that is 11.75 % a year.'],
])('M8: the pace of leaving from %s, told in the unit of the file', async (role, stay, pace) => {
  const customers = Array.from({ length: 60 }, (_, index) => ({ customer_id: `c${index}`, is_churned: index % 4 === 0, [role]: stay }))
  const { findings } = await look(await openCompany({ customers }))
  expect(plain(findings[0]!.evidence)).toContain(pace)
})

test('M10: a month is whole where the days missing at its end are no more than usually pass without a contract', async () => {
  // One begins every third day; the last of December on the 29th.
  const day = (index: number) => new Date(Date.UTC(2023, 11, 29 - 3 * index)).toISOString().slice(0, 10)
  const subscriptions = Array.from({ length: 80 }, (_, index) =>
    spell(`c${index}`, day(index), index % 9 === 8 ? day(index - 8) : null, 10),
  )
  const last = async (asOf: string | null) =>
    (await look(await openCompany({ subscriptions }, { asOf }))).tables
      .rates!.map(({ period, is_complete }) => [period, is_complete])
      .at(-1)
  expect(await last(null)).toEqual(['2023-12', true])
  expect(await last('2023-12-20')).toEqual(['2023-12', false])
})
