import { count } from '../../shared/format'
import type { SegmentSettings } from './options'
import type { SegmentsResult } from './result'
import { columnLevels, numbers, type Columns } from '../rfm/scoring'

/** One row or column of the grid, as its axis names it. */
export interface LevelName {
  readonly level: number
  readonly label: string
  readonly short: string
}

/** Score `levels` is the most recent, so rows count down in days. */
export function recencyLevels({ measures: { recency } }: SegmentsResult): readonly LevelName[] {
  return numbers(recency.levels).map((level) => ({ level, ...range(recency.cuts, recency.levels - level, 0) }))
}

export function columnNames(
  { measures: { frequency, monetary, recency } }: SegmentsResult,
  settings: SegmentSettings,
): readonly LevelName[] {
  const columns = settings.columns as Columns
  const levels = columnLevels({ r: recency.levels, f: frequency.levels, m: monetary.levels }, columns)
  if (columns === 'fm') return numbers(levels).map((level) => ({ level, label: `score ${level}`, short: String(level) }))
  return numbers(levels).map((level) => {
    const name = range(frequency.cuts, level - 1, 1)
    const one = settings.frequency === 'days' ? ' day' : ' order'
    return { level, ...name, label: level === 1 && name.label === '1' ? `1${one}` : name.label }
  })
}

/** Whole numbers over the cut before and up to the cut of this place: cuts 12.8 and 32 → "13 to 32". */
function range(cuts: readonly number[], place: number, least: number): { label: string; short: string } {
  const from = place === 0 ? least : Math.floor(cuts[place - 1]!) + 1
  const to = place < cuts.length ? Math.floor(cuts[place]!) : null
  if (to === null) return { label: `${count(from)} or more`, short: `${count(from)}+` }
  // Two cut points at one value leave no number between them.
  if (to < from) return { label: 'none', short: '–' }
  if (to === from) return { label: count(from), short: count(from) }
  return { label: `${count(from)} to ${count(to)}`, short: `${count(from)}–${count(to)}` }
}
