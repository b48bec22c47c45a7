import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { withDerived } from '../../derived/session'
import { openRun } from '../../model/runtime/session'
import { percent } from '../../shared/format'
import { sets } from './queries'
import { losing } from './losses'
import { computeOverview } from './result'

const line = (index: number, discount: number, margin: number) => ({
  order_id: `o${index}`,
  customer_id: `c${index % 4}`,
  ordered_at: `2024-03-${String(1 + (index % 28)).padStart(2, '0')}`,
  product: `P${index % 3}`,
  revenue: 100,
  discount,
  margin,
})

test('lines discounted over a fifth that lose money are told, with the customers who bought them', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => (index % 4 === 1 ? line(index, 0.4, -30) : line(index, index % 2 ? 0.1 : 0.2, 25)))
  const { engine, company } = await openCompany({ order_lines: rows })
  const session = withDerived(await openRun(engine, company, {}), company, {})
  try {
    const result = await computeOverview(session, { by: '' } as never, { company } as never)
    const found = losing(result.margins, 'EUR')!
    expect(found.claim).toBe(`Lines discounted over ${percent(0.2, 0)} lose €150.`)
    expect(found.evidence).toBe('5 of 20 lines, sold to 1 customer for €500. The other lines earn €375.')
    expect(found.who).toMatchObject({ set: 'losing', count: 1 })
    expect(await session.rows(sets.losing, { from_share: 0.2 })).toEqual([{ customer_id: 'c1' }])
  } finally {
    await session.close()
  }
})

test('a cost gives a margin, and discounts that earn say nothing', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => {
    const { margin, ...rest } = line(index, index % 2 ? 0.3 : 0, 0)
    return { ...rest, cost: 60 + margin }
  })
  const { engine, company } = await openCompany({ order_lines: rows })
  const session = withDerived(await openRun(engine, company, {}), company, {})
  try {
    const { margins } = await computeOverview(session, { by: '' } as never, { company } as never)
    expect(margins).toMatchObject({ lines: 6, margin: 240, all_margin: 480 })
    expect(losing(margins, null)).toBeNull()
  } finally {
    await session.close()
  }
})
