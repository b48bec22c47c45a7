import { count, decimal, interval, percent } from '../../shared/format'
import { newcombe } from '../../stats/newcombe'
import { certainty, FEW, FIRST_INTERVAL, isSure } from './certainty'
import type { CustomerSet, Finding } from '../contract/definition'

/** A group of a breakdown, and how many of it did what is compared. */
export interface ComparedGroup {
  readonly name: string
  readonly part: number
  readonly of: number
  /** "bought more than once", "are Champions". */
  readonly does: string
  readonly who?: CustomerSet
}

interface Compared extends ComparedGroup {
  readonly rest: { readonly part: number; readonly of: number }
  readonly gap: number
  readonly bounds: { readonly low: number; readonly high: number }
}

/**
 * Under `by`: the group that differs most from all the others together, tested as the largest of all that could have been named;
 * null where there are no two groups of thirty. Several measures of the same groups compete as one list.
 */
export function largestDifference(measures: readonly (readonly ComparedGroup[])[]): Finding | null {
  const all = measures.flatMap(againstOthers).toSorted((a, b) => Math.abs(b.gap) - Math.abs(a.gap) || b.gap - a.gap)
  const [furthest] = all
  if (!furthest) return null
  const sure = all.find(({ gap, bounds }) => isSure(gap, bounds, 0, all.length))
  const { name, does, part, of, rest, gap, bounds, who } = sure ?? furthest
  const shares = `${percent(part / of)} of its ${count(of)} customers ${does}, against ${percent(rest.part / rest.of)} of the others`
  const points = `${inPoints(Math.abs(gap))} points ${gap > 0 ? 'more' : 'fewer'}`
  const [low, high] = gap > 0 ? [bounds.low, bounds.high] : [-bounds.high, -bounds.low]
  return {
    claim: sure ? `“${name}” differs most: ${gap > 0 ? 'more' : 'fewer'} ${does}.` : 'No group differs by more than chance.',
    evidence: sure
      ? `${shares}: ${points} (${FIRST_INTERVAL}${interval(low, high, inPoints)}). The largest sure one of ${count(all.length)} differences; who is in which group was not left to chance.`
      : `“${name}” is furthest from the others: ${shares}.`,
    kind: 'fact',
    ...(sure && { claims: 'extreme' as const }),
    money: 0,
    customers: of,
    certainty: sure ? certainty(gap, bounds, 0) : 0.4,
    ...(sure && who && { who }),
  }
}

function againstOthers(groups: readonly ComparedGroup[]): Compared[] {
  const sum = (of: (group: ComparedGroup) => number) => groups.reduce((total, group) => total + of(group), 0)
  const [part, of] = [sum((group) => group.part), sum((group) => group.of)]
  return groups.flatMap((group) => {
    const rest = { part: part - group.part, of: of - group.of }
    if (group.of < FEW || rest.of < FEW) return []
    const gap = group.part / group.of - rest.part / rest.of
    return [{ ...group, rest, gap, bounds: newcombe(rest.part, rest.of, group.part, group.of) }]
  })
}

function inPoints(share: number): string {
  return decimal(100 * share, 1)
}
