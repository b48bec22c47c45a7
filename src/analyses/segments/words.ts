import { count, money, percent, percentInterval, plural } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import { FEW } from '../wording/certainty'
import type { SegmentRow, SegmentsResult } from './result'
import { QUIET, type Segment } from '../rfm/scoring'

/** What to do about the customers of each segment, in one sentence. */
export const ADVICE: Readonly<Record<Segment, string>> = {
  Champions: 'Thank them and ask for a referral; they need no discount.',
  Loyal: 'Show them first what is new and what goes with what they buy.',
  'Potential loyalist': 'Give a reason for the next order while the last one is fresh.',
  New: 'See that the first order went well: only a second one makes a customer.',
  Promising: 'Remind them of what they bought and name a reason to come back.',
  'Need attention': 'Write now: half-way on both counts, they can go either way.',
  'About to sleep': 'One reminder; leave it there if it stays unanswered.',
  'At risk': 'Write in person, the largest first, and ask what has changed.',
  "Can't lose": 'Call or write to each: hardly anyone ordered more often.',
  Hibernating: 'Keep them out of costly campaigns; a cheap reminder at most.',
}

/** Names of segments are keys of exports; in sentences they have a proper apostrophe. */
export function shown(segment: string): string {
  return segment.replace("'", '’')
}

export function membersOf(result: SegmentsResult, segments: readonly Segment[], customers: number): CustomerSet {
  return { set: 'members', values: { ...result.scoring, segments }, name: segments.map(shown).join(' and '), count: customers }
}

/** At risk or too good to lose, late by their own pace, and not gone. */
export function reachableOf({ scoring, reachable: { customers, goneAfter } }: SegmentsResult): CustomerSet {
  return {
    set: 'reachable',
    values: { ...scoring, segments: QUIET, gone_after: goneAfter },
    name: 'Good customers who are late',
    count: customers,
  }
}

/** "604 customers (13.9 %) brought 48.3 % of revenue (41.4 to 54.7)." Of a base under thirty, counts and money only. */
export function sizeSentence(row: SegmentRow, result: SegmentsResult, currency: string | null): string {
  const who = plural(row.customers, 'customer')
  if (result.customers < FEW || row.shareOfRevenue === null)
    return `${who} of ${count(result.customers)} brought ${money(row.revenue, currency)}.`
  const interval = row.revenueInterval ? ` (${percentInterval(row.revenueInterval.low, row.revenueInterval.high)})` : ''
  return `${who} (${percent(row.shareOfCustomers)}) brought ${percent(row.shareOfRevenue)} of revenue${interval}.`
}
