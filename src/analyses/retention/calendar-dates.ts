import type { Period } from './options'

const MONTHS: Partial<Record<Period, number>> = { month: 1, quarter: 3, year: 12 }

/** The start of the period `count` periods after the one that starts on `iso`; a date of the proleptic calendar, no zone. */
export function addPeriods(iso: string, period: Period, count: number): string {
  const date = new Date(`${iso}T00:00:00Z`)
  const months = MONTHS[period]
  if (months) date.setUTCMonth(date.getUTCMonth() + months * count)
  else date.setUTCDate(date.getUTCDate() + (period === 'week' ? 7 : 1) * count)
  return date.toISOString().slice(0, 10)
}

/** Rolling periods in days, as cells.sql counts them. */
export const ROLLING_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 }
