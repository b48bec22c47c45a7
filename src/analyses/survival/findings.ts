import { count, interval, percent, percentInterval, plural } from '../../shared/format'
import type { Picture } from '../../charts/sparkline/picture'
import { isGroup } from '../../model/runtime/breakdown'
import type { Company } from '../../model/company/company'
import { certainty, FEW, FIRST_INTERVAL, isSure, precision, SURE } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { capital, fractionWords } from '../wording/fractions'
import { hazardFindings } from './hazard-findings'
import type { SurvivalSettings } from './options'
import type { Group, Later, SilentCustomers, SurvivalResult } from './result'
import { allWhoLeft, everyone, leftIn, nowIn, stillThere } from './sets'
import { worstSpan } from './spans'
import { bare, inMonths, mean, PEOPLE, placeName, stay, testWords } from './words'

type Known = Pick<Company, 'attributes' | 'asOf'>

export function findings(result: SurvivalResult, settings: SurvivalSettings, company: Known): Finding[] {
  if (result.source === null || result.known === 0) return []
  if (result.known < FEW) return [tooFew(result)]
  if (result.silence?.meansLeaving === false) return [onlySilent(result.silence, result.known)]
  const compared = comparedGroups(result)
  const found = [
    between(result, compared),
    compared ? halfOf(compared.shortest, result, compared.longest) : halfOf(result.all, result, null),
    dangerous(compared?.shortest ?? result.all, result),
    ...hazardFindings(result),
    compared ? notByChance(result, settings, company) : null,
    silenceRule(result),
  ]
  return found.filter((finding) => finding !== null)
}

/** Where most leave, and who is there now: a test of what helps them. */
export function action(result: SurvivalResult): Action | null {
  if (result.source === null || result.known < FEW || result.all.left === 0 || result.silence?.meansLeaving === false) return null
  const group = comparedGroups(result)?.shortest ?? result.all
  const found = worstSpan(group.spans)
  const among = group === result.all ? '' : `${group.name} `
  const draw = 'Draw half of them at random and leave the others alone: only that can show what helps.'
  if (found && result.spanName && found.worst.staying > 0) {
    const { worst } = found
    const name = placeName(group.spans.indexOf(worst), result.spanName)
    return {
      text: `Look after the ${count(worst.staying)} ${among}customers in their ${name}: ${percent(worst.share)} leave in it (${FIRST_INTERVAL}${percentInterval(worst.interval.low, worst.interval.high)}).`,
      note: draw,
      who: nowIn(result, group, worst, name),
    }
  }
  const staying = group.customers - group.left
  const [first] = group.spans
  if (staying === 0 || !first || !result.spanName) {
    const gone = plural(group.left, 'customer')
    return {
      text: `Ask the ${gone} who left why, beginning with the latest.`,
      note: 'What they say is in no file.',
      who: allWhoLeft(result, group),
    }
  }
  return {
    text: `Look after the ${count(staying)} ${among}customers who are still there: ${percent(first.share)} leave in their first ${result.spanName} (${FIRST_INTERVAL}${percentInterval(first.interval.low, first.interval.high)}), and no later one is safer for sure.`,
    note: draw,
    who: stillThere(result, group),
  }
}

interface Compared {
  readonly shortest: Group
  readonly longest: Group
  /** Pairs of groups of which these two are furthest apart. */
  readonly pairs: number
}

/** The groups with the shortest and the longest mean stay among those of thirty or more. */
function comparedGroups({ groups }: SurvivalResult): Compared | null {
  const ranked = groups
    .filter(({ name, isRest, customers, mean: own }) => !isRest && isGroup(name) && customers >= FEW && own)
    .toSorted((a, b) => a.mean!.mean - b.mean!.mean)
  const [shortest, longest] = [ranked[0], ranked.at(-1)]
  return shortest && longest && shortest !== longest ? { shortest, longest, pairs: (ranked.length * (ranked.length - 1)) / 2 } : null
}

function tooFew(result: SurvivalResult): Finding {
  const verb = result.silence?.meansLeaving === false ? 'gone silent' : 'left'
  return {
    claim: `${count(result.all.left)} of ${count(result.known)} ${result.all.left === 1 ? 'has' : 'have'} ${verb}.`,
    evidence: 'Too few for a rate. The curve shows when.',
    kind: 'fact',
    money: 0,
    customers: result.known,
    certainty: 1,
    who: everyone(result, result.all),
  }
}

/** When half have left; or, where more than half stay, how many are there at the end. */
function halfOf(group: Group, result: SurvivalResult, longest: Group | null): Finding {
  const { unit, all, source } = result
  const among = group === all ? ` of the ${PEOPLE[source!]}` : ` of ${group.name}`
  const last = group.later.findLast(({ survival }) => survival !== null)
  const beside = longest ? ` ${otherGroup(longest, result)}` : ''
  const rest = {
    kind: 'fact',
    money: 0,
    customers: group.customers,
    who: everyone(result, group),
    ...(group.points.length > 1 && { picture: pictureOf(group, result) }),
  } as const
  const counted = `${count(group.left)} of ${count(group.customers)} have left so far.`
  if (group.median === 0 && source === 'orders')
    return {
      ...rest,
      claim: `Over half${among} ordered on one day and never again.`,
      evidence: `${counted} Of those who began ${last ? `${percent(last.survival!)} are still there after ${stay(last.time, unit)} ${boundsOf(last, FIRST_INTERVAL)}` : 'few are still there'}.${beside}`,
      certainty: 1,
    }
  if (group.median !== null) {
    const months = source === 'tenure' ? null : inMonths(group.median, unit)
    const bounds =
      group.low === null || group.high === null
        ? `${FIRST_INTERVAL}from ${stay(group.low ?? 0, unit)}, no end seen`
        : `${FIRST_INTERVAL}${interval(group.low, group.high, bare)}`
    return {
      ...rest,
      claim: `Half${among} have left after ${stay(group.median, unit)}.`,
      evidence: `${months ? `That is ${months}` : 'The median stay'} (${bounds}). ${counted}${beside}`,
      certainty: precision(group.median, group.low === null || group.high === null ? null : { low: group.low, high: group.high }),
    }
  }
  const share = last?.survival ?? 1
  return {
    ...rest,
    claim: `${capital(fractionWords(share))}${among} are still there after ${stay(last?.time ?? 0, unit)}.`,
    evidence: `${percent(share)}${last ? ` ${boundsOf(last, FIRST_INTERVAL)}` : ''}; when half will have left is not seen yet. ${counted}${beside}`,
    certainty: last?.low == null || last.high === null ? 0 : precision(share, { low: last.low, high: last.high }),
  }
}

function otherGroup(group: Group, { unit }: SurvivalResult): string {
  const last = group.later.findLast(({ survival }) => survival !== null)
  if (!last) return ''
  return `Of ${group.name}, ${percent(last.survival!)} are still there after ${stay(last.time, unit)} ${boundsOf(last, '')}.`
}

function boundsOf({ low, high }: Later, before: string): string {
  return low === null || high === null ? '' : `(${before}${percentInterval(low, high)})`
}

function pictureOf(group: Group, { all, unit }: SurvivalResult): Picture {
  const last = group.later.findLast(({ survival }) => survival !== null)
  const marked = group.median ?? last?.time ?? 0
  return {
    kind: 'curve',
    caption: `Share still there${group === all ? '' : `, ${group.name}`}, by ${unit}`,
    points: group.points.map(({ time, survival }) => [time, survival] as const),
    mark: Math.max(
      0,
      group.points.findLastIndex(({ time }) => time <= marked),
    ),
    label: group.median === null ? percent(last?.survival ?? 1) : stay(group.median, unit),
    percent: true,
  }
}

function dangerous(group: Group, result: SurvivalResult): Finding | null {
  const found = worstSpan(group.spans)
  if (!found || result.spanName === null) return null
  const { worst, other } = found
  const name = (span: typeof worst) => placeName(group.spans.indexOf(span), result.spanName!)
  const among = group === result.all ? '' : `Of ${group.name}, `
  const beside =
    other.from > worst.from
      ? `of those who stay, ${percent(other.share)} leave in the ${name(other)}`
      : `in the ${name(other)} ${percent(other.share)} did`
  return {
    claim: `The ${name(worst)} ${/(days|weeks)$/.test(result.spanName) ? 'are the dangerous ones' : 'is the dangerous one'}.`,
    evidence: `${among}${percent(worst.share)} of those ${worst.from === 0 ? 'who begin' : 'who get to it'} leave in it (${percentInterval(worst.interval.low, worst.interval.high)}); ${beside} (${percentInterval(other.interval.low, other.interval.high)}).`,
    kind: 'fact',
    claims: 'extreme',
    money: 0,
    customers: worst.atRisk,
    certainty: certainty(worst.share, worst.interval, other.interval.high),
    who: leftIn(result, group, worst, name(worst)),
  }
}

function between(result: SurvivalResult, compared: Compared | null): Finding | null {
  const { test, unit, until } = result
  if (!compared || !test || test.df === 0) return null
  const { shortest, longest, pairs } = compared
  const [less, more] = [shortest.mean!, longest.mean!]
  const difference = more.mean - less.mean
  const half = Math.hypot(more.mean - more.low, less.high - less.mean)
  const span = { low: difference - half, high: difference + half }
  const isTold = isSure(difference, span, 0, pairs)
  const means = `${mean(more.mean)} ${unit}s on average (${FIRST_INTERVAL}${interval(more.low, more.high, mean)}), against ${mean(less.mean)} (${interval(less.low, less.high, mean)})`
  return {
    claim: isTold
      ? `Within ${stay(until, unit)}, ${longest.name} goes with ${mean(difference)} more ${unit}s.`
      : test.p < SURE
        ? 'Groups leave at different times, but none stands out for its stay.'
        : 'No group differs by more than chance.',
    evidence: isTold
      ? `${longest.name}: ${means} of ${shortest.name}. ${testWords('Log-rank', test)}.`
      : `${longest.name}, which stays longest: ${means} of ${shortest.name}. ${testWords('Log-rank', test)}.`,
    kind: 'fact',
    ...(isTold && { claims: 'extreme' as const }),
    money: 0,
    customers: shortest.customers + longest.customers,
    certainty: isTold ? certainty(difference, span, 0) : 0.4,
    who: everyone(result, longest),
  }
}

function notByChance(result: SurvivalResult, { by }: SurvivalSettings, { attributes }: Known): Finding {
  const label = attributes.find(({ id }) => id === by)?.label ?? 'the segment'
  return {
    claim: `Nobody was put into ${label} by chance.`,
    evidence: `Those who mean to stay may choose otherwise, and those who stay have more time to move: the difference is not what ${label} would do to a given customer.${result.hazards?.terms.some(({ attribute }) => attribute === label) ? ' The ratios below hold the other attributes equal.' : ''}`,
    kind: 'warning',
    money: 0,
    customers: result.known,
    certainty: 0.3,
  }
}

/** Where leaving is a silence: which, why, and how many hang on it. */
function silenceRule({ silence }: SurvivalResult): Finding | null {
  if (!silence) return null
  const { days, isGiven, comeBack, gone, ifShorter, ifLonger } = silence
  const back = comeBack === null ? '' : ` Of those silent for longer ${percent(comeBack)} order again in the time the data show.`
  return {
    claim: `Leaving means more than ${plural(days, 'day')} without an order here.`,
    evidence: `${isGiven ? 'The length was set by hand.' : 'It is the shortest silence after which at most one in five ever order again.'}${back} ${count(gone)} count as gone; ${count(ifShorter)} would with a silence a fifth shorter, ${count(ifLonger)} with one a fifth longer.`,
    kind: 'warning',
    money: 0,
    customers: ifShorter - ifLonger,
    certainty: 0.3,
    theme: 'silence',
  }
}

/** Where no silence means leaving: no stay is over for sure. */
function onlySilent({ days, gone, comeBack }: SilentCustomers, known: number): Finding {
  return {
    claim: `How long customers stay cannot be told: silence here is no leaving.`,
    evidence: `${count(gone)} of ${count(known)} have been silent for over ${plural(days, 'day')}${comeBack === null ? ', and too little was seen after such a silence' : `, but of those silent for so long ${percent(comeBack, 0)} order again`}. The curve shows when they last ordered.`,
    kind: 'warning',
    money: 0,
    customers: known,
    certainty: 0.3,
    theme: 'silence',
  }
}
