import { describe, expect, test } from 'vitest'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { query } from '../../engine/database'

const totals = query(
  'totals',
  `select count(*) filter (where orders > 0) as customers, count(*) filter (where orders = 0) as without_purchase,
    sum(orders) as orders, sum(returns) as returns, sum(revenue) filter (where orders > 0) as revenue from customer_facts`,
  { customers: 'number', without_purchase: 'number', orders: 'number', returns: 'number', revenue: 'number' },
)

describe.skipIf(!hasRetail)('UCI Online Retail (Chen; reference.json online_retail)', () => {
  test('returns ignored: 397,884 lines, 4,338 customers, 18,532 orders, 8,911,407.90', async () => {
    const { engine, company } = await openRetail('ignore')
    const [row] = await engine.rows(totals)
    expect(row).toMatchObject({ customers: 4338, orders: 18532, without_purchase: 34, returns: 0 })
    expect(row!.revenue).toBeCloseTo(8911407.9, 2)
    expect(company.accounting).toEqual([
      { label: 'In the file', rows: 541909, kind: 'read' },
      { label: 'No customer number', rows: -135080, kind: 'left out' },
      { label: 'Cancellations', rows: -8905, kind: 'left out' },
      { label: 'Price of zero', rows: -40, kind: 'left out' },
      { label: 'Order lines used', rows: 397884, kind: 'used' },
    ])
  })
  test('returns net: the same customers and orders, and revenue is the sum over all their lines', async () => {
    const { engine, company } = await openRetail('net')
    const [row] = await engine.rows(totals)
    expect(row).toMatchObject({ customers: 4338, orders: 18532, without_purchase: 34 })
    const text = `
      select sum(c3 * c5) as revenue from t1
      where c6::varchar in (select customer_id from customer_facts where orders > 0)`
    const [lines] = await engine.rows(query('sum over all lines of customers with a purchase', text, { revenue: 'number' }))
    expect(row!.revenue).toBeCloseTo(lines!.revenue!, 2)
    expect(company.accounting.map(({ rows }) => rows)).toEqual([541909, -135080, 406829])
  })
})
