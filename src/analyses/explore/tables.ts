import type { Database } from '../../engine/database'
import type { Tables } from '../contract/definition'
import { heldOf } from './compare'
import { countsOf, jointColumn } from './crossfilter'
import { chosen } from './queries'
import type { ExploreResult } from './result'
import { chosenBy } from './variables'
import { binWords } from './words'

export async function tables(database: Database, result: ExploreResult, currency: string | null): Promise<Tables> {
  const { customers, views, brushes, dimensions, revenue } = result
  const members = await database.rows(chosen, chosenBy(brushes, dimensions))
  return {
    views: viewRows(result, currency),
    pivot: pivotRows(result, currency),
    customers: members.map(({ customer_id }) => ({ customer_id })),
    totals: [
      {
        customers,
        views: views.length,
        brushes: brushes.length,
        customers_chosen: result.comparison.chosen,
        revenue: revenue ? revenue.reduce((sum, own) => sum + own, 0) : null,
        revenue_chosen: result.comparison.revenue,
        revenue_share: result.comparison.revenueShare?.value ?? null,
        revenue_share_low: result.comparison.revenueShare?.low ?? null,
        revenue_share_high: result.comparison.revenueShare?.high ?? null,
      },
    ],
  }
}

function viewRows({ customers, views, shown, brushes, revenue }: ExploreResult, currency: string | null): Tables[string] {
  const held = brushes.map((brush) => heldOf(brush, views))
  return views.slice(0, shown).flatMap((view) => {
    const counters = [null, ...(revenue ? [revenue] : [])].map((weights) => ({ column: view.column, own: -1, weights }))
    const [all, brought] = countsOf(customers, [], counters)
    const [inside, insideBrought] = countsOf(customers, held, counters)
    return view.bins.map((bin, at) => ({
      view: view.dimension.id,
      value: binWords(view, bin, currency),
      from: bin.from,
      to: bin.to,
      customers: all![at]!,
      customers_chosen: inside![at]!,
      revenue: brought?.[at] ?? null,
      revenue_chosen: insideBrought?.[at] ?? null,
    }))
  })
}

function pivotRows({ customers, views, brushes, pivot, revenue, orders }: ExploreResult, currency: string | null): Tables[string] {
  if (!pivot) return []
  const [down, across] = [views[pivot.down]!, views[pivot.across]!]
  const column = jointColumn(down.column, across.column, customers)
  const held = brushes.map((brush) => heldOf(brush, views))
  const counters = [null, revenue, orders].map((weights) => ({ column, own: -1, weights }))
  const [counted, brought, ordered] = countsOf(customers, held, counters)
  return down.bins.flatMap((row, at) =>
    across.bins.map((bin, place) => {
      const cell = at * across.bins.length + place
      return {
        row: binWords(down, row, currency),
        column: binWords(across, bin, currency),
        customers: counted![cell]!,
        revenue: revenue ? brought![cell]! : null,
        orders: orders ? ordered![cell]! : null,
      }
    }),
  )
}
