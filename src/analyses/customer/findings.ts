import { count, date, days as inDays, longDate, money, percent, percentInterval, plural } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import type { Company } from '../../model/company/company'
import type { Action, Finding } from '../contract/definition'
import { FEW, FIRST_INTERVAL } from '../wording/certainty'
import { WITHIN, type CustomerResult } from './result'
import { beatOf, only } from './words'

export function findings(result: CustomerResult, company: Company): Finding[] {
  if (result.customer === null) return []
  return [rhythm(result, company), worth(result, company), comesBack(result), told(result), listed(result)].filter(
    (finding) => finding !== null,
  )
}

export function action(result: CustomerResult): Action | null {
  const { customer, silentDays, products } = result
  const beat = beatOf(result)
  if (customer === null || silentDays === null || beat === null) return null
  const favourite = products[0]?.product
  const begin = favourite ? ` Begin with ${favourite}, on which most was spent.` : ''
  if (silentDays > beat.longest)
    return {
      text: `Ask what happened.${begin}`,
      note: 'The silence is longer than any before. A call says more than a mailing: what broke off had a reason.',
      who: only(result),
    }
  if (silentDays > beat.usual)
    return {
      text: `Remind them now.${begin}`,
      note: `By their own pace the next order is ${plural(Math.round(silentDays - beat.usual), 'day')} late, and they have been silent as long before.`,
      who: only(result),
    }
  return {
    text: `Let them be for ${plural(Math.max(1, Math.round(beat.usual - silentDays)), 'day')}.${begin}`,
    note: 'They are not late by their own pace: whoever would have come anyway needs no reason.',
    who: only(result),
  }
}

const FINDING = { kind: 'fact', leads: false, customers: 1, certainty: 1 } as const

function rhythm(result: CustomerResult, { subject }: Company): Finding | null {
  const { days, silentDays } = result
  const last = days.at(-1)
  if (!last || silentDays === null) return null
  const since = `The last order was ${plural(silentDays, 'day')} before the as-of date, on ${longDate(last.day)}.`
  const beat = beatOf(result)
  if (!beat)
    return {
      ...FINDING,
      claim: `Ordered on ${plural(days.length, 'day')}, too few for a rhythm.`,
      evidence: since,
      theme: 'rhythm',
      money: 0,
      who: only(result),
    }
  const { usual, longest, gaps } = beat
  const state = silentDays > longest ? 'then stopped' : silentDays > usual ? 'and is late' : 'and is not late'
  return {
    ...FINDING,
    claim: `Ordered every ${inDays(usual)}, ${state}.`,
    evidence: `${since} In ${plural(gaps, 'gap')} between orders the median was ${inDays(usual)} and the longest ${inDays(longest)}; that is this ${subject.one}’s own pace, not that of others.`,
    kind: silentDays > longest ? 'warning' : 'fact',
    theme: 'rhythm',
    money: 0,
    who: only(result),
  }
}

function worth(result: CustomerResult, { currency, subject }: Company): Finding | null {
  const revenue = result.standing.find(({ measure }) => measure === 'revenue')
  if (!revenue || revenue.value === null || result.days.length === 0) return null
  const orders = result.days.reduce((sum, day) => sum + day.orders, 0)
  const largest = result.days.reduce((best, day) => (day.revenue > best.revenue ? day : best))
  const others = revenue.customers! - 1
  const beats =
    revenue.above === 0
      ? `None of the other ${count(others)} ${subject.many} who bought brought more`
      : `More than ${percent(revenue.below! / Math.max(1, others), 0)} of the other ${count(others)} ${subject.many} who bought; place ${count(revenue.above! + 1)} of ${count(revenue.customers!)}`
  return {
    ...FINDING,
    claim: `Brought ${money(revenue.value, currency)} in ${plural(orders, 'order')}.`,
    evidence: `${beats}. The largest day was ${date(largest.day)} with ${money(largest.revenue, currency)}.`,
    theme: 'worth',
    money: revenue.value,
    who: only(result),
  }
}

/** What became of silences of others that were as long by then: of one customer no more can be known. */
function comesBack({ silences, silentDays }: CustomerResult): Finding | null {
  if (!silences || silentDays === null || silences.silences < FEW) return null
  const { ended, silences: all, leastDays } = silences
  const { low, high } = wilson(ended, all)!
  const share = ended / all
  return {
    ...FINDING,
    claim: share >= 0.5 ? 'Most who were silent for as long came back soon.' : 'Most who were silent for as long did not come back soon.',
    evidence: `Of ${plural(all, 'silence')} over ${plural(silentDays, 'day')} among others with ${count(leastDays)} order days or more, ${percent(share, 0)} ended within the next ${WITHIN} days (${FIRST_INTERVAL}${percentInterval(low, high, 0)}).`,
    theme: 'silence',
    money: 0,
  }
}

/** Somebody of whom nothing is dated. */
function listed({ attributes, timeline, undated }: CustomerResult): Finding | null {
  if (timeline.length > 0 || attributes.length + undated.length === 0) return null
  const some = attributes.slice(0, 3).map(({ label, value }) => `${label} ${value}`)
  return {
    ...FINDING,
    claim:
      attributes.length > 0
        ? `Known by ${plural(attributes.length, 'column')} of a list, and by no date.`
        : 'Nothing that is known of them has a date.',
    evidence:
      some.length > 0 ? `${some.join(', ')}${attributes.length > 3 ? ' and so on' : ''}.` : `${plural(undated.length, 'row')} without one.`,
    theme: 'told',
    money: 0,
  }
}

function told({ timeline, things, days }: CustomerResult): Finding | null {
  const other = new Map<string, number>()
  for (const { table } of timeline) if (table !== 'orders' && table !== 'returns') other.set(table!, (other.get(table!) ?? 0) + 1)
  if (other.size === 0) return null
  const words = [...other].map(([table, rows]) => `${count(rows)} in ${table}`)
  const last = timeline.filter(({ table }) => other.has(table!)).at(-1)!
  return {
    ...FINDING,
    claim: days.length > 0 ? 'They left more than orders.' : `${plural(things, 'thing')} happened with them.`,
    evidence: `${words.join(', ')}. The last: ${last.what || last.table}, on ${longDate(last.happened_at!)}.`,
    theme: 'told',
    money: 0,
  }
}
