import type { Ranked } from './ranking'

/** What stands on the page, and what waits behind "3 more". */
export interface Standing {
  readonly shown: readonly Ranked[]
  readonly more: readonly Ranked[]
}

export const NOTHING: Standing = { shown: [], more: [] }

export function keyOf({ page, finding }: Ranked): string {
  return `${page} ${finding.claim}`
}

/**
 * Findings join what is being read. What is shown keeps its place, also where it no longer ranks; what ranks below all of it joins
 * below, and what would push it down waits.
 */
export function join(before: readonly Ranked[], ranked: readonly Ranked[]): Standing {
  const known = new Set(before.map(keyOf))
  const lowest = ranked.findLastIndex((one) => known.has(keyOf(one)))
  const isNew = (one: Ranked) => !known.has(keyOf(one))
  return { shown: [...before, ...ranked.slice(lowest + 1)], more: ranked.slice(0, lowest + 1).filter(isNew) }
}

/** Shows what waits, below all else. */
export function unfold({ shown, more }: Standing): Standing {
  return { shown: [...shown, ...more], more: [] }
}

/** Whether everything stands in the order of its rank. */
export function isSettled({ shown, more }: Standing, ranked: readonly Ranked[]): boolean {
  return more.length === 0 && shown.length === ranked.length && shown.every((one, index) => keyOf(one) === keyOf(ranked[index]!))
}
