import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../test/support/open-database'
import { hasRealFile, readRealFile } from '../../../../test/support/real-file'
import { query } from '../../../engine/database'
import { buildCompany } from '../../company/build'
import { suggestMapping } from '../suggest'

/** A file of the reports, read, mapped as suggested, and counted. */
async function counted(path: string) {
  const engine = await openDatabase()
  const table = await readRealFile(engine, path)
  const { mapping, doubts } = await suggestMapping(engine, [table], 'net')
  const company = await buildCompany(engine, mapping, [table])
  const text = `select count(*) filter (is_purchase) as orders, count(*) filter (is_return) as returns, coalesce(sum(revenue), 0) as revenue from company.orders`
  const [row] = await engine.rows(query('orders counted', text, { orders: 'number', returns: 'number', revenue: 'number' }))
  return { ...row!, customers: company.customers, doubts, accounting: company.accounting }
}

/** Net revenue and customers as each report expects them, without a question. */
const NUMBERS: Readonly<Record<string, { readonly revenue: number; readonly customers: number; readonly returns?: number }>> = {
  '01-refund-rows-positive.csv': { revenue: 695, customers: 6, returns: 3 },
  '03-order-total-repeated.csv': { revenue: 917, customers: 5 },
  '06-soll-haben.csv': { revenue: 2647, customers: 6 },
  '08b-total-as-customer.csv': { revenue: 1190, customers: 6 },
  '26b-status-german.csv': { revenue: 1652, customers: 7 },
  '38-stripe-refunded-column.csv': { revenue: 1722, customers: 6 },
  '44-discount-percent.csv': { revenue: 1282.6, customers: 6 },
  '45-order-versions.csv': { revenue: 1230, customers: 6 },
}

describe('reports about money', () => {
  for (const [file, expected] of Object.entries(NUMBERS)) {
    const path = `reports/${file}`
    test.skipIf(!hasRealFile(path))(file, async () => {
      const { doubts, revenue, customers, returns } = await counted(path)
      expect(doubts).toEqual([])
      expect({ revenue, customers }).toEqual({ revenue: expected.revenue, customers: expected.customers })
      expect(returns).toBe(expected.returns ?? returns)
    })
  }

  const statuses = 'reports/26-statuses.csv'
  test.skipIf(!hasRealFile(statuses))('26-statuses.csv: completed and processing count, and every state is shown', async () => {
    const { revenue, orders, doubts } = await counted(statuses)
    expect({ revenue, orders }).toEqual({ revenue: 1084, orders: 16 })
    expect(doubts).toHaveLength(1)
    expect(doubts[0]!.states!.filter(({ reading }) => reading === 'sale').map(({ value, rows, money }) => [value, rows, money])).toEqual([
      ['completed', 12, 816],
      ['processing', 4, 268],
    ])
    expect(doubts[0]!.states).toHaveLength(8)
  })

  const currencies = 'reports/04-three-currencies.csv'
  test.skipIf(!hasRealFile(currencies))('04-three-currencies.csv: asked, each with its total, and never added up', async () => {
    const { revenue, doubts, accounting, customers } = await counted(currencies)
    expect({ revenue, customers }).toEqual({ revenue: 404, customers: 7 })
    expect(doubts[0]!.choices.map(({ currency, effect }) => [currency, effect])).toEqual([
      ['EUR', { rows: 8, money: 404 }],
      ['JPY', { rows: 8, money: 106_000 }],
      ['USD', { rows: 8, money: 412 }],
    ])
    expect(accounting).toContainEqual({ label: 'Not in EUR', rows: -16, kind: 'left out' })
  })

  const shopify = 'reports/02-shopify-lines.csv'
  test.skipIf(!hasRealFile(shopify))('02-shopify-lines.csv: the refunded order is left out with all its lines', async () => {
    const { revenue, orders, doubts, accounting } = await counted(shopify)
    expect(revenue).toBeCloseTo(1439.5)
    expect(orders).toBe(15)
    expect(accounting).toContainEqual({ label: 'Cancelled', rows: -2, kind: 'left out' })
    expect(doubts.map(({ question }) => question)).toEqual(['Which column holds the amount?'])
  })

  const signs = 'reports/05-currency-signs-mixed.csv'
  test.skipIf(!hasRealFile(signs))('05-currency-signs-mixed.csv: asked, each sign with its total, and never a silent 0', async () => {
    const { revenue, doubts } = await counted(signs)
    expect(doubts.flatMap(({ choices }) => choices.map(({ currency }) => currency)).toSorted()).toEqual(['EUR', 'GBP', 'USD'])
    expect(revenue).toBeGreaterThan(0)
  })

  const free = 'reports/58-free-in-amounts.csv'
  test.skipIf(!hasRealFile(free))(
    '58-free-in-amounts.csv: the revenue of the 38 priced orders, and what FREE is worth is asked',
    async () => {
      const { revenue, doubts } = await counted(free)
      const priced = doubts[0]!.choices.map(({ effect }) => effect)
      expect(priced).toEqual([
        { rows: 40, money: revenue },
        { rows: 38, money: revenue },
      ])
    },
  )
})
