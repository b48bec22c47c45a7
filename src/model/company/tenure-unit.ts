import type { Role } from '../mapping/mapping'
import type { MappedTable } from '../mapping/mapped-table'

export type TenureUnit = 'day' | 'week' | 'month' | 'year'

/** The roles of a length of stay, and the unit each counts in. */
export const TENURES: Readonly<Record<Role, TenureUnit>> = {
  tenure_months: 'month',
  tenure_days: 'day',
  tenure_weeks: 'week',
  tenure_years: 'year',
}

/** Days in each, by the mean Gregorian year. */
export const DAYS: Readonly<Record<TenureUnit, number>> = { day: 1, week: 7, month: 365.2425 / 12, year: 365.2425 }

/** The length of stay that a list tells, and the unit it counts in; null where it tells none. */
export function tenureIn(source: Pick<MappedTable, 'has'>): { readonly role: Role; readonly unit: TenureUnit } | null {
  const [found] = Object.entries(TENURES).filter(([role]) => source.has(role))
  return found ? { role: found[0], unit: found[1] } : null
}

/** The unit of the first list that tells a length of stay: those of the others are made that. */
export function tenureUnitOf(sources: readonly MappedTable[]): TenureUnit | null {
  const [first] = sources.filter(({ kind }) => kind === 'customers').flatMap((source) => tenureIn(source) ?? [])
  return first?.unit ?? null
}
