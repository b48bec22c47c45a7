import { count, date, days, decimal, interval, money } from '../../shared/format'
import type { ChurnSource } from '../churn-features/features'
import type { Missing } from './buying-model'
import type { Design } from './design'
import type { SaveList } from './scoring'

/** What leaving is: "no order in 90 days". */
export function leaving({ source, horizon }: Pick<Design, 'source' | 'horizon'>): string {
  const within = days(horizon)
  const words: Record<ChurnSource, string> = {
    orders: `no order within ${within}`,
    subscriptions: `no subscription after ${within}`,
    dates: `a date of leaving within ${within}`,
    flag: 'marked as having left',
  }
  return words[source]
}

/** Whether what is foreseen is leaving: a silence may be none. */
export function gone({ source, meansLeaving }: Pick<Design, 'source' | 'meansLeaving'>): boolean {
  return source !== 'orders' || meansLeaving
}

/** "752 of 2,361 are expected to leave (no order within 164 days)". */
export function expected(design: Design, leavers: number, people: number): string {
  const some = `${count(Math.round(leavers))} of ${count(people)}`
  return design.source === 'flag'
    ? `as many as ${some} are like those who left`
    : `${some} are expected to ${gone(design) ? 'leave' : 'fall silent'} (${leaving(design)})`
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

/** "£4,200 (2,900 to 6,100) is expected to be lost with them in the next 90 days". */
export function lossOf(list: SaveList, { source, horizon }: Pick<Design, 'source' | 'horizon'>, currency: string | null): string {
  const loss = list.customers.reduce((sum, one) => sum + (one.loss ?? 0), 0)
  const { low, high } = list.lossInterval ?? { low: loss, high: loss }
  const sum = `${money(loss, currency)}${list.lossInterval ? ` (95\u202f% interval ${interval(Math.round(low), Math.round(high), count)})` : ''}`
  if (source === 'orders')
    return `${sum} is expected to be lost with them in the next ${days(list.days)}, what they would order if nobody left less what they are expected to order`
  if (source === 'flag') return `Of what they pay in a year ${sum} would go`
  return `${sum} of what they pay in the next ${days(list.days)} is expected to be lost by leaving in the first ${days(horizon)} of them`
}

/** Why no loss is told. */
export function missing(why: Missing): string {
  const words: Record<Missing, string> = {
    amounts: 'No amounts are known',
    fit: 'No model of buying with and without leaving could be fitted to these orders',
    'nobody leaves': 'In these orders hardly anybody is seen to stop, so what leaving costs cannot be told',
    test: 'A model of buying did not foretell how many orders came in the time of the test, so what leaving costs cannot be told',
  }
  return words[why]
}
