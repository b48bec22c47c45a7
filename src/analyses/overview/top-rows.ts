import type { TopRow } from './result'

/** Rows drawn by name. */
const DRAWN = 8

/** The first rows, and all others as one. Customers of several names cannot be added up: one may buy under many. */
export function foldRows(rows: readonly TopRow[], drawn = DRAWN): readonly TopRow[] {
  if (rows.length <= drawn + 1) return rows
  const rest = rows.slice(drawn)
  const sum = (key: 'revenue' | 'share' | 'orders') =>
    rest.every((row) => row[key] === null) ? null : rest.reduce((total, row) => total + (row[key] ?? 0), 0)
  const names = rest.reduce((total, row) => total + row.names, 0)
  return [
    ...rows.slice(0, drawn),
    { name: null, names, customers: null, orders: sum('orders'), revenue: sum('revenue'), churned: null, share: sum('share') },
  ]
}

/** The least share of the largest name that makes a picture: below it all bars are of one length, and none is a group. */
export const LEAST_DRAWN = 0.005

/** Names that are almost all different, such as 34,571 countries of 40,000 customers, part nothing. */
export function partsAnything(rows: readonly TopRow[]): boolean {
  return rows.some(({ name, share }) => name !== null && (share ?? 0) >= LEAST_DRAWN)
}

/** As folded, without a rest that is more than half of everything. */
export function drawnRows(rows: readonly TopRow[]): readonly TopRow[] {
  return foldRows(rows).filter(({ name, share }) => name !== null || (share ?? 0) <= 0.5)
}
