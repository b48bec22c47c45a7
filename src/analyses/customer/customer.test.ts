import { expect, test } from 'vitest'
import { openCompany, type OpenCompany } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import { withRun } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis as customer } from './analysis'
import type { CustomerResult } from './result'

const environmentOf = (opened: Pick<OpenCompany, 'engine' | 'company'>) => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Pick<OpenCompany, 'engine' | 'company'>, id: string) {
  return withRun(environmentOf(opened), customer, { id }, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as CustomerResult, tables: await run.tables() }
  })
}

const PEOPLE = [
  { customer_id: 'K-1', name: 'Zoë Müller', email: 'zoe@example.org', plan: 'gold', employees: 10 },
  { customer_id: 'K-2', name: 'Anna Schmidt', email: 'anna@example.org', plan: 'gold', employees: 12 },
  { customer_id: 'K-3', name: 'Hans Meier', email: 'hm@example.org', plan: 'free', employees: 90 },
  { customer_id: 'K-4', name: 'Jo O’Neill', email: 'jo@example.org', plan: 'gold', employees: 11 },
]
const ORDERS = [
  ...['2024-01-01', '2024-01-11', '2024-01-21', '2024-01-31', '2024-02-10', '2024-02-24'].map((at, index) => ({
    order_id: `A${index}`,
    customer_id: 'K-1',
    ordered_at: at,
    revenue: 100 + index,
  })),
  { order_id: 'B1', customer_id: 'K-2', ordered_at: '2024-02-01', revenue: 20 },
  { order_id: 'B2', customer_id: 'K-2', ordered_at: '2024-04-30', revenue: 20 },
  { order_id: 'C1', customer_id: 'K-3', ordered_at: '2024-02-01', revenue: 900 },
  { order_id: 'C2', customer_id: 'K-3', ordered_at: '2024-02-03', revenue: -100 },
]
const TICKETS = [{ ticket_id: 'T9', customer_id: 'K-1', opened_at: '2024-02-20', closed_at: '2024-02-22', category: 'Delivery' }]
const everything = () => openCompany({ customers: PEOPLE, orders: ORDERS, tickets: TICKETS })

test.each([
  ['K-1', 'K-1'],
  ['k-1', 'K-1'],
  ['zoe muller', 'K-1'],
  ['Zoe Mueler', 'K-1'],
  ['Schmitd', 'K-2'],
  ['hm@example.org', 'K-3'],
  ['oneill', 'K-4'],
  ['', 'K-3'],
])('%j finds %s, as it is written or misspelt', async (typed, id) => {
  const { result } = await look(await everything(), typed)
  expect(result.customer?.id).toBe(id)
})

test('of what is like nobody nothing is said', async () => {
  const { result, findings, action, tables } = await look(await everything(), 'qqqqqq')
  expect([result.customer, findings, action, tables]).toEqual([null, [], null, { timeline: [] }])
})

test('the time line holds every row of every table that names the customer, and what they ordered adds up', async () => {
  const { tables } = await look(await everything(), 'K-1')
  expect(tables.timeline!.map(({ table }) => table)).toEqual([...Array<string>(5).fill('orders'), 'tickets', 'tickets', 'orders'])
  const spent = tables.timeline!.filter(({ table }) => table === 'orders').reduce((sum, { amount }) => sum + Number(amount), 0)
  expect(spent).toBe(615)
  expect(tables.timeline![5]).toEqual({ happened_at: '2024-02-20T00:00:00', table: 'tickets', what: 'T9, Delivery, opened', amount: null })
  const back = await look(await everything(), 'K-3')
  expect(back.tables.timeline!.map(({ table, amount }) => [table, amount])).toEqual([
    ['orders', 900],
    ['returns', -100],
  ])
})

test('gaps of 10, 10, 10, 10 and 14 days and 67 days of silence: stopped, by their own pace', async () => {
  const { result, findings, action } = await look(await everything(), 'K-1')
  expect(result.silentDays).toBe(67)
  expect(findings[0]!.claim).toBe('Ordered every 10 days, then stopped.')
  expect(action!.text).toMatch(/^Ask what happened\./)
  expect(findings.map(({ leads }) => leads)).toEqual(findings.map(() => false))
})

test('most alike by Gower: the mean of |a − b| ÷ range and of unequal words, worked out by hand', async () => {
  const { result } = await look(await openCompany({ customers: PEOPLE.map(({ name: _, email: _email, ...row }) => row) }), 'K-1')
  expect(result.similar.map(({ id, distance }) => [id, Math.round(distance * 1e6) / 1e6])).toEqual([
    ['K-4', 0.00625],
    ['K-2', 0.0125],
    ['K-3', 1],
  ])
})

test('neighbours by revenue lead from one to the next', async () => {
  const opened = await everything()
  const first = await look(opened, '')
  expect(first.result.place).toMatchObject({ place: 1, before: null, after: 'K-1', customers: 4 })
  const next = await look(opened, 'K-1')
  expect(next.result.place).toMatchObject({ place: 2, before: 'K-3', after: 'K-2' })
  const { settings, action } = next
  const { total, rows } = await selectCustomers(environmentOf(opened), { analysis: 'customer', settings, who: action!.who! }, 0, 2)
  expect([total, rows[0]!.customer_id]).toEqual([1, 'K-1'])
})

test.skipIf(!hasRetail)('Online Retail, customer 16745: the figures of the drawing', async () => {
  const opened = await openRetail('ignore')
  const { result, findings } = await look(opened, '16745')
  expect([result.days.length, result.silentDays, result.place!.place]).toEqual([17, 87, 159])
  expect(findings.map(({ claim }) => claim)).toEqual([
    'Ordered every 12.5 days, then stopped.',
    'Brought £7,194 in 17 orders.',
    'Most who were silent for as long came back soon.',
  ])
  expect(findings[0]!.evidence).toContain('In 16 gaps between orders the median was 12.5 days and the longest 28 days')
  // Of the drawing's 337 silences of customers with seven orders; here they have seven order days. 60 % of its ended, too.
  expect(result.silences!.ended / result.silences!.silences).toBeCloseTo(0.6, 1)
})

test('silences as long are those that a plain count over order days finds, of 60 customers made by chance', async () => {
  const next = random(4)
  const days = new Map<string, number[]>(
    Array.from({ length: 60 }, (_, index) => {
      const own = new Set(Array.from({ length: 3 + Math.floor(next() * 12) }, () => Math.floor(next() * 300)))
      return [`c${index}`, [...own].toSorted((a, b) => a - b)]
    }),
  )
  const iso = (day: number) => new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  const orders = [...days].flatMap(([customer_id, own]) => own.map((day) => ({ customer_id, ordered_at: iso(day), revenue: 10 })))
  const opened = await openCompany({ orders })
  const asOf = Math.max(...[...days.values()].flat()) + 1
  for (const id of ['c3', 'c17', 'c40']) {
    const { result } = await look(opened, id)
    const own = days.get(id)!
    const silent = asOf - own.at(-1)!
    const known = [...days]
      .filter(([other, list]) => other !== id && list.length >= Math.min(7, own.length))
      .flatMap(([, list]) => list.map((day, at) => ({ gap: list[at + 1] === undefined ? null : list[at + 1]! - day, until: asOf - day })))
      .filter(({ gap, until }) => (gap ?? until) > silent && (gap !== null || until >= silent + 30))
    expect(result.silences).toMatchObject({
      silences: known.length,
      ended: known.filter(({ gap }) => gap !== null && gap <= silent + 30).length,
    })
  }
})
