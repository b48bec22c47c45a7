import { addPeriods } from '../wording/calendar-periods'
import type { CustomerSet } from '../contract/definition'
import type { Alike } from './alike'
import type { Period } from './rates'
import type { ChurnResult } from './result'

const inGroup = (group: string | undefined, name: string) =>
  group === undefined ? name : `${group}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** Lost in one period: of contracts, of those there at its start; of silence, everyone whose last order it holds; of a mark, all who left. */
export function lostIn(result: ChurnResult, { from, key, lost }: Period, name: string, group?: string): CustomerSet {
  if (from === null) return allWhoLeft(result, lost, group)
  const values = { ...result.values, in_group: group ?? null }
  const rest = { name: inGroup(group, `Lost in ${name}`), count: lost }
  if (result.source !== 'orders') return { set: 'moved', values: { ...values, kind: 'lost', in_period: from }, ...rest }
  const before = addPeriods(from, key.length === 7 ? 'month' : 'quarter', 1)
  return { set: 'left', values: { ...values, from_day: from, before_day: before }, ...rest }
}

export function allWhoLeft(result: ChurnResult, count: number, group?: string): CustomerSet {
  const values = { ...result.values, in_group: group ?? null, from_day: null, before_day: null }
  return { set: 'left', values, name: inGroup(group, 'Left'), count }
}

/** Who is there at the as-of date. */
export function there(result: ChurnResult, count: number, group?: string): CustomerSet {
  return { set: 'there', values: { ...result.values, in_group: group ?? null }, name: inGroup(group, 'Still there'), count }
}

/** Who is there and has one value of an attribute. */
export function thereWith(result: ChurnResult, { attribute, value, known, gone }: Alike): CustomerSet {
  const values = { ...result.values, attribute: attribute.column, value }
  return { set: 'alike', values, name: `${value}: still there`, count: known - gone }
}

/** Who is there, but silent for over twice their own usual gap. */
export function late(result: ChurnResult): CustomerSet {
  return { set: 'late', values: result.values, name: 'Silent for longer than usual', count: result.late }
}

/** Silent for more than some days, and no more than others (null: no end). */
export function silentFor(over: number, upTo: number | null, name: string, count: number): CustomerSet {
  return { set: 'silent', values: { over_days: over, up_to_days: upTo }, name, count }
}
