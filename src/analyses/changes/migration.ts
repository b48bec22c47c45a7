import { SEGMENTS, type Segment } from '../rfm/scoring'
import { wilson, type Interval } from '../../stats/wilson'

/** Where those stand who are in one state only. */
export const NOT_YET = 'Not yet a customer'
export const GONE = 'Gone'

/** Customers who were in one segment and are in another, and what they had brought by either state. */
export interface Move {
  readonly from: string
  readonly to: string
  readonly customers: number
  readonly revenueBefore: number
  readonly revenueAfter: number
}

export interface SegmentChange {
  readonly segment: Segment
  readonly before: number
  readonly after: number
  readonly stayed: number
  /** Column sum less row sum. */
  readonly net: number
}

export interface Shift {
  readonly customers: number
  /** What they had brought by the later state. */
  readonly revenue: number
}

/** M[from, to] of METHODS 2.2 and what follows from it. */
export interface Migration {
  readonly moves: readonly Move[]
  readonly segments: readonly SegmentChange[]
  /** In both states. */
  readonly both: number
  /** In the same segment in both. */
  readonly stayed: number
  readonly stability: number | null
  readonly stabilityInterval: Interval
  /** From better to worse by the ranking in force. */
  readonly ranked: readonly Segment[]
  readonly up: Shift
  readonly down: Shift
}

export function migrationOf(moves: readonly Move[], rank: string): Migration {
  const total = (some: readonly Move[]) => some.reduce((sum, { customers }) => sum + customers, 0)
  const kept = moves.filter(({ from, to }) => from !== NOT_YET && to !== GONE)
  const [both, stayed] = [total(kept), total(kept.filter(({ from, to }) => from === to))]
  const ranked = rank === 'revenue' ? byRevenue(moves) : SEGMENTS
  const place = (name: string) => ranked.indexOf(name as Segment)
  const shift = (some: readonly Move[]): Shift => ({
    customers: total(some),
    revenue: some.reduce((sum, { revenueAfter }) => sum + revenueAfter, 0),
  })
  return {
    moves,
    segments: SEGMENTS.map((segment) => {
      const before = total(moves.filter(({ from }) => from === segment))
      const after = total(moves.filter(({ to }) => to === segment))
      return {
        segment,
        before,
        after,
        stayed: total(kept.filter(({ from, to }) => from === segment && to === segment)),
        net: after - before,
      }
    }),
    both,
    stayed,
    stability: both > 0 ? stayed / both : null,
    stabilityInterval: wilson(stayed, both),
    ranked,
    up: shift(kept.filter(({ from, to }) => place(to) < place(from))),
    down: shift(kept.filter(({ from, to }) => place(to) > place(from))),
  }
}

/** By what a customer of the segment had brought by the earlier state; empty segments last, as named. */
function byRevenue(moves: readonly Move[]): readonly Segment[] {
  const mean = (segment: Segment) => {
    const own = moves.filter(({ from }) => from === segment)
    const customers = own.reduce((sum, move) => sum + move.customers, 0)
    return customers > 0 ? own.reduce((sum, move) => sum + move.revenueBefore, 0) / customers : -Infinity
  }
  return SEGMENTS.map((segment) => ({ segment, mean: mean(segment) }))
    .toSorted((a, b) => (a.mean === b.mean ? 0 : b.mean - a.mean))
    .map(({ segment }) => segment)
}
