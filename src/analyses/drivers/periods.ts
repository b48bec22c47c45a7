import type { ChurnSource } from '../churn-features/features'

/** Days from the first of the data: from the one on, up to the other. */
export interface Period {
  readonly from: number
  readonly to: number
}

export const QUARTER = 90
const SHORTEST = 5
const [FEWEST, MOST] = [3, 12]

/**
 * Periods side by side over the time in which leaving can be seen: none in the silence before the as-of date, whose leavers are not known
 * yet. As long as silence means leaving (a quarter for contracts) or as asked for; longer where there would be too many.
 */
export function periodsOf(source: ChurnSource, observed: number, silence: number | null, wished: number): readonly Period[] {
  const usual = source === 'orders' ? (silence ?? QUARTER) : QUARTER
  const closed = source === 'orders' ? observed - usual : observed
  const fitting = Math.floor(closed / (wished > 0 ? wished : usual))
  const count = Math.min(MOST, wished > 0 ? fitting : Math.max(FEWEST, fitting))
  const step = wished > 0 ? wished : closed / count
  if (count < 1 || step < SHORTEST) return []
  return Array.from({ length: count }, (_, index) => ({
    from: Math.round(closed - step * (count - index)),
    to: Math.round(closed - step * (count - index - 1)),
  }))
}
