import { date, longDate, longMonth, month } from '../../shared/format'

/** A length of the calendar; weeks begin on Monday. */
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year'

const MONTHS: Partial<Record<Period, number>> = { month: 1, quarter: 3, year: 12 }

/** The start of the period `count` periods after the one that starts on `iso`; a date of the proleptic calendar, no zone. */
export function addPeriods(iso: string, period: Period, count: number): string {
  const date = new Date(`${iso}T00:00:00Z`)
  const months = MONTHS[period]
  if (months) date.setUTCMonth(date.getUTCMonth() + months * count)
  else date.setUTCDate(date.getUTCDate() + (period === 'week' ? 7 : 1) * count)
  return date.toISOString().slice(0, 10)
}

/** A period as exports key it: '2010-12' for months, else the ISO date of its first day. */
export function periodKey(iso: string, period: Period): string {
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

function quarterOf(iso: string): number {
  return Math.ceil(Number(iso.slice(5, 7)) / 3)
}
