export const SEGMENTS = [
  'Champions',
  'Loyal',
  'Potential loyalist',
  'New',
  'Promising',
  'Need attention',
  'About to sleep',
  'At risk',
  "Can't lose",
  'Hibernating',
] as const
export type Segment = (typeof SEGMENTS)[number]

/** Segments of good customers who have not been back: the ones to write to. */
export const QUIET: readonly Segment[] = ['At risk', "Can't lose"]

/** The ten-segment map: rows are recency 1 to 5 (5: most recent), columns frequency 1 to 5. */
const MAP: readonly (readonly Segment[])[] = [
  ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
  ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
  ['About to sleep', 'About to sleep', 'Need attention', 'Loyal', 'Loyal'],
  ['Promising', 'Potential loyalist', 'Potential loyalist', 'Loyal', 'Loyal'],
  ['New', 'Potential loyalist', 'Potential loyalist', 'Champions', 'Champions'],
]

/** The most levels a measure can have, and so the most cut points plus one. */
export const MOST_LEVELS = 10

/** Rows and columns of the map. */
const ON_MAP = 5

export interface Measure {
  readonly cuts: readonly number[]
  /** One more than cut points; scores run from 1 to it. */
  readonly levels: number
  /** Different values among the customers: exact up to a few, estimated beyond. */
  readonly distinct: number
  readonly source: 'quantiles' | 'values' | 'own'
}

/**
 * Cut points of one measure. One's own go before the data's; with fewer different values than levels, every value has a level
 * of its own, since quantiles of two values would put both into one.
 */
export function measure(
  own: readonly number[],
  quantiles: readonly (number | null)[],
  distinct: number,
  values: readonly number[],
): Measure {
  if (own.length > 0 && own.length < MOST_LEVELS) return { cuts: own, levels: own.length + 1, distinct, source: 'own' }
  const wanted = quantiles.filter((cut) => cut !== null)
  if (distinct > wanted.length) return { cuts: wanted, levels: wanted.length + 1, distinct, source: 'quantiles' }
  const cuts = values.slice(0, -1)
  return { cuts, levels: cuts.length + 1, distinct, source: 'values' }
}

/** Whether a measure's values are too few for the levels asked for. */
export function isShort(distinct: number, levels: number): boolean {
  return distinct < levels
}

/**
 * A score of any number of levels on the five of the map: the ends stay ends, the rest are spread evenly, half up.
 * Where there is one level nobody can be told apart: as recent as anyone, as rare as anyone.
 */
export function onFive(score: number, levels: number, alone: 1 | 5): number {
  return levels === 1 ? alone : Math.round(1 + ((score - 1) * (ON_MAP - 1)) / (levels - 1))
}

/** F alone, or the mean of F and M rounded half up; then 1 to 5. */
export type Columns = 'f' | 'fm'

export interface Levels {
  readonly r: number
  readonly f: number
  readonly m: number
}

/** The score that stands for frequency in the grid. */
export function columnScore(f: number, m: number, levels: Levels, columns: Columns): number {
  return columns === 'f' ? f : Math.floor((onFive(f, levels.f, 1) + onFive(m, levels.m, 1)) / 2 + 0.5)
}

export function columnLevels(levels: Levels, columns: Columns): number {
  return columns === 'f' ? levels.f : ON_MAP
}

export function segmentOf(r: number, column: number, levels: Levels, columns: Columns): Segment {
  return MAP[onFive(r, levels.r, 5) - 1]![onFive(column, columnLevels(levels, columns), 1) - 1]!
}

/** What SQL needs to name segments: the columns of all (f, m) and the segments of all (r, f, m), the last index fastest. */
export function lookups(levels: Levels, columns: Columns) {
  const columnsOf = numbers(levels.f).flatMap((f) => numbers(levels.m).map((m) => columnScore(f, m, levels, columns)))
  const segments = numbers(levels.r).flatMap((r) => columnsOf.map((column) => segmentOf(r, column, levels, columns)))
  return { column_of_scores: columnsOf, segment_of_scores: segments }
}

export function numbers(to: number): readonly number[] {
  return Array.from({ length: to }, (_, index) => index + 1)
}
