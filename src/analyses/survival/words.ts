import { count, decimal, plural, probability } from '../../shared/format'
import type { Unit } from './horizons'
import type { HazardTerm } from './hazard-term'
import type { StaySource } from './source'

/** "35 months", "12.5 months", "1 day". */
export function stay(time: number, unit: Unit): string {
  return Number.isInteger(time) ? plural(time, unit) : `${bare(time)} ${unit}s`
}

/** Without the unit; one decimal where it has any. */
export function bare(time: number): string {
  return decimal(time, Number.isInteger(time) ? 0 : 1)
}

/** A mean: always one decimal. */
export function mean(time: number): string {
  return decimal(time, 1)
}

const DAYS_A_MONTH = 30.436875

/** Days from two months on are easier read as months; null elsewhere. */
export function inMonths(time: number, unit: Unit): string | null {
  return unit === 'day' && time >= 60 ? `${decimal(time / DAYS_A_MONTH, 1)} months` : null
}

/** What stays are counted in and from: "months as a customer". */
export function since(source: StaySource, unit: Unit): string {
  return source === 'tenure' ? `${unit}s as a customer` : SINCE[source]
}

const SINCE: Record<Exclude<StaySource, 'tenure'>, string> = {
  dates: 'days since joining',
  subscriptions: 'days since subscribing',
  orders: 'days since the first order',
}

export const HEAD: Record<StaySource, string> = {
  tenure: 'Stays from a column of tenure',
  dates: 'Stays from dates of joining and leaving',
  subscriptions: 'Stays from subscriptions',
  orders: 'Stays from orders',
}

/** Who is followed: "of the subscribers". */
export const PEOPLE: Record<StaySource, string> = {
  tenure: 'customers',
  dates: 'customers',
  subscriptions: 'subscribers',
  orders: 'customers',
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "first year", "third ninety days", "21st month". */
export function placeName(index: number, name: string): string {
  return `${PLACES[index] ?? ordinal(index + 1)} ${name}`
}

function ordinal(place: number): string {
  const isTeen = Math.floor(place / 10) % 10 === 1
  return `${count(place)}${(isTeen ? null : ['th', 'st', 'nd', 'rd'][place % 10]) ?? 'th'}`
}

/** "Contract: One year", "MonthlyCharges, 20 more". */
export function termName({ attribute, level, step }: Pick<HazardTerm, 'attribute' | 'level' | 'step'>): string {
  return level === null ? `${attribute}, ${number(step)} more` : `${attribute}: ${level}`
}

/** A number of the data, with as many decimals as it has up to three digits. */
export function number(value: number): string {
  if (value === 0) return '0'
  return Number.isInteger(value) ? count(value) : decimal(value, Math.min(6, Math.max(1, -Math.floor(Math.log10(Math.abs(value))))))
}

/** A ratio for the page: three digits that count. */
export function ratio(value: number): string {
  return value >= 9.995 ? decimal(value, 1) : decimal(value, value < 0.0995 ? 3 : 2)
}

/** "log-rank χ² 2,353 on 2 df, p < 0.001". */
export function testWords(name: string, { statistic, df, p }: { statistic: number; df: number; p: number }): string {
  return `${name} χ² ${decimal(statistic, statistic < 100 ? 1 : 0)} on ${count(df)} df, ${probability(p)}`
}
