import { date, longDate, longMonth, month, monthName } from '../../shared/format'
import { ROLLING_DAYS } from './calendar-dates'
import type { Feature } from './first-order'
import { periodOf, spanOf, type Period, type RetentionSettings } from './options'

/** A cohort as exports key it: '2010-12' for months, else the ISO date of its first day. */
export function cohortKey(iso: string, period: Period): string {
  return period === 'month' ? iso.slice(0, 7) : iso
}

/** In heads and axes: "Dec 2010", "Q4 2010", "29 Nov 2010". */
export function shortName(iso: string, period: Period): string {
  switch (period) {
    case 'month':
      return month(iso)
    case 'quarter':
      return `Q${quarterOf(iso)}\u00a0${iso.slice(0, 4)}`
    case 'year':
      return iso.slice(0, 4)
    default:
      return date(iso)
  }
}

/** In sentences: "December 2010", "the week of 29 November 2010". */
export function longName(iso: string, period: Period): string {
  switch (period) {
    case 'month':
      return longMonth(iso)
    case 'week':
      return `the week of ${longDate(iso)}`
    case 'day':
      return longDate(iso)
    default:
      return shortName(iso, period)
  }
}

/** On a phone: "Dec ’10"; days and weeks go without their year. */
export function phoneName(iso: string, period: Period): string {
  const name = shortName(iso, period)
  if (period === 'year') return name
  const year = name.slice(-4)
  return period === 'day' || period === 'week' ? name.slice(0, -5) : `${name.slice(0, -5)} ’${year.slice(2)}`
}

/** A run of cohorts: "Jan–Mar 2011", "Dec 2010", "Q1 2010 – Q3 2011". */
export function rangeName(from: string, to: string, period: Period): string {
  if (from === to) return shortName(from, period)
  const [first, last] = [shortName(from, period), shortName(to, period)]
  return period === 'month' && from.slice(0, 4) === to.slice(0, 4) ? `${first.slice(0, -5)}–${last}` : `${first} – ${last}`
}

const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "month six", "day 14", "months two to three"; "days 30 to 59" where periods are rolling. */
export function periodName(period: number, settings: RetentionSettings): string {
  const unit = periodOf(settings)
  const { from, to } = spanOf(period, settings)
  if (settings.counted !== 'calendar' && unit !== 'day') {
    const length = ROLLING_DAYS[unit]
    return `days ${from * length} to ${(to + 1) * length - 1}`
  }
  return from === to ? `${unit} ${numberName(from)}` : `${unit}s ${numberName(from)} to ${numberName(to)}`
}

/** In heads and axes: "3", "4–6". */
export function periodHead(period: number, settings: RetentionSettings): string {
  const { from, to } = spanOf(period, settings)
  return from === to ? String(from) : `${from}–${to}`
}

/** After "came back": "in month six", "in every month up to month six". */
export function cameBack(period: number, settings: RetentionSettings): string {
  const name = periodName(period, settings)
  if (settings.mode !== 'streak' || period === 1) return `in ${name}`
  return settings.counted === 'calendar' ? `in every ${periodOf(settings)} up to ${name}` : `in every period up to ${name}`
}

function numberName(value: number): string {
  return NUMBERS[value] ?? String(value)
}

/** "in the next month", "in days 30 to 59", "after the first month". */
export function nextPeriod(settings: RetentionSettings): string {
  const unit = periodOf(settings)
  if (settings.mode === 'unbounded')
    return settings.counted === 'calendar' ? `after the first ${unit}` : `after day ${ROLLING_DAYS[unit] - 1}`
  return settings.counted === 'calendar' && spanOf(1, settings).to === 1 ? `in the next ${unit}` : `in ${periodName(1, settings)}`
}

/** "months since the first order", "periods of 30 days since the first order". */
export function sinceFirst(settings: RetentionSettings): string {
  const unit = periodOf(settings)
  return settings.counted === 'calendar' || unit === 'day'
    ? `${unit}s since the first order`
    : `periods of ${ROLLING_DAYS[unit]} days since the first order`
}

function quarterOf(iso: string): number {
  return Math.ceil(Number(iso.slice(5, 7)) / 3)
}

const FEATURES: Readonly<Record<Feature, string>> = {
  channel: 'Channel',
  campaign: 'Campaign',
  discount: 'Discount',
  amount: 'Amount',
  month: 'Month of the year',
  product: 'Product',
  category: 'Category',
}

export function featureName(feature: Feature): string {
  return FEATURES[feature]
}

/** "December", "highest quarter by amount", "RED RETROSPOT CAKE STAND". */
export function valueName({ feature, value }: { readonly feature: Feature; readonly value: string }): string {
  if (feature === 'month') return monthName(Number(value))
  return feature === 'amount' ? `${value} by amount` : value
}

/** After "a first order": "in December", "through Shop", "of the highest quarter by amount", "with RED RETROSPOT CAKE STAND". */
export function firstOrderWords(of: { readonly feature: Feature; readonly value: string }): string {
  switch (of.feature) {
    case 'month':
      return `in ${valueName(of)}`
    case 'channel':
      return `through ${of.value}`
    case 'campaign':
      return `from the campaign ${of.value}`
    case 'discount':
      return of.value
    case 'amount':
      return `in the ${valueName(of)}`
    default:
      return `with ${of.value}`
  }
}
