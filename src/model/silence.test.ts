import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../test/support/open-company'

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

test('without a number set: the 90th percentile of customers’ median gaps, 28 of 10, 20 and 30', async () => {
  const { company } = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01' })
  expect(company.silence).toEqual({ days: 28, isGiven: false, returned: 3 })
})

test('never longer than half of the time observed, or nobody could be seen leaving', async () => {
  const { company } = await openCompany({ orders: ORDERS }, { asOf: '2024-02-10' })
  expect(company.silence!.days).toBe(20)
})

test('the mapping’s own number goes before; nonsense in it does not', async () => {
  const given = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01', silentAfter: 45 })
  expect(given.company.silence).toEqual({ days: 45, isGiven: true, returned: 3 })
  const nonsense = await openCompany({ orders: ORDERS }, { asOf: '2024-06-01', silentAfter: -3 })
  expect(nonsense.company.silence!.isGiven).toBe(false)
})

test('nobody ordered on two days: no silence is told, but one can be set', async () => {
  const orders = [order('a', '2024-01-01'), order('b', '2024-01-02')]
  expect((await openCompany({ orders })).company.silence).toBeNull()
  expect((await openCompany({ orders }, { silentAfter: 30 })).company.silence).toEqual({ days: 30, isGiven: true, returned: 0 })
  expect((await openCompany({ customers: [{ customer_id: 'a' }] })).company.silence).toBeNull()
})
