import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { mainJoins } from './joins'

const days = (at: number) => `2024-01-${10 + (at % 15)}`
const orders = Array.from({ length: 200 }, (_, at) => ({
  customer_id: at % 17 === 0 ? null : `c${at % 41}`,
  ordered_at: days(at),
  revenue: 1 + at,
}))
const customers = Array.from({ length: 30 }, (_, at) => ({ customer_id: `c${at}`, country: 'RO' }))
const tickets = Array.from({ length: 25 }, (_, at) => ({
  customer_id: at % 5 === 0 ? 'nobody' : ` c${at} `,
  opened_at: days(at),
  priority: 'low',
}))

test('shares of ids and rows equal a count by hand, for every pair of tables', async () => {
  const inline = { orders, customers, tickets }
  const { company } = await openCompany(inline)
  const idsOf = (rows: readonly { customer_id: string | null }[]) => rows.flatMap(({ customer_id }) => customer_id?.trim() ?? [])
  const lists = Object.values(inline).map(idsOf)
  const expected = lists.flatMap((own, at) =>
    lists.flatMap((other, place) => {
      if (place === at) return []
      const there = new Set(other)
      const distinct = [...new Set(own)]
      return {
        table: `t${at + 1}`,
        other: `t${place + 1}`,
        ids: distinct.length,
        matched: distinct.filter((id) => there.has(id)).length,
        rows: own.length,
        rowsMatched: own.filter((id) => there.has(id)).length,
      }
    }),
  )
  expect(company.joins).toEqual(expected)
  expect(mainJoins(company.joins, ['t2']).map(({ table, other }) => [table, other])).toEqual([
    ['t1', 't2'],
    ['t3', 't2'],
  ])
  expect(mainJoins(company.joins, []).map(({ other }) => other)).toEqual(['t1', 't1'])
})

test('one table alone has nothing to share', async () => {
  expect((await openCompany({ orders })).company.joins).toEqual([])
})

test('tables without a single id in common, and without any id, share nothing and fail nothing', async () => {
  const { company } = await openCompany({
    orders: orders.slice(1, 9),
    tickets: [{ customer_id: null, opened_at: '2024-01-01', priority: 'x' }],
  })
  expect(company.joins).toEqual([])
})
