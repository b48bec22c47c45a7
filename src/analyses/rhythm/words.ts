import { plural } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import type { SeasonIndex } from '../../stats/seasonality'
import { STATES, type RhythmResult, type State } from './result'
import type { SeasonUnit } from './seasons'

const DAY = 86_400_000

/** What a pace is of: "customer", "pair of customer and product". */
export function paceOf({ of }: Pick<RhythmResult, 'of'>): string {
  return of === 'customer' ? 'customer' : `pair of customer and ${of}`
}

/** "2,790 customers", "58,707 pairs of customer and product". */
export function pacesWord({ of }: Pick<RhythmResult, 'of'>, paces: number): string {
  return of === 'customer' ? plural(paces, 'customer') : `${plural(paces, 'pair')} of customer and ${of}`
}

/** Customers in some of the states, or due between two days; each value that is not given asks nothing. */
export function dueSet(
  { of, bounds }: Pick<RhythmResult, 'of' | 'bounds'>,
  name: string,
  count: number,
  { states = STATES, from = '', to = '', item = '' }: { states?: readonly State[]; from?: string; to?: string; item?: string },
): CustomerSet {
  return {
    set: 'members',
    values: { item_of: of, skip: 0, bounds, states, from_day: from, to_day: to, of_item: item },
    name,
    count,
  }
}

/** 'YYYY-MM-DD', so many days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
}

// 1 January 2024 was a Monday.
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })

/** "Monday", "December", "week 51". */
export function positionName(unit: SeasonUnit, { position }: Pick<SeasonIndex, 'position'>): string {
  if (unit === 'weekday') return WEEKDAY.format(new Date(Date.UTC(2024, 0, 1 + position)))
  if (unit === 'month') return MONTH.format(new Date(Date.UTC(2024, position, 1)))
  return `week ${position + 1}`
}

export const UNIT_WORDS: Readonly<Record<SeasonUnit, { title: string; ordinary: string }>> = {
  weekday: { title: 'Days of the week', ordinary: 'an ordinary day' },
  month: { title: 'Months of the year', ordinary: 'an ordinary month' },
  week: { title: 'Weeks of the year', ordinary: 'an ordinary week' },
}
