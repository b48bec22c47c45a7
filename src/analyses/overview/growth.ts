import { Z95, type Interval } from '../../stats/wilson'
import type { Month } from './result'

/** ln of later ÷ earlier, with its 95 % interval on that scale. */
export interface Change extends Interval {
  readonly log: number
}

/** Revenue of two complete months, split into how many bought and how much each brought. */
export interface Growth {
  readonly from: Month
  readonly to: Month
  readonly revenue: Change
  readonly customers: Change
  readonly each: Change
}

/**
 * The last complete month against the same month a year before; against three months before where there is less than a year.
 * ln(revenue) = ln(customers) + ln(revenue for each), so the two parts of the change add up. Customers come as a Poisson number with
 * amounts of their own: var ln R = Σy² / R², var ln N = 1 / N, and the rest is the amounts'.
 */
export function growth(months: readonly Month[]): Growth | null {
  const complete = months.filter((month) => month.is_complete && (month.customers ?? 0) > 0 && (month.revenue ?? 0) > 0)
  const to = complete.at(-1)
  const from = complete.length > 12 ? complete.at(-13) : complete.length > 3 ? complete.at(-4) : complete[0]
  if (!to || !from || from === to) return null
  const revenue = Math.log(to.revenue! / from.revenue!)
  const customers = Math.log(to.customers! / from.customers!)
  const [whole, counts] = [spread(from) + spread(to), 1 / from.customers! + 1 / to.customers!]
  return {
    from,
    to,
    revenue: changeOf(revenue, whole),
    customers: changeOf(customers, counts),
    each: changeOf(revenue - customers, Math.max(0, whole - counts)),
  }
}

function spread({ revenue, revenue_squares }: Month): number {
  return (revenue_squares ?? 0) / revenue! ** 2
}

function changeOf(log: number, variance: number): Change {
  const half = Z95 * Math.sqrt(variance)
  return { log, low: log - half, high: log + half }
}
