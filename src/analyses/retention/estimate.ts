import { ratioInterval } from '../../stats/ratio'
import { wilson, type Interval } from '../../stats/wilson'

/** What a cell, or a sum of cells, holds as SQL returns it. */
export interface Sums {
  readonly size: number | null
  readonly retained: number | null
  readonly revenue: number | null
  readonly revenue_squares: number | null
  readonly revenue_products: number | null
  readonly first_revenue: number | null
  readonly first_squares: number | null
}

export interface Estimate {
  readonly size: number
  readonly retained: number
  readonly revenue: number
  /** Of the customers, or of the first period's revenue; null where that is not positive. */
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Counting {
  readonly of: string
  readonly mode: string
}

/** Share and 95 % interval: Wilson's for customers, the ratio estimator's for revenue. */
export function estimate(sums: Sums, { of, mode }: Counting): Estimate {
  const size = sums.size ?? 0
  const retained = sums.retained ?? 0
  const revenue = sums.revenue ?? 0
  const first = sums.first_revenue ?? 0
  if (of === 'customers') {
    const { low, high } = wilson(retained, size)
    return { size, retained, revenue, share: size > 0 ? retained / size : null, low, high }
  }
  const share = first > 0 ? revenue / first : null
  const interval: Interval | null =
    share === null || mode === 'unbounded'
      ? // Revenue from a period on is a running sum: the squares of its parts do not make its variance.
        null
      : ratioInterval({
          n: size,
          y: revenue,
          x: first,
          ySquares: sums.revenue_squares ?? 0,
          xySum: sums.revenue_products ?? 0,
          xSquares: sums.first_squares ?? 0,
        })
  return { size, retained, revenue, share, low: interval?.low ?? null, high: interval?.high ?? null }
}

/** What several cells hold together: customers are apart, so everything adds up. */
export function addSums(parts: readonly Sums[]): Sums {
  const total = (of: (sums: Sums) => number | null) => parts.reduce((sum, part) => sum + (of(part) ?? 0), 0)
  return {
    size: total(({ size }) => size),
    retained: total(({ retained }) => retained),
    revenue: total(({ revenue }) => revenue),
    revenue_squares: total(({ revenue_squares }) => revenue_squares),
    revenue_products: total(({ revenue_products }) => revenue_products),
    first_revenue: total(({ first_revenue }) => first_revenue),
    first_squares: total(({ first_squares }) => first_squares),
  }
}
