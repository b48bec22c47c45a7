import { date, days, interval, decimal } from '../../shared/format'
import type { LeavingSource } from '../leaving-features'
import type { Design } from './design'

/** What leaving is: "no order in 90 days". */
export function leaving({ source, horizon }: Pick<Design, 'source' | 'horizon'>): string {
  const within = days(horizon)
  const words: Record<LeavingSource, string> = {
    orders: `no order within ${within}`,
    subscriptions: `no subscription after ${within}`,
    dates: `a date of leaving within ${within}`,
    flag: 'marked as having left',
  }
  return words[source]
}

/** How the model was tested, one sentence. */
export function tested({ cuts, gap, horizon }: Design): string {
  if (!cuts)
    return 'The files have no dates of leaving, so the customers were divided into five parts at random, each foreseen by a model that had not seen it.'
  return `Made from what was known on ${date(cuts.train)}, tested on what was known on ${date(cuts.test)} and happened in the ${days(horizon)} after a gap of ${days(gap)}.`
}

/** An area or score: three decimals. */
export function area(value: number): string {
  return decimal(value, 3)
}

export function areas({ low, high }: { readonly low: number; readonly high: number }): string {
  return interval(low, high, area)
}
