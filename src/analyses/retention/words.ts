import { date, longDate, longMonth, month } from '../../shared/format'
import { ROLLING_DAYS } from './calendar-dates'
import { periodOf } from './result'
import type { Period, RetentionSettings } from './options'

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

/** "month six", "day 14"; "days 30 to 59" where periods are rolling. */
export function periodName(period: number, settings: RetentionSettings): string {
  const unit = periodOf(settings)
  if (settings.counted === 'calendar' || unit === 'day') return `${unit} ${NUMBERS[period] ?? period}`
  const length = ROLLING_DAYS[unit]
  return `days ${period * length} to ${(period + 1) * length - 1}`
}

/** "in the next month", "in days 30 to 59", "after the first month". */
export function nextPeriod(settings: RetentionSettings): string {
  const unit = periodOf(settings)
  if (settings.mode === 'unbounded')
    return settings.counted === 'calendar' ? `after the first ${unit}` : `after day ${ROLLING_DAYS[unit] - 1}`
  return settings.counted === 'calendar' ? `in the next ${unit}` : `in ${periodName(1, settings)}`
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
