import type { Tables } from '../contract/definition'
import type { OverviewResult } from './result'

export function tables(result: OverviewResult): Tables {
  const { totals, base, concentration } = result
  return {
    totals: [
      {
        customers: totals ? totals.customers : base.customers,
        customers_without_purchase: totals?.customers_without_purchase ?? null,
        orders: totals?.orders ?? null,
        returns: totals?.returns ?? null,
        revenue_gross: totals?.revenue_gross ?? null,
        revenue_net: totals?.revenue_net ?? null,
        first_order_at: totals?.first_order_at ?? null,
        last_order_at: totals?.last_order_at ?? null,
        rows_without_customer: totals?.rows_without_customer ?? null,
        orders_without_customer: totals?.orders_without_customer ?? null,
        revenue_without_customer: totals?.revenue_without_customer ?? null,
        repeat_customers: totals?.repeat_customers ?? null,
        customers_with_returns: totals?.customers_with_returns ?? null,
        share_of_top_tenth: concentration?.share ?? null,
        share_of_top_tenth_low: concentration?.interval?.low ?? null,
        share_of_top_tenth_high: concentration?.interval?.high ?? null,
        churned: base.with_outcome ? base.churned : null,
      },
    ],
    months: result.months.map(({ revenue_squares: _squares, ...month }) => month),
    top: result.tops.flatMap(({ kind, rows }) =>
      rows.map(({ name, names, customers, orders, revenue, share }) => ({
        kind,
        name: name ?? 'Other',
        is_rest: name === null,
        names,
        customers,
        orders,
        revenue,
        share,
      })),
    ),
    ...(result.groups.length > 0 ? { groups: result.groups } : {}),
    ...(totals ? {} : { activity: result.activity }),
  }
}
