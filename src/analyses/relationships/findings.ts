import type { Company } from '../../model/company/company'
import { count, days, decimal, longDate, money, percent, percentInterval, plural } from '../../shared/format'
import type { Action, Finding } from '../contract/definition'
import { certainty, FEW, FIRST_INTERVAL, isSure, precision } from '../wording/certainty'
import { fractionOf } from '../wording/fractions'
import { ADVICE } from './advice'
import type { Kind, RelationshipsResult, Share } from './result'
import { whoIs } from './who'

export function findings(result: RelationshipsResult, company: Company): Finding[] {
  const richest = result.kinds.toSorted((one, other) => (other.revenue ?? 0) - (one.revenue ?? 0))[0]
  return [
    ...(richest && richest.customers > 0 && richest.revenueShare ? [weighs(result, richest, company)] : []),
    ...comesBack(result),
    ...drifting(result, company),
    lens(result, company),
  ]
}

/** To those who drift apart, else to the largest kind that has a next step. */
export function action(result: RelationshipsResult, { currency }: Company): Action | null {
  const named = result.kinds.filter(({ customers }) => customers > 0)
  const kind = named.find(({ name }) => name === 'Drifting apart') ?? named.toSorted((one, other) => other.customers - one.customers)[0]
  if (!kind) return null
  const back =
    kind.backShare && kind.before >= FEW && result.before
      ? `Of the ${count(kind.before)} who stood there on ${longDate(result.before)}, ${percent(kind.backShare.value)} ordered again unasked${within(kind.backShare)}: hold some back, or the letter takes the credit. `
      : 'Hold some back at random, or the letter takes the credit. '
  return {
    text: `${ADVICE[kind.name]?.next ?? `Look at ${kind.name} on every page.`} Begin with the ${plural(kind.customers, 'customer')}: ${kind.name}.`,
    note: `${back}${kind.revenue === null ? '' : `They brought ${money(kind.revenue, currency)}.`}`,
    who: whoIs(result, kind),
  }
}

function weighs(result: RelationshipsResult, kind: Kind, { currency }: Company): Finding {
  const share = kind.revenueShare!
  return {
    claim: `${plural(kind.customers, 'customer')} bring ${fractionOf(share.value, 'the money')}: ${kind.name}.`,
    evidence: `${money(kind.revenue!, currency)} of ${money(result.revenue!, currency)} is ${percent(share.value)}${within(share, true)}, from ${percent(kind.share.value)} of those who have ordered${within(kind.share)}.`,
    kind: 'fact',
    money: kind.revenue ?? 0,
    customers: kind.customers,
    certainty: precision(share.value, share.interval),
    who: whoIs(result, kind),
  }
}

/** The kind that comes back more or less than customers like them in how often and how lately they order. */
function comesBack(result: RelationshipsResult): Finding[] {
  const { kinds, before, within: period } = result
  if (before === null) return []
  const told = kinds.flatMap((kind) => (kind.beyond && kind.beyond.compared >= FEW ? [{ kind, ...kind.beyond }] : []))
  const surely = told.filter(({ value, interval }) => isSure(value, interval, 0, told.length))
  const most = surely.toSorted((one, other) => Math.abs(other.value) - Math.abs(one.value))[0]
  if (!most) return []
  const { kind, value, interval, compared, observed, expected } = most
  return [
    {
      claim: `${kind.name} come back ${value > 0 ? 'more' : 'less'} than others like them.`,
      evidence:
        `Of ${count(compared)} on ${longDate(before)}, ${count(observed)} ordered within ${days(period)}: ${percent(observed / compared)}. Of others with as many orders and as long a silence ` +
        `${percent(expected / compared)} would: ${decimal(Math.abs(value) * 100, 1)} points ${value > 0 ? 'more' : 'less'} (${percentInterval(...bounds(value, interval))}).`,
      kind: 'fact',
      claims: 'association',
      money: kind.revenue ?? 0,
      customers: kind.customers,
      certainty: certainty(value, interval, 0),
      who: whoIs(result, kind),
    },
  ]
}

function drifting(result: RelationshipsResult, { currency }: Company): Finding[] {
  const kind = result.kinds.find(({ name }) => name === 'Drifting apart')
  if (!kind || kind.customers === 0) return []
  return [
    {
      claim: `${plural(kind.customers, 'customer')} ${kind.customers === 1 ? 'is' : 'are'} drifting apart.`,
      evidence:
        `They have been silent for twice their own gap or more${kind.gap === null ? '' : `, which is ${days(Math.round(kind.gap))} at the median`}` +
        `${kind.revenue === null ? '' : `, and brought ${money(kind.revenue, currency)}`}.`,
      kind: 'fact',
      money: kind.revenue ?? 0,
      customers: kind.customers,
      certainty: 1,
      leads: false,
      who: whoIs(result, kind),
    },
  ]
}

function lens({ before, kinds }: RelationshipsResult, { tables }: Company): Finding {
  const said = tables.feedback ? '' : ' No answers are in these files, so what anybody feels is not known.'
  return {
    claim: 'A lens, not a measurement.',
    evidence: `${plural(kinds.length, 'kind')} by rules on what customers did, each of them to be changed below.${said}${before === null ? ' The file is too short to see who came back.' : ''}`,
    kind: 'warning',
    leads: false,
    money: 0,
    customers: 0,
    certainty: 0,
  }
}

function within({ interval }: Share, isFirst = false): string {
  return interval ? ` (${isFirst ? FIRST_INTERVAL : ''}${percentInterval(interval.low, interval.high)})` : ''
}

function bounds(effect: number, { low, high }: { readonly low: number; readonly high: number }): [number, number] {
  return effect > 0 ? [low, high] : [-high, -low]
}
