import type { Company } from '../../model/company/company'
import { count, plural } from '../../shared/format'
import type { Ranked } from './ranking'
import type { Fact } from './result'

/** What the findings are ordered by: "the money they touch". */
export function orderWords(ranked: readonly Ranked[], { many }: Company['subject']): string {
  const withMoney = ranked.filter(({ finding }) => finding.money !== 0).length
  if (withMoney === 0) return `the ${many} they touch`
  return withMoney === ranked.length ? 'the money they touch' : 'the money they touch; those about customers alone come last'
}

/** Before anything is found: "Looking through 18,532 orders". */
export function lookingThrough(facts: readonly Fact[]): string {
  const largest = facts.filter(({ kind }) => kind === 'count').toSorted((one, other) => other.value - one.value)[0]
  return largest ? `Looking through ${count(largest.value)} ${largest.name.toLowerCase()}` : 'Looking'
}

/** "Still working out: How many come back, and when? And 3 more questions." `pending`: the questions, the next one first. */
export function stillWorkingOut([next = '', ...others]: readonly string[]): string {
  return `Still working out: ${next}${others.length > 0 ? ` And ${plural(others.length, 'more question')}.` : ''}`
}
