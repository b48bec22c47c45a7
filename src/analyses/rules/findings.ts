import type { Company } from '../../model/company/company'
import { count, days, decimal, interval, money, percent, percentInterval, plural } from '../../shared/format'
import type { Interval } from '../../stats/wilson'
import type { Action, Finding } from '../contract/definition'
import { certainty, FIRST_INTERVAL, isSure, precision } from '../wording/certainty'
import type { RulesResult } from './result'
import { whoFits } from './who'

const LONGEST_VALUE = 40

export function findings(result: RulesResult, company: Company): Finding[] {
  return [who(result, company), ...silence(result), ...difference(result)]
}

export function action(result: RulesResult, { currency }: Company): Action | null {
  const { customers, revenue, subject, keep } = { ...result, keep: result.frozen === null }
  if (customers === 0) return null
  const brought = revenue === null ? '' : `They brought ${money(revenue, currency)}. `
  return {
    text: `Keep the ${plural(customers, subject.one, subject.many)} as a segment, and look at every page for them.`,
    note: `${brought}${keep ? 'Kept by rule: whoever fits belongs to it, next month too.' : 'Frozen: it stays these, whatever comes.'} Hold back some at random before you write to them.`,
    who: whoFits(result),
  }
}

function who(result: RulesResult, { currency }: Company): Finding {
  const { customers, everyone, share, revenue, revenueShare, subject, words } = result
  const many = `${plural(customers, subject.one, subject.many)} ${customers === 1 ? 'fits' : 'fit'}`
  const ofRevenue =
    revenueShare && customers > 0
      ? ` and ${percent(revenueShare.value)} of revenue${revenueShare.interval ? ` (${percentInterval(revenueShare.interval.low, revenueShare.interval.high)})` : ''}`
      : ''
  return {
    claim: revenue !== null && customers > 0 ? `${many}, and they brought ${money(revenue, currency)}.` : `${many}.`,
    evidence:
      customers === 0
        ? `None of ${count(everyone)} is among the ${words}. Turn a line off, or change it.`
        : `That is ${percent(share.value)} of ${count(everyone)}${share.interval ? ` (${FIRST_INTERVAL}${percentInterval(share.interval.low, share.interval.high)})` : ''}${ofRevenue}.`,
    kind: customers === 0 ? 'warning' : 'fact',
    money: revenue ?? 0,
    customers,
    certainty: 1,
    ...(customers > 0 && { who: whoFits(result) }),
  }
}

function silence({ silent, gap, customers }: RulesResult): Finding[] {
  if (!silent) return []
  const bounds = (own: Interval) => interval(own.low, own.high, (value) => count(Math.round(value)))
  const lies = silent.interval
    ? `The median lies between ${count(Math.round(silent.interval.low))} and ${count(Math.round(silent.interval.high))}. `
    : ''
  return [
    {
      claim: `Half of them have been silent for ${days(Math.round(silent.value))} or more.`,
      evidence: gap
        ? `${lies}Their own usual gap is ${days(Math.round(gap.value))}${gap.interval ? ` (${bounds(gap.interval)})` : ''}.`
        : lies.trim() || `They are ${count(customers)}.`,
      kind: 'fact',
      money: 0,
      customers,
      certainty: precision(silent.value, silent.interval),
    },
  ]
}

/** The largest difference that is more than the largest of so many by chance. */
function difference({ differences: { rows, a }, against }: RulesResult): Finding[] {
  const told = rows.find(({ effect, interval: own }) => isSure(effect, own, 0, rows.length))
  if (!told) return []
  const { feature, value, shareA, shareB, effect, interval: own } = told
  const short = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value
  return [
    {
      claim: claimOf(feature, short, effect > 0),
      evidence:
        `${percent(shareA)} of them, against ${percent(shareB)} of ${against === null ? 'everyone else' : `“${against}”`}: ` +
        `${decimal(Math.abs(effect) * 100, 1)} points ${effect > 0 ? 'more' : 'less'} (${percentInterval(...bounds(effect, own))}), the largest of ${count(rows.length)} differences compared.`,
      kind: 'fact',
      claims: 'association',
      money: 0,
      customers: a,
      certainty: certainty(effect, own, 0),
    },
  ]
}

const MOST_WORDS = 14

function claimOf(feature: string, value: string, isMore: boolean): string {
  const whole = `${feature} “${value}” is ${isMore ? 'more frequent' : 'rarer'} among them.`
  return whole.split(/\s+/).length <= MOST_WORDS ? whole : `They differ most in one value: ${feature.split(/\s+/).slice(0, 6).join(' ')}.`
}

function bounds(effect: number, { low, high }: { readonly low: number; readonly high: number }): [number, number] {
  return effect > 0 ? [low, high] : [-high, -low]
}
