import { count, days, decimal, interval, money, percent, percentInterval, plural } from '../../shared/format'
import { isGroup } from '../../model/runtime/breakdown'
import { certainty, FEW, FIRST_INTERVAL } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { capital, fractionOf, inWords, numberWord } from '../wording/fractions'
import { largestDifference } from '../wording/largest-difference'
import type { Company } from '../../model/company/company'
import { presentSegments, valueRows } from './by-value'
import type { SegmentSettings } from './options'
import type { Median, SegmentRow, SegmentsResult } from './result'
import { isShort, QUIET, type Segment } from '../rfm/scoring'
import { membersOf, reachableOf } from './words'

export function findings(result: SegmentsResult, settings: SegmentSettings, { currency }: Pick<Company, 'currency'>): Finding[] {
  if (result.customers === 0) return []
  if (result.customers < FEW) return [fewCustomers(result, currency)]
  return [
    breakdown(result),
    champions(result, currency),
    quiet(result, currency),
    hibernating(result),
    tooFewValues(result, settings),
  ].filter((finding) => finding !== null)
}

/** Under `by`: the segment in which one value is furthest from the others. */
function breakdown(result: SegmentsResult): Finding | null {
  const rows = valueRows(result).filter(({ value }) => isGroup(value))
  const measures = presentSegments(rows).map((segment) =>
    rows.map(({ value, customers, counts }) => ({ name: value, part: counts[segment] ?? 0, of: customers, does: `are in “${segment}”` })),
  )
  return largestDifference(measures)
}

/** To good customers who are late by their own pace and can still be helped. */
export function action(result: SegmentsResult): Action | null {
  const { customers, goneAfter } = result.reachable
  if (customers === 0) return null
  const gone = quietOf(result).customers - customers
  const others =
    gone === 0
      ? ''
      : ` The other ${count(gone)} at risk are not late yet, bought too seldom to tell${goneAfter === null ? '' : `, or have been silent for over ${days(goneAfter)} and count as gone`}.`
  return {
    text: `Write to the ${plural(customers, 'good customer')} who by their own usual pace would have ordered by now.`,
    note: `They are at risk or too good to lose.${others} The list says who they are, what they brought and when they last ordered, the largest first.`,
    who: reachableOf(result),
  }
}

function segment(result: SegmentsResult, name: Segment): SegmentRow {
  return result.segments.find((row) => row.segment === name)!
}

/** At risk and Can't lose together. */
export function quietOf(result: SegmentsResult): { readonly customers: number; readonly revenue: number } {
  const rows = QUIET.map((name) => segment(result, name))
  return {
    customers: rows.reduce((total, row) => total + row.customers, 0),
    revenue: rows.reduce((total, row) => total + row.revenue, 0),
  }
}

function champions(result: SegmentsResult, currency: string | null): Finding | null {
  const row = segment(result, 'Champions')
  if (row.customers === 0 || row.shareOfRevenue === null) return null
  const share = row.shareOfRevenue
  const bounds = row.revenueInterval ? ` (${FIRST_INTERVAL}${percentInterval(row.revenueInterval.low, row.revenueInterval.high)})` : ''
  const few = row.customers < FEW
  return {
    claim: few
      ? `${plural(row.customers, 'customer is a Champion', 'customers are Champions')}.`
      : `Champions are ${inWords(row.shareOfCustomers, 'customer')} and ${fractionOf(share, 'the money')}.`,
    evidence: few
      ? `${count(row.customers)} of ${count(result.customers)} brought ${money(row.revenue, currency)}.`
      : `${plural(row.customers, 'customer')} (${percent(row.shareOfCustomers)}) brought ${percent(share)} of revenue${bounds}.`,
    kind: 'fact',
    theme: 'concentration',
    money: row.revenue,
    customers: row.customers,
    certainty: certainty(share, row.revenueInterval, row.shareOfCustomers),
    who: membersOf(result, ['Champions'], row.customers),
    picture: {
      kind: 'split',
      caption: 'Revenue of Champions and of all others',
      share,
      label: `${percent(share)} from Champions`,
      rest: `${money(result.revenue - row.revenue, currency)} from the others`,
    },
  }
}

function quiet(result: SegmentsResult, currency: string | null): Finding | null {
  const { customers, revenue } = quietOf(result)
  if (customers === 0) return null
  const { recency, gap } = result.quiet
  // The intervals of silence and of the usual gap must not touch before it is said plainly.
  const isPlain = recency?.low != null && gap?.high != null && recency.low > gap.high
  const isUsual = recency !== null && gap !== null && (recency.high ?? recency.median) < (gap.low ?? gap.median)
  const share = result.revenue > 0 ? `, ${percent(revenue / result.revenue)} of revenue` : ''
  const few = customers < FEW
  return {
    claim:
      isUsual && !few
        ? `${plural(customers, 'good customer')} are quieter than the others, not than usual.`
        : `${plural(customers, 'good customer')} ${isPlain || few ? (customers === 1 ? 'has' : 'have') : 'may have'} gone quiet.`,
    evidence: `They brought ${money(revenue, currency)}${few ? '' : share}.${few ? '' : silence(recency, gap)}${goneOf(result)}`,
    kind: 'fact',
    theme: 'silence',
    money: revenue,
    customers,
    certainty: recency && gap ? certainty(recency.median, bounds(recency), gap.high ?? gap.median) : 0.5,
    who: membersOf(result, QUIET, customers),
    ...(recency && gap && !few ? { picture: silencePicture(recency, gap) } : {}),
  }
}

function goneOf({ reachable: { gone, goneAfter } }: SegmentsResult): string {
  return gone > 0 && goneAfter !== null ? ` ${count(gone)} of them have been silent for over ${days(goneAfter)} and count as gone.` : ''
}

function silence(recency: Median | null, gap: Median | null): string {
  if (!recency) return ''
  const usual = gap ? `; their own usual gap was ${whole(gap.median)}${ofDays(gap)}` : ''
  return ` Half have been silent for over ${days(recency.median)}${ofDays(recency, FIRST_INTERVAL)}${usual}.`
}

function silencePicture(recency: Median, gap: Median): NonNullable<Finding['picture']> {
  const row = (label: string, median: Median, focus: boolean) => ({
    label,
    value: median.median,
    low: median.low ?? median.median,
    high: median.high ?? median.median,
    focus,
  })
  return {
    kind: 'intervals',
    caption: 'Days, medians with intervals',
    rows: [row('usual gap', gap, false), row('silent for', recency, true)],
    percent: false,
    unit: 'days',
  }
}

/** Who bring less than this part of what as many others bring weigh little. */
const LITTLE = 1 / 2

function hibernating(result: SegmentsResult): Finding | null {
  const row = segment(result, 'Hibernating')
  if (row.customers < FEW || row.shareOfRevenue === null) return null
  const high = row.revenueInterval?.high ?? row.shareOfRevenue
  const weighLittle = high < LITTLE * row.shareOfCustomers
  const bounds = row.revenueInterval ? ` (${percentInterval(row.revenueInterval.low, row.revenueInterval.high)})` : ''
  const who = inWords(
    row.shareOfCustomers,
    'customer',
    weighLittle ? ['hibernates and weighs little', 'hibernate and weigh little'] : ['hibernates', 'hibernate'],
  )
  const once = row.frequency?.median === 1 ? '; most ordered once' : ''
  return {
    claim: `${capital(who)}.`,
    evidence: `${plural(row.customers, 'customer')} brought ${percent(row.shareOfRevenue)} of revenue${bounds}${once}.`,
    kind: 'fact',
    theme: 'dormancy',
    // What they are is many: their money is the point only by its absence.
    money: 0,
    customers: row.customers,
    certainty: certainty(row.shareOfRevenue, row.revenueInterval, row.shareOfCustomers),
    who: membersOf(result, ['Hibernating'], row.customers),
    picture: {
      kind: 'split',
      caption: 'Customers who hibernate and all others',
      share: row.shareOfCustomers,
      label: `${percent(row.shareOfCustomers)} hibernate`,
      rest: `${count(result.customers - row.customers)} others`,
    },
  }
}

function fewCustomers(result: SegmentsResult, currency: string | null): Finding {
  return {
    claim: `${plural(result.customers, 'customer')}: too few for shares.`,
    evidence: `They brought ${money(result.revenue, currency)}. Scores rank ${result.customers === 1 ? 'the one against nobody' : 'them against each other'}, so segments say little here.`,
    kind: 'warning',
    money: result.revenue,
    customers: result.customers,
    certainty: 1,
  }
}

function tooFewValues(result: SegmentsResult, settings: SegmentSettings): Finding | null {
  const wanted = Number(settings.levels)
  const short = Object.entries(result.measures).filter(([, measure]) => measure.source !== 'own' && isShort(measure.distinct, wanted))
  if (short.length === 0) return null
  const names = short.map(([name, { distinct }]) => `${name} has ${numberWord(distinct)} different ${distinct === 1 ? 'value' : 'values'}`)
  return {
    claim: `Fewer than ${numberWord(wanted)} levels could be told apart.`,
    evidence: `${capital(names.join(' and '))}; each value is a level of its own.`,
    kind: 'warning',
    money: 0,
    customers: result.customers,
    certainty: 1,
  }
}

function bounds({ low, high }: Median) {
  return low === null || high === null ? null : { low, high }
}

function whole(value: number): string {
  return decimal(value, Number.isInteger(value) ? 0 : 1)
}

function ofDays(median: Median, first = ''): string {
  return median.low === null || median.high === null ? '' : ` (${first}${interval(median.low, median.high, whole)})`
}
