import type { Tables } from '../contract/definition'
import type { ConcentrationResult, Top } from './result'

export function tables({ customers, revenue, top, largest, gini, halfFrom, deciles, years }: ConcentrationResult): Tables {
  return {
    deciles: deciles.map((row) => ({ ...row })),
    totals: [
      {
        customers,
        revenue,
        ...topColumns(top),
        share_of_largest: largest?.share ?? null,
        gini: gini?.value ?? null,
        gini_low: gini?.low ?? null,
        gini_high: gini?.high ?? null,
        half_from: halfFrom,
      },
    ],
    years: years.map((year) => ({
      year: year.year,
      customers: year.customers,
      revenue: year.revenue,
      ...topColumns(year.top),
      is_complete: year.isComplete,
    })),
  }
}

function topColumns(top: Top | null) {
  return {
    top_customers: top?.customers ?? null,
    top_share: top?.share ?? null,
    top_low: top?.interval?.low ?? null,
    top_high: top?.interval?.high ?? null,
  }
}
