import type { Picture } from '../../charts/small/picture'
import type { Company } from '../../model/company'
import { count, decimal, interval, money, percent, percentInterval, plural } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import { certainty, excludes, FEW, FIRST_INTERVAL } from '../certainty'
import type { Action, Finding } from '../definition'
import { capital, fractionOf, inWords } from '../fractions'
import { groupRates, worstGroup } from './groups'
import type { ChurnSettings } from './options'
import { compounded, isBridge, isWhole, latestYear, pooled, rateOf, revenueRates, wholeBridge, type Period } from './rates'
import type { ChurnResult } from './result'
import { latelyGone, lostIn, silentFor, there } from './sets'
import { silentOver } from './thresholds'
import { formulaOf, LEAVING, longPeriod, NET, periodTick, ratePercent, since } from './words'

type Known = Pick<Company, 'attributes' | 'currency'>

export function findings(result: ChurnResult, settings: ChurnSettings, company: Known): Finding[] {
  const { source } = result
  if (source === null || result.all.length === 0) return []
  const found = [
    source === 'flag' ? marked(result) : perPeriod(result, settings),
    source === 'flag'
      ? markedMoney(result, company)
      : source === 'orders'
        ? silentMoney(result, settings, company)
        : contractMoney(result, settings, company),
    worstPeriod(result, settings),
    between(result, settings, company),
    silenceRule(result),
    untold(result),
  ]
  return found.filter((finding) => finding !== null)
}

export function action(result: ChurnResult, settings: ChurnSettings, { currency }: Known): Action | null {
  const { source, gone } = result
  const draw =
    'The larger first. Write to half of them, drawn at random, and leave the others alone: only that shows what brings them back.'
  if (source === 'flag') return ofMarked(result, settings)
  if (source === null || !gone || gone.customers === 0) return null
  const what = source === 'orders' ? `fell silent for good ${since(gone.since)}` : `left ${since(gone.since)}`
  const worth =
    source !== 'orders' && gone.monthly > 0
      ? `: they paid ${money(Math.round(gone.monthly), currency)} a month`
      : gone.brought > 0
        ? `: they had brought ${money(Math.round(gone.brought), currency)}`
        : ''
  const who = gone.customers === 1 ? 'the customer who' : `the ${count(gone.customers)} customers who`
  return {
    text: `Win back ${who} ${what.replace(' for good', '')}${gone.customers === 1 ? worth.replace('they', 'who') : worth}.`,
    note: draw,
    who: latelyGone(result, gone),
  }
}

function ofMarked(result: ChurnResult, settings: ChurnSettings): Action | null {
  const all = result.all[0]
  if (!all || all.lost === 0) return null
  const contrast = worstGroup(groupRates(result, settings))
  if (contrast && contrast.p < 0.05 && excludes(contrast.difference, 0) && contrast.worst.there > 0) {
    const { group, start, lost, there: staying } = contrast.worst
    const bounds = wilson(lost, start)
    return {
      text: `Look after the ${count(staying)} customers of ${group.name} who are still there: ${percent(lost / start)} of their like have left (${FIRST_INTERVAL}${percentInterval(bounds.low, bounds.high)}).`,
      note: 'Draw half of them at random and leave the others alone: only that can show what helps.',
      who: there(result, staying, group.name),
    }
  }
  return {
    text: `Ask the ${plural(all.lost, 'customer')} who left why, those who paid most first.`,
    note: 'What they say is in no file. Survival and the drivers of leaving tell who else may go.',
    who: lostIn(result, all, 'all'),
  }
}

function marked(result: ChurnResult): Finding {
  const all = result.all[0]!
  const { start, lost } = all
  const bounds = wilson(lost, start)
  const base = { kind: 'fact', money: 0, customers: lost, certainty: 1, who: lostIn(result, all, 'all') } as const
  if (start < FEW)
    return { ...base, claim: `${count(lost)} of ${count(start)} ${lost === 1 ? 'has' : 'have'} left.`, evidence: 'Too few for a rate.' }
  const pace =
    result.tenureMonths > 0
      ? ` Over the ${count(Math.round(result.tenureMonths))} months they were there in all that is ${percent(1 - Math.exp(-lost / result.tenureMonths), 2)} a month.`
      : ''
  return {
    ...base,
    claim: `${capital(fractionOf(lost / start, 'the customers'))} ${lost / start > 0.5 ? 'have' : 'have'} left.`,
    evidence: `${count(lost)} of ${count(start)}: ${percent(lost / start, 2)} (${FIRST_INTERVAL}${percentInterval(bounds.low, bounds.high, 2)}). The mark has no date, so this is one number for all time.${pace}`,
    certainty: certainty(lost / start, bounds, 0),
  }
}

function perPeriod(result: ChurnResult, settings: ChurnSettings): Finding {
  const year = latestYear(result.all, settings.period)
  const counts = pooled(year)
  const rate = rateOf(counts, settings.of)
  const now = result.all.at(-1)!.end
  const base = { kind: 'fact', money: 0, customers: now } as const
  if (!rate || counts.start < FEW) {
    const lost = result.all.reduce((sum, period) => sum + period.endings, 0)
    const known = result.all.reduce((sum, period) => sum + period.fresh, 0)
    return {
      ...base,
      claim: `${count(lost)} of ${count(known)} ${lost === 1 ? 'has' : 'have'} left.`,
      evidence: year.length === 0 ? `No ${settings.period} is over in which anybody could be seen leaving.` : 'Too few for a rate.',
      certainty: 1,
    }
  }
  const { words } = formulaOf(settings)
  const perYear = settings.period === 'quarter' ? 4 : 12
  const span = year.length === 1 ? `In ${longPeriod(year[0]!.key)}` : `Over the last ${count(year.length)} whole ${settings.period}s`
  return {
    ...base,
    claim: `${capital(inWords(rate.rate, 'customer', ['leaves', 'leave']))} in a ${settings.period}.`,
    evidence: `${span} ${percent(rate.rate)} ${words} left (${FIRST_INTERVAL}${percentInterval(rate.low, rate.high)}): ${count(settings.of === 'start' ? counts.lost : counts.endings)} in all. At this rate ${percent(compounded(rate.rate, perYear), 0)} leave within a year. ${count(now)} are there now.`,
    certainty: certainty(rate.rate, rate, 0),
    who: there(result, now),
    ...(result.all.length > 2 && { picture: pictureOf(result, settings) }),
  }
}

function pictureOf({ all }: ChurnResult, { of, period }: ChurnSettings): Picture {
  const shown = all.filter(({ start, isBlind }) => start > 0 && !isBlind).slice(-13)
  return {
    kind: 'bars',
    caption: `Share leaving, by ${period}`,
    bars: shown.map((one) => ({ label: periodTick(one.key), value: rateOf(one, of)?.rate ?? 0, open: one.isOpen })),
    labels: [Math.max(0, shown.findLastIndex(isWhole))],
    format: 'percent',
  }
}

function markedMoney(result: ChurnResult, { currency }: Known): Finding | null {
  const all = result.all[0]!
  const rates = revenueRates(all.money, 'all')
  if (!all.money || !rates || all.money.churned <= 0) return null
  return {
    claim: `With them went ${fractionOf(rates.gross, 'the monthly revenue')}.`,
    evidence: `${money(Math.round(all.money.churned), currency)} of ${money(Math.round(all.money.start), currency)} a month, ${percent(rates.gross, 2)}: what those who left paid ÷ what all paid.`,
    kind: 'fact',
    money: all.money.churned,
    customers: all.lost,
    certainty: 1,
    theme: 'revenue lost',
    who: lostIn(result, all, 'all'),
  }
}

/** What leaving costs where customers pay by the month. */
function contractMoney(result: ChurnResult, settings: ChurnSettings, { currency }: Known): Finding | null {
  const year = latestYear(result.all, settings.period)
  const bridges = year.flatMap(({ money: own }) => (isBridge(own) ? [own] : []))
  const whole = wholeBridge(bridges)
  const start = bridges.reduce((sum, bridge) => sum + bridge.start, 0)
  if (!whole || start <= 0) return null
  const rates = revenueRates({ ...whole, start }, settings.net)!
  const lost = whole.churned + whole.contraction
  const full = (value: number) => money(Math.round(value), currency)
  return {
    claim: `Leaving costs ${full(lost / year.length)} of monthly revenue in a ${settings.period}.`,
    evidence: `Gross churn is ${percent(rates.gross)} of the start, (churned + contraction) ÷ start, so GRR is ${percent(1 - rates.gross)}; net it is ${percent(rates.net ?? 0)}, ${NET[settings.net] ?? NET.all!}, so NRR is ${percent(1 - (rates.net ?? 0))}. Over ${plural(year.length, settings.period)}, ${full(lost)} went; new customers brought ${full(whole.fresh)}, those who stayed ${full(whole.expansion)} more, and those who came back ${full(whole.resurrected)}.`,
    kind: 'fact',
    money: lost,
    customers: pooled(year).lost,
    certainty: 1,
    theme: 'revenue lost',
  }
}

/** What those who fell silent had bought. */
function silentMoney(result: ChurnResult, settings: ChurnSettings, { currency }: Known): Finding | null {
  const year = latestYear(result.all, settings.period)
  const churned = year.reduce((sum, period) => sum + (period.money?.churned ?? 0), 0)
  const start = year.reduce((sum, period) => sum + (period.money?.start ?? 0), 0)
  if (churned <= 0 || start <= 0) return null
  const lost = pooled(year).lost
  return {
    claim: `Those who fell silent had bought for ${money(Math.round(churned), currency)}.`,
    evidence: `In the 365 days before each ${settings.period}, by the ${plural(lost, 'customer')} lost in ${year.length === 1 ? longPeriod(year[0]!.key) : `the last ${count(year.length)} whole ${settings.period}s`}: ${percent(churned / start)} a ${settings.period} of what all who were there had bought, against ${percent(rateOf(pooled(year), 'start')?.rate ?? 0)} of the customers.`,
    kind: 'fact',
    money: churned,
    customers: lost,
    certainty: 1,
    theme: 'revenue lost',
  }
}

/** The period that stands out from all the others. */
function worstPeriod(result: ChurnResult, settings: ChurnSettings): Finding | null {
  const periods = result.all.filter((period) => isWhole(period) && period.start >= FEW)
  const rated = periods.flatMap((period) => {
    const rate = rateOf(period, settings.of)
    return rate ? [{ period, rate }] : []
  })
  const worst = rated.toSorted((a, b) => b.rate.rate - a.rate.rate)[0]
  if (!worst || rated.length < 3) return null
  const others = rateOf(pooled(periods.filter((period) => period !== worst.period)), settings.of)
  if (!others || worst.rate.low <= others.high) return null
  const name = longPeriod(worst.period.key)
  return {
    claim: `Most left in ${name}: ${percent(worst.rate.rate)}.`,
    evidence: `${count(worst.period.lost)} of ${count(worst.period.start)} there at its start (${percentInterval(worst.rate.low, worst.rate.high)}); in the other ${settings.period}s ${percent(others.rate)} (${percentInterval(others.low, others.high)}).`,
    kind: 'fact',
    claims: 'extreme',
    money: 0,
    customers: worst.period.lost,
    certainty: certainty(worst.rate.rate, worst.rate, others.high),
    who: lostIn(result, worst.period, name),
  }
}

function between(result: ChurnResult, settings: ChurnSettings, { attributes }: Known): Finding | null {
  const rates = groupRates(result, settings)
  const contrast = worstGroup(rates)
  if (!contrast) return null
  const { worst, others, difference, p } = contrast
  const label = attributes.find(({ id }) => id === settings.by)?.label ?? 'the segment'
  const isSure = p < 0.05 && excludes(difference, 0)
  const own = wilson(worst.lost, worst.start)
  const per = result.source === 'flag' ? '' : ` a ${settings.period}`
  return {
    claim: isSure
      ? `${worst.group.name} lose most: ${ratePercent({ rate: worst.lost / worst.start }, result.source)}${per}.`
      : `No group of ${label} leaves more than chance alone might make it.`,
    evidence:
      `${isSure ? '' : `${worst.group.name}, which loses most: ${percent(worst.lost / worst.start)}${per}. `}${count(worst.lost)} of ${count(worst.start)}${result.source === 'flag' ? '' : ' at risk'} (${FIRST_INTERVAL}${percentInterval(own.low, own.high)}), against ${percent(others.lost / others.start)} of the others: ${interval(difference.low * 100, difference.high * 100, (value) => decimal(value, 1))} points more. ${isSure ? `Customers were not put into ${label} by chance.` : ''}`.trim(),
    kind: 'fact',
    ...(isSure && { claims: 'extreme' as const }),
    money: 0,
    customers: worst.there + worst.lost,
    certainty: isSure ? certainty(worst.lost / worst.start - others.lost / others.start, difference, 0) : 0.3,
    who: there(result, worst.there, worst.group.name),
  }
}

/** Where leaving is a silence: which, how else it could be told, and how many hang on it. */
function silenceRule(result: ChurnResult): Finding | null {
  const { silences } = result
  if (result.source !== 'orders' || !silences) return null
  const { days, still, methods, observed } = silences
  const told = methods.flatMap((one) => (one.days !== null && one.days < observed ? [one.days] : []))
  const [shorter, gone, longer] = [silentOver(still, 0.8 * days), silentOver(still, days), silentOver(still, 1.2 * days)]
  const between =
    told.length > 1 ? `Ways to tell it from the data say ${count(Math.min(...told))} to ${count(Math.max(...told))} days. ` : ''
  return {
    claim: `Leaving means more than ${plural(days, 'day')} without an order here.`,
    evidence: `${between}${count(gone)} count as gone now; ${count(shorter - longer)} flip if it moves by a fifth: ${count(shorter)} with a shorter silence, ${count(longer)} with a longer one.`,
    kind: 'warning',
    money: 0,
    customers: shorter - longer,
    certainty: 0.3,
    theme: 'silence',
    who: silentFor(Math.floor(0.8 * days), Math.floor(1.2 * days), 'Silent for about as long as means leaving', shorter - longer),
  }
}

function untold(result: ChurnResult): Finding | null {
  if (result.untold === 0 || result.source === 'orders' || result.source === null) return null
  const missing = { subscriptions: 'a subscription', dates: 'a date of joining that fits', flag: 'a mark', orders: '' }[result.source]
  return {
    claim: `${count(result.untold)} customers have no ${missing.replace(/^an? /, '')}.`,
    evidence: `They are in none of these rates. ${LEAVING[result.source]}${result.sources.includes('orders') ? ' Choose silence above for those who order without a contract.' : ''}`,
    kind: 'warning',
    money: 0,
    customers: result.untold,
    certainty: 0.2,
  }
}

/** The words under a figure of rates. */
export function periodNote(periods: readonly Period[], period: string): string | null {
  const blind = periods.filter(({ isBlind, start }) => isBlind && start > 0).length
  return blind > 0 ? `The first ${plural(blind, period)} cannot show anybody leaving yet: the silence was not over.` : null
}
