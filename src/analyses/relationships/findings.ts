import type { Company } from '../../model/company/company'
import { longDate, count, days, money, percent, percentInterval, plural } from '../../shared/format'
import { newcombe } from '../../stats/newcombe'
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

/** The kind that differs most from the others in who ordered again, if any is surely told from them. */
function comesBack(result: RelationshipsResult): Finding[] {
  const { kinds, everyone, before, within: period } = result
  if (before === null) return []
  const told = kinds
    .filter((kind) => kind.before >= FEW && everyone.before - kind.before >= FEW && !isByOrders(kind))
    .map((kind) => {
      const [others, back] = [everyone.before - kind.before, everyone.back - kind.back]
      const effect = kind.back / kind.before - back / others
      return { kind, others, back, effect, interval: newcombe(back, others, kind.back, kind.before) }
    })
    .toSorted((one, other) => Math.abs(other.effect) - Math.abs(one.effect))
  const most = told.find(({ effect, interval }) => isSure(effect, interval, 0, told.length))
  if (!most) return []
  const { kind, others, back, effect, interval } = most
  return [
    {
      claim: `${kind.name}: ${effect > 0 ? 'more' : 'fewer'} of them order again than of the others.`,
      evidence:
        `Of ${count(kind.before)} on ${longDate(before)}, ${count(kind.back)} ordered within ${days(period)}: ${percent(kind.back / kind.before)}${within(kind.backShare!)}, ` +
        `against ${percent(back / others)} of the others; ${percentInterval(interval.low, interval.high)} points between them.`.replace(
          '\u202f%',
          '',
        ),
      kind: 'fact',
      claims: 'association',
      money: kind.revenue ?? 0,
      customers: kind.customers,
      certainty: certainty(effect, interval, 0),
      who: whoIs(result, kind),
    },
  ]
}

/** Kinds that are told apart by how often or how lately they order come back more or less often by that alone. */
function isByOrders({ name }: Kind): boolean {
  return !['Complainers who stay', 'Trading partners', 'Deal seekers'].includes(name)
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
