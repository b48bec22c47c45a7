import { count, days, percent } from '../../shared/format'
import { longName, shortName } from '../wording/calendar-periods'
import type { ChurnSettings } from './options'
import type { Period, Rate } from './rates'
import type { ChurnResult } from './result'
import type { Source } from './source'
import type { Method } from './thresholds'

const lengthOf = (key: string) => (key.length === 7 ? 'month' : 'quarter')
const firstDay = (key: string) => (key.length === 7 ? `${key}-01` : key)

/** "Mar 2024", "Q1 2024", "all time". */
export function periodName(key: string): string {
  return key === 'all' ? 'all time' : shortName(firstDay(key), lengthOf(key))
}

/** "March 2024", "Q1 2024": for sentences. */
export function longPeriod(key: string): string {
  return key === 'all' ? 'all time' : longName(firstDay(key), lengthOf(key))
}

/** Under an axis: "Mar", "Q1". */
export function periodTick(key: string): string {
  return key === 'all' ? '' : periodName(key).slice(0, key.length === 7 ? 3 : 2)
}

export const OF: Record<string, { readonly words: string; readonly formula: string }> = {
  start: { words: 'of those there at the start', formula: 'lost of those there at the start ÷ there at the start' },
  average: { words: 'of those there on average', formula: 'all who left ÷ mean of those there at start and end' },
  exposure: { words: 'of those there, day by day', formula: '1 − e^−(all who left ÷ time that customers were there)' },
}

export const NET: Record<string, string> = {
  all: '(churned + contraction − expansion) ÷ start',
  ended: '(churned − expansion) ÷ start',
  back: '(churned + contraction − expansion − resurrected) ÷ start',
}

/** What a rate is a share of: of contracts as the setting says; of silence, those who had ordered lately. */
export function formulaOf(
  { source, silence }: Pick<ChurnResult, 'source' | 'silence'>,
  { of, period }: Pick<ChurnSettings, 'of' | 'period'>,
): { readonly words: string; readonly formula: string } {
  const known = OF[of] ?? OF.start!
  if (source !== 'orders' || of !== 'start') return known
  const base = `who had ordered in the ${days(silence!.days)} before it began`
  return { words: `of those ${base}`, formula: `customers with their last order in the ${period} ÷ customers ${base}` }
}

export const LEAVING: Record<Source, string> = {
  subscriptions: 'Leaving is the end of a subscription that no other follows within 31 days.',
  dates: 'Leaving is the end date.',
  flag: 'Leaving is the mark in the file.',
  orders: 'Leaving is the last order, once the silence after it is longer than the days that count.',
}

export const METHODS: Record<Method, { readonly name: string; readonly says: string }> = {
  gaps: { name: 'Usual gaps', says: 'nine in ten customers usually order again within it' },
  survival: {
    name: 'One in five come back',
    says: 'of those silent for longer at most one in five ever order again (survival of gaps, open ones counted)',
  },
  errors: { name: 'Fewest errors', says: 'the two shares of errors add up to the least' },
  alive: { name: 'P(alive) under ½', says: 'the BG/NBD model gives each customer up at a pace of their own; days: the median' },
}

/** "4.5 %", of marks "26.54 %". */
export function ratePercent({ rate }: Pick<Rate, 'rate'>, source: Source | null): string {
  return percent(rate, source === 'flag' ? 2 : 1)
}

/** "May 2024", "the last 12 whole months". */
export function spanOf(year: readonly Period[], { period }: Pick<ChurnSettings, 'period'>): string {
  return year.length === 1 ? longPeriod(year[0]!.key) : `the last ${count(year.length)} whole ${period}s`
}
