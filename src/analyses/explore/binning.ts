import { ticks } from 'd3'
import { isoDay } from '../../shared/iso'

/** One bin of a view. The last of a view may be of customers of whom nothing is known. */
export interface Bin {
  /** Where it begins and ends, without the end; null: no bound. Of words: both null. */
  readonly from: number | null
  readonly to: number | null
  /** Of words: null for numbers, for all others, and for what is not known. */
  readonly label: string | null
  readonly kind: 'range' | 'label' | 'others' | 'unknown'
}

/** Where the values of a dimension lie. */
export interface Summary {
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  readonly low: number
  readonly middle: number
  readonly high: number
}

const DAY = 86_400_000
/** Whole numbers so close are told one by one. */
const ONE_BY_ONE = 16
const BINS = 16
/** The upper end so many times the middle: far out there are few, and by ratio all can be seen. */
const LONG_TAIL = 4

const LADDERS: readonly (readonly [decades: number, steps: readonly number[]])[] = [
  [1.4, [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8]],
  [2.4, [1, 1.5, 2, 3, 5, 7]],
  [4, [1, 2, 3, 5]],
  [Infinity, [1, 3]],
]

/** Where bins of numbers part, increasing: round numbers, by ratio where few are very large. */
export function numberEdges({ least, most, isWhole, low, middle, high }: Summary): readonly number[] {
  if (isWhole && most - least < ONE_BY_ONE)
    return between(
      least,
      most,
      Array.from({ length: most - least }, (_, at) => least + 1 + at),
    )
  if (middle > 0 && high > LONG_TAIL * middle) {
    const from = Math.max(low, middle / 30, isWhole ? 1 : 0)
    const found = ladder(from, high)
    return between(least, most, isWhole ? [...new Set(found.map(Math.ceil))] : found)
  }
  const found = ticks(low, high, BINS)
  return between(least, most, isWhole ? found.filter(Number.isInteger) : found)
}

/**
 * Days since 1970 on which periods begin, the shortest of which there are not too many: from the one that holds the first day to the
 * one after the last. `byMonth`: the data tell months at best.
 */
export function dateEdges({ least, most }: Pick<Summary, 'least' | 'most'>, byMonth = false): readonly number[] {
  const days = most - least
  if (days <= 31 && !byMonth) return stepped(least, most + 1, 1)
  // Day 0 was a Thursday.
  if (days <= 182 && !byMonth) return stepped(least - ((least + 3) % 7), most + 7, 7)
  const months = days <= 1_150 ? 1 : days <= 3_650 ? 3 : 12
  const first = new Date(least * DAY)
  const found: number[] = []
  for (let month = first.getUTCMonth() - (first.getUTCMonth() % months); ; month += months) {
    found.push(Date.UTC(first.getUTCFullYear(), month, 1) / DAY)
    if (found.at(-1)! > most) return found
  }
}

export function rangeBins(edges: readonly number[]): readonly Bin[] {
  return Array.from({ length: edges.length + 1 }, (_, at) => ({
    from: edges[at - 1] ?? null,
    to: edges[at] ?? null,
    label: null,
    kind: 'range' as const,
  }))
}

/** Days since 1970 as 'YYYY-MM-DD'. */
export function dayOf(days: number): string {
  return isoDay(days * DAY)
}

function ladder(from: number, to: number): readonly number[] {
  const steps = LADDERS.find(([decades]) => Math.log10(to / from) <= decades)![1]
  const found: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++)
    for (const step of steps) {
      const edge = Number((step * 10 ** power).toPrecision(3))
      if (edge >= from && edge <= to) found.push(edge)
    }
  return found
}

/** Each bin that an edge makes may hold somebody. */
function between(least: number, most: number, edges: readonly number[]): readonly number[] {
  return edges.filter((edge) => edge > least && edge <= most)
}

function stepped(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, at) => from + at * step)
}
