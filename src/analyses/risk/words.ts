import { count, date, days, decimal, interval } from '../../shared/format'
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

/** "752 of 2,361 are expected to leave (no order within 164 days)". */
export function expected(design: Design, leavers: number, people: number): string {
  const some = `${count(Math.round(leavers))} of ${count(people)}`
  return design.source === 'flag' ? `as many as ${some} are like those who left` : `${some} are expected to leave (${leaving(design)})`
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
