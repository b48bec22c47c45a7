import type { CustomerSet } from '../definition'
import type { Period } from './rates'
import { variablesOf, type ChurnResult } from './result'

const inGroup = (group: string | undefined, name: string) =>
  group === undefined ? name : `${group}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** Lost in one period of those there at its start; of a mark, all who left. */
export function lostIn(result: ChurnResult, { from, lost }: Period, name: string, group?: string): CustomerSet {
  if (from === null) return marked(true, lost, group)
  const values = { ...variablesOf(result.source, result.silences), kind: 'lost', in_period: from, in_group: group ?? null }
  return { set: 'moved', values, name: inGroup(group, `Lost in ${name}`), count: lost }
}

/** Left since the last whole period began, and not back. */
export function latelyGone(result: ChurnResult, { since, customers }: NonNullable<ChurnResult['gone']>): CustomerSet {
  const values = { ...variablesOf(result.source, result.silences), from_period: since }
  return { set: 'gone', values, name: result.source === 'orders' ? 'Lately silent' : 'Lately left', count: customers }
}

/** Who is there at the as-of date. */
export function there(result: ChurnResult, count: number, group?: string): CustomerSet {
  if (result.source === 'flag') return marked(false, count, group)
  const values = { ...variablesOf(result.source, result.silences), in_group: group ?? null }
  return { set: 'there', values, name: inGroup(group, 'Still there'), count }
}

function marked(hasLeft: boolean, count: number, group?: string): CustomerSet {
  const values = { has_left: hasLeft, in_group: group ?? null }
  return { set: 'marked', values, name: inGroup(group, hasLeft ? 'Left' : 'Still there'), count }
}

/** Silent for more than some days, and no more than others (null: no end). */
export function silentFor(over: number, upTo: number | null, name: string, count: number): CustomerSet {
  return { set: 'silent', values: { over_days: over, up_to_days: upTo }, name, count }
}
