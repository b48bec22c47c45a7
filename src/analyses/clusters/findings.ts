import type { Company } from '../../model/company/company'
import { count, decimal, interval, money, percent, percentInterval, plural } from '../../shared/format'
import type { Action, Finding } from '../contract/definition'
import { FIRST_INTERVAL, precision } from '../wording/certainty'
import { capital, fractionOf, inWords, numberWord } from '../wording/fractions'
import type { Candidate } from '../../stats/groups'
import { TELLING } from './names'
import type { ClustersResult, Group } from './result'
import { bareValueOf, betweenOf, groupsWord, membersOf, valueOf } from './words'

const TOLD = 3
const NAMED = 5
const MOST_WORDS = 14
/** "Reasonable structure" from here on, "strong" further up (Kaufman & Rousseeuw 1990, table 4). */
const REASONABLE = 0.5
const STRONG = 0.7

export function findings(result: ClustersResult, company: Company): Finding[] {
  if (result.candidates.length === 0) return []
  const groups = result.groups
    .map((group, place) => ({ group, place }))
    .filter(({ group }) => group.deviations.some((own) => Math.abs(own) >= TELLING))
  return [standing(result), ...groups.slice(0, TOLD).map(({ group, place }) => described(result, group, place, company))]
}

/** To the group that brings the most of those who have gone quiet. */
export function action(result: ClustersResult, { currency }: Company): Action | null {
  const { subject, groups, features, isCut } = result
  if (groups.length === 0) return null
  const silence = features.findIndex(({ id }) => id === 'silence')
  const place = silence < 0 ? -1 : groups.findIndex(({ deviations }) => deviations[silence]! >= TELLING)
  const quiet = groups[place]
  if (!quiet)
    return {
      text: isCut
        ? `Compare ${subject.many} in other features, or make segments by rules of your own.`
        : `Keep the ${groupsWord(groups.length)} as segments, and look at every page for each of them.`,
      note: isCut
        ? `Pieces of one cloud change with the next ${subject.many}: what is decided for them may not last.`
        : `A kept group has a fixed middle: next month’s ${subject.many} join the nearest.`,
      ...(!isCut && { who: membersOf(result, 0) }),
    }
  return {
    text: `Write to the ${plural(quiet.customers, 'customer')} of ${quiet.name}: half have been silent for over ${valueOf(features[silence]!, quiet.values[silence]!.median, currency)}.`,
    note:
      (quiet.revenue !== null ? `They brought ${money(quiet.revenue, currency)}. ` : '') +
      'Hold back some at random, to see what writing does. A kept group has a fixed middle: next month’s customers join the nearest.',
    who: membersOf(result, place),
  }
}

function standing(result: ClustersResult): Finding {
  const { subject, found, isCut, groups, customers, candidates, edge } = result
  const own = candidates.find(({ k }) => k === groups.length)!
  const between =
    edge && edge.customers > 0
      ? ` Between two groups ${edge.customers === 1 ? 'stands' : 'stand'} ${count(edge.customers)} of ${plural(customers, subject.one)}, ` +
        `${percent(edge.customers / customers)} (${FIRST_INTERVAL}${percentInterval(edge.low, edge.high)}).`
      : ''
  const shared = {
    theme: 'clusters',
    money: 0,
    customers,
    ...(edge && edge.customers > 0 && { who: betweenOf(result) }),
  }
  const ends = `${between}${leftWords(result)}`
  if (!isCut)
    return {
      ...shared,
      kind: 'fact',
      claims: 'association',
      claim: `${capital(groupsWord(groups.length))} stand out, with ${own.silhouette >= STRONG ? 'sharp' : own.silhouette >= REASONABLE ? 'clear' : 'soft'} edges.`,
      evidence: `They separate by ${decimal(own.silhouette, 2)}, ${subject.many} without groups by ${without(own)}, and return when ${subject.many} are drawn again: ${agreement(own)}.${ends}`,
      certainty: Math.min(1, Math.max(0, own.stability.mean)),
    }
  return {
    ...shared,
    kind: 'warning',
    leads: false,
    claim:
      found === null
        ? `No groups stand out: one cloud, cut into ${numberWord(groups.length)}.`
        : `Cut into ${numberWord(groups.length)} as asked for; ${groupsWord(found)} stand out.`,
    evidence: `The pieces separate by ${decimal(own.silhouette, 2)}, those of ${subject.many} without groups by ${without(own)}; between new samples ${agreement(own)}.${ends}`,
    certainty: 0.5,
  }
}

function agreement({ stability }: Candidate): string {
  return `agreement ${decimal(stability.mean, 2)} of 1`
}

/** "0.22, at most 0.24". */
function without({ without: { mean, high } }: Candidate): string {
  return `${decimal(mean, 2)}, at most ${decimal(high, 2)}`
}

function leftWords({ leftOut, subject }: ClustersResult): string {
  return leftOut > 0
    ? ` ${plural(leftOut, subject.one)} of ${subject.isCase ? 'which' : 'whom'} some feature is not known ${leftOut === 1 ? 'is' : 'are'} in no group.`
    : ''
}

/** "Three customers in ten bring two thirds: frequent, recent." and their most telling medians. */
function described(result: ClustersResult, group: Group, place: number, { currency }: Company): Finding {
  const { subject, features, customers, all } = result
  const { name, share } = group
  const part = group.customers / customers
  const told = features
    .map((feature, index) => ({ feature, index, size: Math.abs(group.deviations[index]!) }))
    .filter(({ size }) => size >= TELLING)
    .sort((a, b) => b.size - a.size)
    .slice(0, 2)
  const medians = told.map(({ feature, index }) => {
    const { median, interval: own, mean } = group.values[index]!
    if (feature.unit === 'flag') return `${feature.label}: ${percent(mean, 0)}, of all ${percent(all[index]!.mean, 0)}`
    const bounds = own ? ` (${interval(own.low, own.high, (value) => bareValueOf(feature, value, currency))})` : ''
    return `${feature.label}: ${valueOf(feature, median, currency)} at the median${bounds}, of all ${valueOf(feature, all[index]!.median, currency)}`
  })
  const brought = share
    ? ` and brought ${money(group.revenue!, currency)}, ${percent(share.value)} of revenue (${FIRST_INTERVAL}${percentInterval(share.low, share.high)})`
    : ''
  return {
    claim: claimOf(name, inWords(part, subject.one), share ? fractionOf(share.value, 'the revenue') : null),
    evidence: `${plural(group.customers, subject.one)} ${group.customers === 1 ? 'is' : 'are'} nearest to this middle${brought}. ${medians.join('. ')}.`,
    kind: 'fact',
    theme: `clusters ${place}`,
    money: group.revenue ?? 0,
    customers: group.customers,
    certainty: share ? precision(share.value, share) : 0.9,
    ...(result.isCut && { leads: false as const }),
    who: membersOf(result, place),
  }
}

/** As many words as a claim has room for: headers of columns may have any number. */
function claimOf(name: string, part: string, share: string | null): string {
  const traits = name.split(', ')
  while (traits.length > 1 && traits.join(' ').split(' ').length > NAMED) traits.pop()
  const words = traits.join(', ').split(' ')
  const short = words.length > NAMED ? `${words.slice(0, NAMED).join(' ')}…` : words.join(' ')
  const whole = share ? `${short}: ${part}, ${share}.` : `${short}: ${part}.`
  return whole.split(' ').length > MOST_WORDS ? `${short}: ${part}.` : whole
}
