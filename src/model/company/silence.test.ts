import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'

const order = (customer_id: string, ordered_at: string) => ({ customer_id, ordered_at, revenue: 1 })

/** Gaps of 10, 20 and 30 days. */
const ORDERS: InlineRows = [
  order('a', '2024-01-01'),
  order('a', '2024-01-11'),
  order('b', '2024-01-01'),
  order('b', '2024-01-21'),
  order('c', '2024-01-01'),
  order('c', '2024-01-31'),
  order('once', '2024-01-05'),
]

test('too few to tell what silence means leaving: the 90th percentile of customers’ median gaps is a long silence, and no leaving', async () => {
  const { company } = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01' })
  expect(company.silence).toMatchObject({ days: 28, isGiven: false, meansLeaving: false, comeBack: null, returned: 3 })
})

test('never longer than half of the time observed', async () => {
  const { company } = await openCompany({ orders: ORDERS }, { asOf: '2024-02-10' })
  expect(company.silence!.days).toBe(20)
})

test('the mapping’s own number goes before, and means leaving unless the data speak against it; nonsense in it does not', async () => {
  const given = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01', silentAfter: 45 })
  expect(given.company.silence).toMatchObject({ days: 45, isGiven: true, meansLeaving: true, returned: 3 })
  const nonsense = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01', silentAfter: -3 })
  expect(nonsense.company.silence!.isGiven).toBe(false)
})

test('nobody ordered on two days: no silence is told, but one can be set', async () => {
  const orders = [order('a', '2024-01-01'), order('b', '2024-01-02')]
  expect((await openCompany({ orders })).company.silence).toBeNull()
  expect((await openCompany({ orders }, { silentAfter: 30 })).company.silence).toMatchObject({ days: 30, isGiven: true, returned: 0 })
  expect((await openCompany({ customers: [{ customer_id: 'a' }] })).company.silence).toBeNull()
})

const day = (at: number) => new Date(Date.UTC(2024, 0, 1) + at * 86_400_000).toISOString().slice(0, 10)

/** Everybody orders every ten days; of those who pause after the fourth order, some are back after 40 more. */
function pausing(stop: number, back: number): InlineRows {
  return Array.from({ length: 60 }, (_, index) => {
    const until = index < stop + back ? 30 : 300
    const regular = Array.from({ length: until / 10 + 1 }, (_unused, place) => order(`c${index}`, day(10 * place)))
    return index >= stop && index < stop + back ? [...regular, order(`c${index}`, day(70))] : regular
  }).flat()
}

test('the shortest silence after which at most one in five come back, the open ones counted (survival of gaps)', async () => {
  // After 10 days thirty are silent, of whom five are back after 40: one in six.
  const few = await openCompany({ orders: pausing(25, 5) })
  expect(few.company.silence).toMatchObject({ days: 10, isGiven: false, meansLeaving: true })
  expect(few.company.silence!.comeBack).toBeLessThanOrEqual(0.2)
  // Ten of thirty come back: not before their 40 days are over is a silence leaving.
  const many = await openCompany({ orders: pausing(20, 10) })
  expect(many.company.silence).toMatchObject({ days: 40, isGiven: false, meansLeaving: true, comeBack: 0 })
})

test('where more than one in five come back after half the time seen, no silence means leaving, and a set one neither', async () => {
  const orders = Array.from({ length: 60 }, (_, index) => [
    order(`c${index}`, day(0)),
    ...(index < 30 ? [order(`c${index}`, day(150 + index))] : []),
  ]).flat()
  const { company } = await openCompany({ orders: [...orders, order('last', day(299))] })
  expect(company.silence).toMatchObject({ isGiven: false, meansLeaving: false })
  const given = await openCompany({ orders: [...orders, order('last', day(299))] }, { silentAfter: 100 })
  expect(given.company.silence).toMatchObject({ days: 100, isGiven: true, meansLeaving: false })
  expect(given.company.silence!.comeBack).toBeCloseTo(0.5, 2)
})

test('orders after an as-of date in the past end no silence', async () => {
  const { company } = await openCompany({ orders: ORDERS }, { asOf: '2024-01-20', silentAfter: 5 })
  expect(company.silence!.lengths).toEqual([
    { days: 9, ended: 0, still: 1 },
    { days: 10, ended: 1, still: 0 },
    { days: 15, ended: 0, still: 1 },
    { days: 19, ended: 0, still: 2 },
  ])
})
