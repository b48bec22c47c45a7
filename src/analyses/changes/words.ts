import { currencySign, date, decimal, plural } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import type { HeadlineUnit } from './headlines'
import type { ChangesResult } from './result'
import type { Side, Sides } from './sides'

/** Names of segments are keys of exports; in sentences they have a proper apostrophe. */
export function shown(segment: string): string {
  return segment.replace("'", '’')
}

/** "by 1 Sep 2011", or the load's name. */
export function stateName(side: Side): string {
  return side.load === '' ? `before ${date(side.at)}` : side.name
}

/** What the numbers of a state count: "the 91 days before 1 Dec 2011", "all before 1 Dec 2011", a load's name. */
export function countedName(side: Side, { countedDays }: Sides): string {
  if (side.load !== '') return side.name
  return countedDays === null ? `all before ${date(side.at)}` : `the ${plural(countedDays, 'day')} before ${date(side.at)}`
}

/** For sentences: "in the 91 days before 1 Dec 2011", "now", "in orders-march.csv, to 31 Mar 2024". */
export function inState(side: Side, sides: Sides): string {
  return side.load === 'now' ? 'now' : `in ${countedName(side, sides)}`
}

/** Heads of two columns of numbers: short. */
export function headOf(side: Side): string {
  return side.load === '' ? date(side.at) : side.load === 'now' ? 'Now' : 'Then'
}

/** The cell of a table: its unit stands in the row's name. */
export function cellWords(value: number, unit: HeadlineUnit): string {
  if (unit === 'share') return decimal(value * 100, 1)
  if (unit === 'decimal') return decimal(value, 2)
  return decimal(value, unit === 'money' && Math.abs(value) < 1000 ? 2 : 0)
}

/** With its sign: "+1,234", "−0.4", "0". */
export function signedCell(value: number, unit: HeadlineUnit): string {
  const text = cellWords(value, unit)
  if (!/[1-9]/.test(text)) return text.replace('−', '')
  return value > 0 ? `+${text}` : text
}

export function unitName(unit: HeadlineUnit, currency: string | null): string {
  return unit === 'share' ? '%' : unit === 'money' ? currencySign(currency) : ''
}

export function changedSet(result: ChangesResult, change: 'new' | 'lost', customers: number): CustomerSet {
  const { before, after } = result.sides
  const name = change === 'new' ? `New since ${nameInSet(before)}` : `Lost between ${nameInSet(before)} and ${nameInSet(after)}`
  return { set: 'changed', values: { ...result.values, change }, name, count: customers }
}

export function rankedSet(result: ChangesResult, direction: 'up' | 'down'): CustomerSet {
  const { migration, sides } = result
  return {
    set: 'ranked',
    values: { ...result.values, ranked: migration.ranked, direction },
    name: `Moved ${direction} between ${nameInSet(sides.before)} and ${nameInSet(sides.after)}`,
    count: migration[direction].customers,
  }
}

export function movedSet(result: ChangesResult, from: readonly string[], to: readonly string[], customers: number): CustomerSet {
  const name =
    from.length === 1 && to.length === 1
      ? `${shown(from[0]!)} → ${shown(to[0]!)}`
      : from.length === 1
        ? `${shown(from[0]!)} before`
        : `${shown(to[0]!)} after`
  return { set: 'moved', values: { ...result.values, segments_before: from, segments_after: to }, name, count: customers }
}

function nameInSet(side: Side): string {
  return side.load === '' ? date(side.at) : side.load === 'now' ? 'now' : side.name
}
