import { sum } from 'd3'
import { atRiskAt, curveAfter, stepAt, type Stay, type SurvivalStep } from '../../stats/kaplan-meier'
import type { Interval } from '../../stats/wilson'
import { FEW, isSure } from '../wording/certainty'

/** A stretch of the stay: who of those there at its start leaves by its end. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly atRisk: number
  readonly share: number
  readonly interval: Interval
  readonly left: number
  /** Who is in it now. */
  readonly staying: number
}

/** Spans of equal length from the start up to `most`, while thirty customers are followed to their end or nobody is left. */
export function spansOf(stays: readonly Stay[], curve: readonly SurvivalStep[], length: number, most: number): Span[] {
  const spans: Span[] = []
  for (let from = 0; from + length <= most; from += length) {
    const to = from + length
    const isOver = stepAt(curve, from)?.survival === 0
    if (isOver || (atRiskAt(curve, to) < FEW && stepAt(curve, to)?.survival !== 0)) break
    const rest = from === 0 ? curve : curveAfter(curve, from)
    const last = stepAt(rest, to)
    const inIt = stays.filter(({ time }) => time <= to && (time > from || from === 0))
    spans.push({
      from,
      to,
      atRisk: atRiskAt(curve, from),
      share: 1 - (last?.survival ?? 1),
      interval: last ? { low: 1 - (last.high ?? 1), high: 1 - (last.low ?? 0) } : { low: 0, high: 0 },
      left: sum(inIt, ({ left }) => left),
      staying: sum(inIt, ({ staying }) => staying),
    })
  }
  return spans
}

/** The span in which most leave, of those that one customer in ten gets to, where it is told apart from the one beside it: the second, or for any other the first. */
export function worstSpan(spans: readonly Span[]): { readonly worst: Span; readonly other: Span } | null {
  const common = spans.filter(({ atRisk }) => atRisk >= spans[0]!.atRisk / 10)
  const worst = common.toSorted((a, b) => b.share - a.share)[0]
  const other = worst === spans[0] ? spans[1] : spans[0]
  if (!worst || !other || worst.share <= other.share) return null
  // The largest of so many spans, beside the one it is compared with.
  const half = Math.hypot(worst.share - worst.interval.low, other.interval.high - other.share)
  const gap = worst.share - other.share
  return isSure(gap, { low: gap - half, high: gap + half }, 0, common.length) ? { worst, other } : null
}
