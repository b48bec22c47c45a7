import { month } from '../../shared/format'
import type { Column } from '../../charts/columns/types'

/** Columns of months: the year is said once below the first of its months. */
export function monthColumns(
  months: readonly { readonly month: string; readonly isOpen: boolean; readonly customers?: number }[],
): Column[] {
  return months.map(({ month: key, isOpen, customers }) => ({
    key,
    name: month(key),
    tick: month(key).slice(0, 3),
    group: key.slice(0, 4),
    isOpen,
    customers,
  }))
}
