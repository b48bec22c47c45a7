import { group } from 'd3'
import { addPeriods, periodKey } from '../wording/calendar-periods'
import { daysBetween, type Period } from './rates'

/** What happened in a period, as order-periods.sql returns it. */
export interface SilentRow {
  readonly group_name: string | null
  readonly period: string | null
  readonly customers_start: number | null
  readonly fresh: number | null
  readonly resurrected: number | null
  readonly lost: number | null
  readonly days_there: number | null
}

interface Calendar {
  readonly period: 'month' | 'quarter'
  readonly asOf: string
  /** The first day with an order. */
  readonly firstDay: string
  /** Days of silence beyond which a customer is gone. */
  readonly days: number
}

/**
 * Periods of customers without a contract, also those in which nothing happened: whoever ordered within so many days before a period is
 * there as it begins, and leaves with the last order. `there`: at the as-of date.
 */
export function silentPeriods(
  rows: readonly SilentRow[],
  there: number,
  from: string,
  { period, asOf, firstDay, days }: Calendar,
): Period[] {
  const byPeriod = group(rows, (row) => row.period!)
  const found: Omit<Period, 'end'>[] = []
  for (let day = from; day < asOf; day = addPeriods(day, period, 1)) {
    const own = byPeriod.get(day) ?? []
    const sum = (of: Exclude<keyof SilentRow, 'group_name' | 'period'>) => own.reduce((total, row) => total + row[of]!, 0)
    const next = addPeriods(day, period, 1)
    const lost = sum('lost')
    found.push({
      key: periodKey(day, period),
      from: day,
      isOpen: daysBetween(next, asOf) < days,
      isBlind: daysBetween(firstDay, day) < days,
      start: sum('customers_start'),
      fresh: sum('fresh'),
      resurrected: sum('resurrected'),
      lost,
      endings: lost,
      exposure: sum('days_there') / daysBetween(day, next),
      money: null,
    })
  }
  return found.map((one, index) => ({ ...one, end: found[index + 1]?.start ?? there }))
}
