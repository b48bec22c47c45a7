import type { Month } from './result'

/** Revenue of two complete months, split into how many bought and how much each brought. */
export interface Growth {
  readonly from: Month
  readonly to: Month
  /** Of revenue, customers, and revenue for each: 0.8 is 80 % more. */
  readonly revenue: number
  readonly customers: number
  readonly each: number
  /** Share of the change, on the log scale, that lies in the number of customers. */
  readonly byCustomers: number
}

/**
 * The last complete month against the same month a year before; against three months before where there is less than a year.
 * ln(revenue) = ln(customers) + ln(revenue for each), so the two parts of the change add up.
 */
export function growth(months: readonly Month[]): Growth | null {
  const complete = months.filter((month) => month.is_complete && (month.customers ?? 0) > 0 && (month.revenue ?? 0) > 0)
  const to = complete.at(-1)
  const from = complete.length > 12 ? complete.at(-13) : complete.length > 3 ? complete.at(-4) : complete[0]
  if (!to || !from || from === to) return null
  const revenue = Math.log(to.revenue! / from.revenue!)
  const customers = Math.log(to.customers! / from.customers!)
  return {
    from,
    to,
    revenue: Math.expm1(revenue),
    customers: Math.expm1(customers),
    each: Math.expm1(revenue - customers),
    byCustomers: revenue === 0 ? 0 : customers / revenue,
  }
}
