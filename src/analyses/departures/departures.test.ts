import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openReal, type Opened } from '../../../test/support/open-whole'
import { hasRealFile } from '../../../test/support/real-file'
import { query } from '../../engine/database'
import { inSegment } from '../../model/runtime/clause'
import { filterBy, keepMembers } from '../../model/runtime/filter'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import type { Tables } from '../contract/definition'
import { analysisById } from '../index'
import { withRun, type Environment } from '../contract/run'

const environmentOf = (opened: Opened): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function tablesOf(opened: Opened, id: string, raw: Record<string, string>): Promise<Tables> {
  return withRun(environmentOf(opened), analysisById(id)!, raw, undefined, (run) => run.tables())
}

const sum = (rows: Tables[string] | undefined, column: string) => (rows ?? []).reduce((total, row) => total + Number(row[column]), 0)

/** Who is gone as each page has it. */
async function goneOf(opened: Opened, source: 'orders' | 'subscriptions' | 'dates', period: 'month' | 'quarter', isQuick = false) {
  const churn = await tablesOf(opened, 'churn', { source, period })
  const survival = await tablesOf(opened, 'survival', { source })
  const lifecycle = source === 'orders' ? await tablesOf(opened, 'lifecycle', { period }) : null
  const risk = isQuick ? null : await tablesOf(opened, 'risk', { source })
  return {
    known: Number(churn.state![0]!.customers),
    there: Number(churn.state![0]!.there),
    gone: {
      'leavers over closed and open periods': sum(churn.rates, 'lost') - (source === 'orders' ? 0 : sum(churn.rates, 'resurrected')),
      'gone by churn': Number(churn.state![0]!.gone),
      'those who are not there at the end': Number(churn.state![0]!.customers) - Number(churn.rates!.at(-1)!.customers_end),
      'events of the survival curve': Number(survival.groups!.at(-1)!.events),
      ...(lifecycle && {
        'leavers by lifecycle': sum(lifecycle.lifecycle, 'left'),
        'gone by lifecycle': Number(lifecycle.state![0]!.gone),
      }),
      ...(risk?.state!.length === 1 && { 'gone on risk': Number(risk.state![0]!.gone) }),
    },
  }
}

function expectOne(found: Readonly<Record<string, number>>, what: string): number {
  expect(new Set(Object.values(found)).size, `${what}: ${JSON.stringify(found)}`).toBe(1)
  return Object.values(found)[0]!
}

/** Customers with a pace of their own, of whom some stop for good, some pause for long, and some buy once. */
function inventedOrders(seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: 100 }, (_, index) => {
    const pace = 5 + 40 * next()
    const stops = next() < 0.15 ? 0 : 600 * next() ** 0.5
    const rows: InlineRows[number][] = []
    for (let at = 400 * next(), first = true; at < 600 && (first || at < stops); first = false) {
      rows.push({
        customer_id: `c${index}`,
        ordered_at: new Date(Date.UTC(2022, 6, 1) + Math.floor(at) * 86_400_000).toISOString().slice(0, 10),
        revenue: Math.ceil(100 * next()),
      })
      at += -pace * Math.log(next()) + (next() < 0.05 ? 120 : 0)
    }
    return rows
  }).flat()
}

test(
  'under any filter, threshold and as-of date: leavers of all periods = gone on churn, survival, lifecycle and risk, as counted by hand',
  { timeout: 300_000 },
  async () => {
    const tried = [
      [1, null, null],
      [1, 30, null],
      [1, 30, '2023-06-15'],
      [2, 200, '2023-06-15'],
      [2, null, '2023-11-01'],
    ] as const
    for (const [seed, silentAfter, asOf] of tried) {
      const orders = inventedOrders(seed)
      const opened = await openCompany({ orders }, { silentAfter, asOf })
      const limit = opened.company.silence!.days
      for (const filter of ['', 'c1']) {
        if (filter !== '') {
          await keepMembers(opened.engine, 'some', `select customer_id from company.customers where customer_id like '${filter}%'`, {})
          await filterBy(opened.engine, opened.company, [inSegment('some')])
        }
        const what = `seed ${seed}, ${limit} days, ${asOf}, filter ${filter}`
        const { gone, known, there } = await goneOf(opened, 'orders', seed === 1 ? 'month' : 'quarter', filter !== '')
        const end = Date.parse(opened.company.asOf!)
        const last = new Map<string, number>()
        for (const { customer_id, ordered_at } of orders) {
          const [id, at] = [String(customer_id), Date.parse(String(ordered_at))]
          if (id.startsWith(filter) && at < end) last.set(id, Math.max(at, last.get(id) ?? 0))
        }
        const byHand = [...last.values()].filter((at) => (end - at) / 86_400_000 > limit).length
        expect(expectOne(gone, what), what).toBe(byHand)
        expect([known, there], what).toEqual([last.size, last.size - byHand])
      }
    }
  },
)

test('subscriptions and dates: leavers less those who came back = gone on churn, survival and risk', async () => {
  const next = random(8)
  const day = (at: number) => new Date(Date.UTC(2023, 0, 1) + Math.floor(at) * 86_400_000).toISOString().slice(0, 10)
  const subscriptions = Array.from({ length: 120 }, (_, index) => {
    let at = 400 * next()
    return Array.from({ length: 1 + Math.floor(2.5 * next()) }, () => {
      const length = 200 * next()
      const one = { customer_id: `c${index}`, started_on: day(at), ended_on: next() < 0.3 ? null : day(at + length), mrr: 10 }
      at += length + 90 * next()
      return one
    })
  }).flat()
  const customers = Array.from({ length: 120 }, (_, index) => {
    const at = 400 * next()
    return { customer_id: `d${index}`, joined_on: day(at), ended_on: next() < 0.5 ? null : day(at + 150 * next()), is_churned: null }
  })
  for (const asOf of ['2024-02-29', '2024-07-01']) {
    const bySubscriptions = await openCompany({ subscriptions }, { asOf })
    const { gone } = await goneOf(bySubscriptions, 'subscriptions', 'month', true)
    // Who came and left within one month is lost of nobody there at its start.
    const { 'leavers over closed and open periods': net, ...final } = gone
    expect(net).toBeLessThanOrEqual(expectOne(final, asOf))
    const dated = await goneOf(await openCompany({ customers }, { asOf }), 'dates', 'month')
    const { 'leavers over closed and open periods': _within, ...all } = dated.gone
    expect(expectOne(all, `dates ${asOf}`)).toBe(
      customers.filter(({ joined_on, ended_on }) => joined_on <= asOf && ended_on !== null && ended_on <= asOf).length,
    )
  }
})

test('nobody is on the save list, or late, who has left', async () => {
  const opened = await openCompany({ orders: inventedOrders(3) }, { silentAfter: 60 })
  const { save_list: list, state } = await tablesOf(opened, 'risk', { source: 'orders' })
  const gone = await opened.engine.rows(
    query('gone', `select customer_id from customer_facts where date '${opened.company.asOf}' - last_order_at::date > 60`, {
      customer_id: 'text',
    }),
  )
  expect(Number(state![0]!.gone)).toBe(gone.length)
  const ids = new Set(gone.map(({ customer_id }) => customer_id))
  expect((list ?? []).filter(({ customer_id }) => ids.has(String(customer_id)))).toEqual([])
})

test.skipIf(!hasRetail)('Online Retail: 948 of 4,338 are silent for over 166 days on every page', { timeout: 300_000 }, async () => {
  const { gone, known } = await goneOf(await openRetail('net'), 'orders', 'month', true)
  expect([expectOne(gone, 'retail'), known]).toEqual([948, 4338])
})

const CDNOW = 'orders/CDNOW_master.txt'

test.skipIf(!hasRealFile(CDNOW))('CDNOW: 17,432 of 23,570 customers have left on every page, silent for over 220 days', async () => {
  const { gone, known } = await goneOf(await openReal(CDNOW), 'orders', 'quarter', true)
  expect([expectOne(gone, 'CDNOW'), known]).toEqual([17_432, 23_570])
})
