import type { Columns, RowOf } from '../../engine/database'
import { lookups, measure, type Measure } from './scoring'

/** What rfm-cuts.sql returns. */
export const CUT_COLUMNS = {
  measure: 'text',
  distinct_values: 'number',
  value_1: 'number',
  value_2: 'number',
  value_3: 'number',
  value_4: 'number',
  cut_1: 'number',
  cut_2: 'number',
  cut_3: 'number',
  cut_4: 'number',
} as const satisfies Columns

export interface Cuts {
  readonly recency: Measure
  readonly frequency: Measure
}

/** Fifths of recency and frequency, as the segments page cuts them at first; null where nobody is there to be cut. */
export function cutsOf(rows: readonly RowOf<typeof CUT_COLUMNS>[]): Cuts | null {
  const one = (name: string): Measure | null => {
    const row = rows.find((candidate) => candidate.measure === name)
    if (!row) return null
    const values = [row.value_1, row.value_2, row.value_3, row.value_4].filter((value) => value !== null)
    return measure([], [row.cut_1, row.cut_2, row.cut_3, row.cut_4], row.distinct_values!, values)
  }
  const [recency, frequency] = [one('recency'), one('frequency')]
  return recency && frequency ? { recency, frequency } : null
}

/** The segment of each pair of scores in a row, recency slowest, for SQL to look up. */
export function segmentsOfScores({ recency, frequency }: Cuts): readonly string[] {
  return lookups({ r: recency.levels, f: frequency.levels, m: 1 }, 'f').segment_of_scores
}
