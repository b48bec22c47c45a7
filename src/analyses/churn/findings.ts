import type { Picture } from '../../charts/sparkline/picture'
import type { Company } from '../../model/company/company'
import { DAYS } from '../../model/company/tenure-unit'
import { count, decimal, interval, money, percent, percentInterval, plural } from '../../shared/format'
import { fisherLarger } from '../../stats/fisher'
import { wilson } from '../../stats/wilson'
import { certainty, excludes, FEW, FIRST_INTERVAL, precision, SURE } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { capital, fractionOf, inWords } from '../wording/fractions'
import { groupRates, worstGroup } from './groups'
import type { ChurnSettings } from './options'
import { isBridge, isWhole, latestYear, pooled, rateOf, revenueRates, wholeBridge, type Period } from './rates'
import type { ChurnResult } from './result'
import { allWhoLeft, late, lostIn, there, thereWith } from './sets'
import { silenceRule, silent, silentMoney } from './silent-findings'
import { formulaOf, LEAVING, longPeriod, NET, periodTick, ratePercent, spanOf } from './words'

type Known = Pick<Company, 'attributes' | 'currency'>

export function findings(result: ChurnResult, settings: ChurnSettings, company: Known): Finding[] {
  const { source, silence } = result
  if (source === null || result.known === 0) return []
  if (source === 'orders' && !silence!.meansLeaving) return [silent(result), silenceRule(result)]
  const found = [
    source === 'flag' ? marked(result) : perPeriod(result, settings),
    source === 'flag'
      ? markedMoney(result, company)
      : source === 'orders'
        ? silentMoney(result, settings, company)
        : contractMoney(result, settings, company),
    worstPeriod(result, settings),
    between(result, settings, company),
    source === 'orders' ? silenceRule(result) : null,
    untold(result),
  ]
  return found.filter((finding) => finding !== null)
}

/** For those who can still be helped: who is silent for longer than usual, or most like those who left. */
export function action(result: ChurnResult, settings: ChurnSettings): Action | null {
  const { source, alike, gone } = result
  if (source === null || result.known === 0) return null
  const draw = 'Draw half of them at random and leave the others alone: only that can show what helps.'
  if (source === 'orders') {
    if (result.late === 0) return null
    return {
      text: `Write to the ${result.late === 1 ? 'customer who is' : `${count(result.late)} customers who are`} silent for over twice their own usual gap.`,
      note: `By their own pace they would have ordered by now, and they have not been silent for so long that they count as gone. ${draw}`,
      who: late(result),
    }
  }
  const contrast = settings.by === '' ? null : worstGroup(groupRates(result, settings))
  if (contrast && contrast.p < 0.05 && excludes(contrast.difference, 0) && contrast.worst.there > 0) {
    const { group, start, lost, there: staying } = contrast.worst
    return { text: lookAfter(staying, group.name, lost, start, result, settings), note: draw, who: there(result, staying, group.name) }
  }
  if (alike) {
    const { attribute, value, known } = alike
    return {
      text: lookAfter(known - alike.gone, `${attribute.label} “${value}”`, alike.gone, known, { source: 'flag' }, settings),
      note: draw,
      who: thereWith(result, alike),
    }
  }
  const staying = result.known - gone
  if (gone === 0 || staying === 0) return null
  return {
    text: `Ask the ${plural(gone, 'customer')} who left why, and keep the ${count(staying)} who are there with what they say.`,
    note: 'What they say is in no file. Survival and the drivers of leaving tell who else may go.',
    who: allWhoLeft(result, gone),
  }
}

function lookAfter(
  staying: number,
  name: string,
  lost: number,
  start: number,
  { source }: Pick<ChurnResult, 'source'>,
  { period }: ChurnSettings,
): string {
  const bounds = wilson(lost, start)
  const share = `${percent(lost / start)} of their like ${source === 'flag' ? 'have left' : `left in a ${period}`}`
  return `Look after the ${count(staying)} customers of ${name} who are still there: ${share} (${FIRST_INTERVAL}${percentInterval(bounds.low, bounds.high)}).`
}

function marked(result: ChurnResult): Finding {
  const all = result.all[0]!
  const { start, lost } = all
  const bounds = wilson(lost, start)
  const base = { kind: 'fact', theme: 'leaving', money: 0, customers: lost, certainty: 1, who: allWhoLeft(result, lost) } as const
  if (start < FEW)
    return { ...base, claim: `${count(lost)} of ${count(start)} ${lost === 1 ? 'has' : 'have'} left.`, evidence: 'Too few for a rate.' }
  return {
    ...base,
    claim: `${capital(fractionOf(lost / start, 'the customers'))} have left.`,
    evidence: `${count(lost)} of ${count(start)}: ${percent(lost / start, 2)} (${FIRST_INTERVAL}${percentInterval(bounds.low, bounds.high, 2)}). The mark has no date, so this is one number for all time.${paceOf(lost, result)}`,
    certainty: precision(lost / start, bounds),
  }
}

/** How many left in a month, or in a year where stays are told in years. */
function paceOf(lost: number, { tenure }: ChurnResult): string {
  if (!tenure || tenure.sum <= 0) return ''
  const { sum, unit } = tenure
  const per = unit === 'year' ? 'year' : 'month'
  const time = unit === per ? sum : (sum * DAYS[unit]) / DAYS[per]
  return ` Over the ${plural(Math.round(sum), unit)} they were there in all that is ${percent(1 - Math.exp(-lost / time), 2)} a ${per}.`
}

function perPeriod(result: ChurnResult, settings: ChurnSettings): Finding {
  const year = latestYear(result.all, settings.period)
  const counts = pooled(year)
  const rate = rateOf(counts, settings.of)
  const { known, gone } = result
  const base = { kind: 'fact', money: 0, customers: known - gone } as const
  const left = `${count(gone)} of ${count(known)} ${known === 1 ? 'customer' : 'customers'} ${gone === 1 ? 'has' : 'have'} left`
  if (!rate || counts.start < FEW) {
    const evidence =
      year.length > 0
        ? 'Too few for a rate.'
        : `No ${settings.period} is over, with as long before it as is needed, of which all who left in it are known.`
    return { ...base, claim: `${left}.`, evidence, certainty: 1, who: allWhoLeft(result, gone) }
  }
  const span = spanOf(year, settings)
  const lost = settings.of === 'start' ? counts.lost : counts.endings
  const sums = `${left} so far; ${count(known - gone)} are there now.${pausesIn(result)}`
  const who = there(result, known - gone)
  if (lost === 0)
    return {
      ...base,
      claim: `Nobody left in ${span}.`,
      evidence: `With so many there, up to ${percent(rate.high)} a ${settings.period} could leave unseen (95 % interval 0 to ${decimal(rate.high * 100, 1)}). ${sums}`,
      certainty: 1,
      who,
    }
  return {
    ...base,
    claim: `${capital(inWords(rate.rate, 'customer', ['leaves', 'leave']))} in a ${settings.period}.`,
    evidence: `In ${span} ${count(lost)} left: ${percent(rate.rate)} a ${settings.period} ${formulaOf(result, settings).words} (${FIRST_INTERVAL}${percentInterval(rate.low, rate.high)}).${yearIn(result)} ${sums}`,
    certainty: precision(rate.rate, rate),
    who,
    ...(result.all.length > 2 && { picture: pictureOf(result, settings) }),
  }
}

/** The yearly figure, from the life table: what is left of a year is no month twelve times over. */
function yearIn({ year }: ChurnResult): string {
  if (!year) return ''
  const bounds = year.low === null || year.high === null ? '' : ` (${percentInterval(year.low, year.high)})`
  return ` A year after they began ${percent(year.survival)} of customers are still there${bounds}.`
}

function pausesIn({ pauses, source }: ChurnResult): string {
  if (pauses === 0) return ''
  return source === 'orders'
    ? ` ${count(pauses)} longer ${pauses === 1 ? 'silence was a pause that ended' : 'silences were pauses that ended'} with an order: ${pauses === 1 ? 'it is' : 'they are'} no leaving.`
    : ` ${plural(pauses, 'contract')} began anew after a pause.`
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
    claim: `Those who left had paid ${fractionOf(rates.gross, 'the monthly revenue')}.`,
    evidence: `${money(Math.round(all.money.churned), currency)} of ${money(Math.round(all.money.start), currency)} a month, ${percent(rates.gross, 2)}: what those who left paid ÷ what all paid.`,
    kind: 'fact',
    money: all.money.churned,
    customers: all.lost,
    certainty: 1,
    theme: 'leaving',
    who: allWhoLeft(result, all.lost),
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
    evidence: `In ${spanOf(year, settings)} ${full(lost)} of monthly revenue went with those who left or pay less: ${percent(rates.gross)} a ${settings.period} of what was paid at its start (gross churn). New customers brought ${full(whole.fresh)}, those who stayed ${full(whole.expansion)} more, those who came back ${full(whole.resurrected)}; set against what the others pay more, ${percent(rates.net ?? 0)} a ${settings.period} is lost (net churn, ${NET[settings.net] ?? NET.all!}).`,
    kind: 'fact',
    money: lost,
    customers: pooled(year).lost,
    certainty: 1,
    theme: 'revenue lost',
  }
}

/** The period that stands out from all the others, by more than the largest of so many does by chance. */
function worstPeriod(result: ChurnResult, settings: ChurnSettings): Finding | null {
  const periods = result.all.filter((period) => isWhole(period) && period.start >= FEW)
  const counted = periods.map((period) => ({ period, lost: Math.min(period.lost, period.start) }))
  const worst = counted.toSorted((a, b) => b.lost / b.period.start - a.lost / a.period.start)[0]
  if (!worst || counted.length < 3) return null
  const others = counted.filter((one) => one !== worst)
  const [lost, start] = [others.reduce((sum, one) => sum + one.lost, 0), others.reduce((sum, one) => sum + one.period.start, 0)]
  const own = worst.period.start
  const p = fisherLarger(worst.lost, own - worst.lost, lost, start - lost) * counted.length
  if (p >= SURE) return null
  const [inside, outside] = [wilson(worst.lost, own), wilson(lost, start)]
  const name = longPeriod(worst.period.key)
  return {
    claim: `Most left in ${name}: ${percent(worst.lost / own)}.`,
    evidence: `${count(worst.period.lost)} left, against ${count(own)} there at its start (${percentInterval(inside.low, inside.high)}); in the other ${count(others.length)} whole ${settings.period}s ${percent(lost / start)} did (${percentInterval(outside.low, outside.high)}). That is more than the largest of ${count(counted.length)} ${settings.period}s stands out by chance.`,
    kind: 'fact',
    claims: 'extreme',
    money: 0,
    customers: worst.period.lost,
    certainty: certainty(worst.lost / own, inside, outside.high),
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

function untold(result: ChurnResult): Finding | null {
  const untold = result.customers - result.known
  if (untold === 0 || result.source === 'orders' || result.source === null) return null
  const missing = { subscriptions: 'a subscription', dates: 'a date of joining that fits', flag: 'a mark' }[result.source]
  return {
    claim: `${count(untold)} customers have no ${missing.replace(/^an? /, '')}.`,
    evidence: `They are in none of these rates. ${LEAVING[result.source]}${result.sources.includes('orders') ? ' Choose silence above for those who order without a contract.' : ''}`,
    kind: 'warning',
    money: 0,
    customers: untold,
    certainty: 0.2,
  }
}

/** The words under a figure of rates. */
export function periodNote(periods: readonly Period[], period: string): string | null {
  const blind = periods.filter(({ isBlind, start }) => isBlind && start > 0).length
  return blind > 0 ? `The first ${plural(blind, period)} look back on less than a whole silence: they are in no sentence.` : null
}
