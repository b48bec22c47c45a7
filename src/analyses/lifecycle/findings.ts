import { count, decimal, interval, percent, percentInterval, plural } from '../../shared/format'
import { newcombe } from '../../stats/newcombe'
import { wilson } from '../../stats/wilson'
import { longName, rangeName, shortName } from '../wording/calendar-periods'
import { certainty, FEW, FIRST_INTERVAL, isSure } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { capital, inWords } from '../wording/fractions'
import { periodOf, type LifecycleSettings, type ActivitySource } from './options'
import { toldPeriods, type LifecyclePeriod, type LifecycleResult, type QuickRatio } from './result'
import { activeTimes, dueIn, membersOf } from './sets'

export function findings(result: LifecycleResult, settings: LifecycleSettings): Finding[] {
  const { periods } = result
  if (periods.length === 0) return []
  const told = toldPeriods(periods)
  const last = told.at(-1)
  if (!last) return [tooShort(result, settings)]
  const customers = periods.reduce((sum, one) => sum + one.new, 0)
  if (customers < FEW) return [tooFew(last, settings)]
  return [
    result.quick ? balance(result.quick, told, settings) : nobodyLeft(last, settings),
    fellSilent(result, told, settings),
    cameBack(last, result.source, settings),
    between(result, settings),
    stickiness(result, settings),
  ].filter((finding) => finding !== null)
}

/** To those who can still be helped, judged by their own pace. */
export function action({ periods, due, source }: LifecycleResult, settings: LifecycleSettings): Action | null {
  const last = toldPeriods(periods).at(-1)
  if (!last || !due || due.customers === 0) return null
  const unit = periodOf(settings)
  return {
    text: `Write to the ${plural(due.customers, 'customer')} who fell silent in ${longName(last.startedOn, unit)} and by their own pace would be back.`,
    note: `They were active the ${unit} before, have been silent for longer than is usual for them, and not for so long that they count as gone. Leave a random part of them alone: only that shows what writing changes.`,
    who: dueIn(last, due, source, settings),
  }
}

function tooShort({ periods }: LifecycleResult, settings: LifecycleSettings): Finding {
  const customers = periods.reduce((sum, one) => sum + one.new, 0)
  return {
    claim: `The data are too short a time for a lifecycle by ${settings.period}.`,
    evidence: `${plural(customers, 'customer')} were active; there is no complete ${settings.period} with another before it.${settings.period === 'day' ? '' : ' A shorter period may show more.'}`,
    kind: 'warning',
    money: 0,
    customers,
    certainty: 1,
  }
}

function tooFew(last: LifecyclePeriod, settings: LifecycleSettings): Finding {
  return {
    claim: `${plural(last.active, 'customer')} ${last.active === 1 ? 'was' : 'were'} active in ${longName(last.startedOn, periodOf(settings))}, ${count(last.dormant)} fell silent.`,
    evidence: 'Too few for a rate.',
    kind: 'fact',
    money: 0,
    customers: last.active,
    certainty: 1,
  }
}

function nobodyLeft(last: LifecyclePeriod, settings: LifecycleSettings): Finding {
  return {
    claim: `Nobody fell silent in the latest ${settings.period}s.`,
    evidence: `${plural(last.active, 'customer')} were active in ${longName(last.startedOn, periodOf(settings))}.`,
    kind: 'fact',
    money: 0,
    customers: last.active,
    certainty: 1,
  }
}

/** The quick ratio in words, with the picture of how it went. */
function balance(quick: QuickRatio, told: readonly LifecyclePeriod[], settings: LifecycleSettings): Finding {
  const unit = periodOf(settings)
  const range = rangeName(quick.from, quick.to, unit)
  const logs = { low: Math.log(quick.low), high: Math.log(quick.high) }
  const isTold = isSure(Math.log(quick.ratio), logs, 0)
  const claim = !isTold
    ? `About as many customers come or come back as fall silent.`
    : quick.ratio > 1
      ? 'More customers come or come back than fall silent.'
      : 'More customers fall silent than come or come back.'
  const shown = told.slice(-24).filter(({ dormant }) => dormant > 0)
  return {
    claim,
    evidence: `In ${range}, ${count(quick.gained)} were new or back after a pause and ${count(quick.lost)} fell silent: ${decimal(quick.ratio, 2)} for each one (${FIRST_INTERVAL}${interval(quick.low, quick.high, (bound) => decimal(bound, 2))}).`,
    kind: quick.ratio < 1 && isTold ? 'warning' : 'fact',
    ...(isTold && { claims: 'trend' as const }),
    money: 0,
    customers: quick.gained + quick.lost,
    certainty: certainty(Math.log(quick.ratio), logs, 0),
    picture: {
      kind: 'bars',
      caption: `Customers who fell silent, by ${unit}`,
      bars: shown.map(({ startedOn, dormant }, index) => ({
        label: shortName(startedOn, unit),
        value: dormant,
        ...(index >= shown.length - quick.periods && { focus: true }),
      })),
      labels: [shown.length - 1],
      format: 'count',
    },
  }
}

/** Of those active, the share that is not active a period later: the latest, and how it differs from before. */
function fellSilent({ periods, source }: LifecycleResult, told: readonly LifecyclePeriod[], settings: LifecycleSettings): Finding | null {
  const unit = periodOf(settings)
  const last = told.at(-1)!
  const before = periods[periods.indexOf(last) - 1]
  if (!before || before.active < FEW) return null
  const rate = last.dormant / before.active
  const own = wilson(last.dormant, before.active)
  const earlier = told.slice(0, -1).map((period) => ({ lost: period.dormant, of: periods[periods.indexOf(period) - 1]!.active }))
  const lost = earlier.reduce((sum, one) => sum + one.lost, 0)
  const of = earlier.reduce((sum, one) => sum + one.of, 0)
  const change = of >= FEW ? newcombe(lost, of, last.dormant, before.active) : null
  const trend = change && isSure(rate - lost / of, change, 0) ? `, ${rate > lost / of ? 'more' : 'fewer'} than before` : ''
  return {
    claim: `Of those active in ${longName(before.startedOn, unit)}, ${inWords(rate, 'customer')} fell silent in the next ${unit}${trend}.`,
    evidence: `${count(last.dormant)} of ${count(before.active)}, or ${percent(rate)} (${percentInterval(own.low, own.high)})${of >= FEW ? `, against ${percent(lost / of)} in the ${earlier.length === 1 ? unit : `${count(earlier.length)} ${unit}s`} before` : ''}.`,
    kind: 'fact',
    ...(trend !== '' && { claims: 'trend' as const }),
    money: 0,
    customers: last.dormant,
    certainty: change ? certainty(rate - lost / of, change, 0) : 0.5,
    who: membersOf('dormant', last, source, settings),
  }
}

function cameBack(last: LifecyclePeriod, source: ActivitySource, settings: LifecycleSettings): Finding | null {
  if (last.active < FEW) return null
  const [parts] = (['new', 'returning', 'resurrecting'] as const)
    .map((status) => ({ status, customers: last[status] }))
    .toSorted((a, b) => b.customers - a.customers)
  const share = (status: 'new' | 'returning' | 'resurrecting') =>
    `${percent(last[status] / last.active)} (${percentInterval(...bounds(last[status], last.active))})`
  const words = { new: 'new', returning: 'active the period before as well', resurrecting: 'back after a pause' }
  return {
    claim: `In ${longName(last.startedOn, periodOf(settings))} ${inWords(parts!.customers / last.active, 'active customer')} ${parts!.customers / last.active < 0.95 && inWords(parts!.customers / last.active, 'active customer').startsWith('one ') ? 'was' : 'were'} ${words[parts!.status]}.`,
    evidence: `${capital(share('new'))} of the ${count(last.active)} were new, ${share('returning')} had been active the ${periodOf(settings)} before, ${share('resurrecting')} came back after a pause.`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers: last.active,
    certainty: 0.4,
    who: membersOf(parts!.status, last, source, settings),
  }
}

function bounds(part: number, whole: number): [number, number] {
  const { low, high } = wilson(part, whole)
  return [low, high]
}

/** Under `by`: the group that gains most for each one it loses beside the one that gains least, where their intervals stay apart. */
function between({ groups }: LifecycleResult, settings: LifecycleSettings): Finding | null {
  const rated = groups
    .flatMap(({ name, quick }) => (quick && quick.gained + quick.lost >= FEW ? [{ name, quick }] : []))
    .toSorted((a, b) => b.quick.ratio - a.quick.ratio)
  const [most, least] = [rated[0], rated.at(-1)]
  if (!most || !least || most === least) return null
  // The two ends of several groups: one pair of all that could be made.
  const gap = Math.log(most.quick.ratio / least.quick.ratio)
  const half = Math.hypot(Math.log(most.quick.ratio / most.quick.low), Math.log(least.quick.high / least.quick.ratio))
  const isApart = isSure(gap, { low: gap - half, high: gap + half }, 0, (rated.length * (rated.length - 1)) / 2)
  const told = ({ name, quick }: typeof most) =>
    `${name}: ${decimal(quick.ratio, 2)} (${interval(quick.low, quick.high, (bound) => decimal(bound, 2))})`
  return {
    claim: isApart
      ? `${most.name} gains most for each customer it loses, ${least.name} least.`
      : 'No group gains or loses more than another for sure.',
    evidence: `New or back for each who fell silent in ${rangeName(most.quick.from, most.quick.to, periodOf(settings))}: ${told(most)}; ${told(least)}.${isApart ? ` The two ends of ${count(rated.length)} groups.` : ' The highest and the lowest are no further apart than chance takes them.'}`,
    kind: 'fact',
    ...(isApart && { claims: 'extreme' as const }),
    money: 0,
    customers: most.quick.gained + least.quick.gained,
    certainty: isApart ? 0.8 : 0.4,
  }
}

function stickiness({ stickiness: found, source }: LifecycleResult, settings: LifecycleSettings): Finding | null {
  if (!found) return null
  const unit = periodOf(settings)
  const all = found.counts.reduce((sum, { customers }) => sum + customers, 0)
  const once = found.counts[0]!.customers
  if (all < FEW) return null
  const many = Math.ceil(found.periods / 2)
  const often = found.counts.slice(many - 1).reduce((sum, { customers }) => sum + customers, 0)
  return {
    claim: `${capital(inWords(once / all, 'customer'))} ${inWords(once / all, 'customer').startsWith('one ') ? 'was' : 'were'} active in one ${unit} only.`,
    evidence: `Of ${count(all)} active at all in the last ${count(found.periods)} complete ${unit}s, ${percent(once / all)} were in one of them (${percentInterval(...bounds(once, all))}) and ${percent(often / all)} in ${count(many)} or more (${percentInterval(...bounds(often, all))}).`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers: once,
    certainty: 0.4,
    who: activeTimes(1, found, source, settings),
  }
}
