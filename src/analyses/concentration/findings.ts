import { count, decimal, longSpan, money, percent, percentInterval, plural } from '../../shared/format'
import { Z95, type Interval } from '../../stats/wilson'
import type { Company } from '../../model/company/company'
import type { Action, CustomerSet, Finding } from '../contract/definition'
import { certainty, FEW, FIRST_INTERVAL, isSure, precision } from '../wording/certainty'
import { capital, fractionOf, fractionWords, numberWord } from '../wording/fractions'
import type { ConcentrationResult, Top, Year } from './result'
import { LARGEST, NAMES, placesOf } from './words'

/** Ten customers are few of so many, and many of fewer. */
const MANY = 20 * LARGEST

/** The share of the largest that makes a company hang on them. */
const HANGS = 0.1

function topOf({ top, customers }: ConcentrationResult): CustomerSet {
  return placesOf(1, top!.customers, `The ${percent(top!.customers / customers, 0)} who bring most`)
}

export function findings(result: ConcentrationResult, company: Company): Finding[] {
  if (result.customers < FEW || result.top === null) return []
  return [concentrated(result, result.top, company), largest(result, company), moved(result), below(result, company)].filter(
    (finding) => finding !== null,
  )
}

/** To those on whom half of it rests. */
export function action({ customers, halfFrom, revenue, amount }: ConcentrationResult, { currency }: Company): Action | null {
  if (customers < FEW || halfFrom === null || halfFrom > customers / 4) return null
  const alike = Math.round(revenue / 2 / halfFrom / (revenue / 2 / (customers - halfFrom)))
  return {
    text: `Give each of the ${plural(halfFrom, 'customer')} who bring half of ${NAMES[amount]} somebody who knows them by name.`,
    note: `One of them brought ${money(revenue / 2 / halfFrom, currency)} on average, as much as ${count(alike)} of the others: no campaign makes up for one who leaves unnoticed.`,
    who: placesOf(1, halfFrom, `Who bring half of ${NAMES[amount]}`),
  }
}

function concentrated(result: ConcentrationResult, top: Top, { currency, firstAt, lastAt }: Company): Finding {
  const { amount, customers, revenue, gini, halfFrom } = result
  const part = top.customers / customers
  const bounds = top.interval ? ` (${FIRST_INTERVAL}${percentInterval(top.interval.low, top.interval.high)})` : ''
  const span = firstAt && lastAt ? ` ${longSpan(firstAt, lastAt)}` : ''
  return {
    claim: `${capital(partWords(part))} of the customers ${top.customers === 1 ? 'brings' : 'bring'} ${fractionOf(top.share, NAMES[amount])}.`,
    evidence:
      `${count(top.customers)} of ${plural(customers, 'customer')} brought ${money(top.amount, currency)} of ${money(revenue, currency)}${span}: ` +
      `${percent(top.share)}${bounds}. Half comes from ${count(halfFrom!)} of them.` +
      (gini ? ` Gini ${decimal(gini.value, 2)} (${decimal(gini.low, 2)} to ${decimal(gini.high, 2)}).` : ''),
    kind: 'fact',
    theme: 'concentration',
    money: top.amount,
    customers: top.customers,
    certainty: precision(top.share, top.interval),
    ...(!(top.interval && top.interval.low > chanceShare(part)) && { leads: false as const }),
    who: topOf(result),
    picture: {
      kind: 'curve',
      caption: `${capital(NAMES[amount])} by share of customers, largest first`,
      points: result.curve,
      mark: result.curve.findIndex(([customers]) => customers >= part),
      label: `${percent(top.share, 0)} of ${NAMES[amount]} from ${partWords(part)} of customers`,
      percent: true,
    },
  }
}

/** "a tenth"; "2 %" where a fraction says too little. */
function partWords(part: number): string {
  return part < 0.05 ? percent(part, 0) : fractionWords(part)
}

/** What the top share brings where spending is spread by nothing but chance (exponentially): p (1 − ln p). */
function chanceShare(part: number): number {
  return part * (1 - Math.log(part))
}

function largest({ largest: top, customers, revenue, amount }: ConcentrationResult, { currency }: Company): Finding | null {
  if (!top || customers < MANY || top.share < HANGS) return null
  return {
    claim: `Without its ${numberWord(LARGEST)} largest customers the company lacks ${fractionOf(top.share, NAMES[amount])}.`,
    evidence: `They brought ${money(top.amount, currency)}, ${percent(top.share)} of ${NAMES[amount]}; ${money(revenue - top.amount, currency)} would be left.`,
    kind: 'warning',
    money: top.amount,
    customers: LARGEST,
    certainty: 1,
    who: placesOf(1, LARGEST, `The ${numberWord(LARGEST)} largest customers`),
  }
}

/** The first and the last whole year, where they differ by more than chance. */
function moved({ years, amount }: ConcentrationResult): Finding | null {
  const whole = years.filter(({ isComplete, customers, top }) => isComplete && customers >= FEW && top.interval !== null)
  const [first, last] = [whole[0], whole.at(-1)]
  if (!first || !last || first === last) return null
  const difference = last.top.share - first.top.share
  const within = differenceInterval(first, last)
  if (!isSure(difference, within, 0)) return null
  const part = partWords(last.top.customers / last.customers)
  return {
    claim: `${capital(NAMES[amount].replace('all ', ''))} ${difference > 0 ? 'hangs on fewer' : 'is spread wider'} in ${last.year} than in ${first.year}.`,
    evidence:
      `${capital(part)} of the customers of a year brought ${percent(first.top.share)} in ${first.year} and ${percent(last.top.share)} in ${last.year}: ` +
      `${difference > 0 ? '+' : ''}${decimal(difference * 100, 1)} points (${percentInterval(within.low, within.high)}).`,
    kind: difference > 0 ? 'warning' : 'fact',
    claims: 'trend',
    theme: 'concentration over time',
    money: 0,
    customers: last.customers,
    certainty: certainty(difference, within, 0),
  }
}

/** Of two shares whose errors are taken as independent, by the widths of their intervals. */
function differenceInterval(first: Year, last: Year): Interval {
  const error = Math.hypot(errorOf(first.top.interval!), errorOf(last.top.interval!))
  const difference = last.top.share - first.top.share
  return { low: difference - Z95 * error, high: difference + Z95 * error }
}

function errorOf({ low, high }: Interval): number {
  return (high - low) / 2 / Z95
}

function below({ below: { customers, revenue }, amount, customers: all }: ConcentrationResult, { currency }: Company): Finding | null {
  if (customers === 0) return null
  const what = amount === 'margin' ? 'cost more than they brought' : 'took back more than they bought'
  return {
    claim: `${capital(plural(customers, 'customer'))} ${what}.`,
    evidence: `Together ${money(revenue, currency)}, of ${plural(all, 'customer')}.`,
    kind: 'warning',
    theme: 'below nothing',
    money: Math.abs(revenue),
    customers,
    certainty: 1,
    who: placesOf(all - customers + 1, all, `Who ${what}`),
  }
}
