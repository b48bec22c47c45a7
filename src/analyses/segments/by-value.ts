import type { SegmentsResult } from './result'
import { SEGMENTS, type Segment } from '../rfm/scoring'

/** One value of the breakdown: how many of its customers are in each segment. */
export interface ValueRow {
  readonly value: string
  readonly customers: number
  readonly revenue: number
  readonly counts: Readonly<Partial<Record<Segment, number>>>
}

/** Largest first. */
export function valueRows(result: SegmentsResult): readonly ValueRow[] {
  const rows = new Map<string, ValueRow>()
  for (const { value, segment, customers, revenue } of result.byValue) {
    const name = value ?? 'Not known'
    const before = rows.get(name) ?? { value: name, customers: 0, revenue: 0, counts: {} }
    rows.set(name, {
      value: name,
      customers: before.customers + (customers ?? 0),
      revenue: before.revenue + (revenue ?? 0),
      counts: { ...before.counts, [segment as Segment]: customers ?? 0 },
    })
  }
  return [...rows.values()].toSorted((a, b) => b.customers - a.customers)
}

export function presentSegments(rows: readonly ValueRow[]): readonly Segment[] {
  return SEGMENTS.filter((segment) => rows.some(({ counts }) => (counts[segment] ?? 0) > 0))
}
