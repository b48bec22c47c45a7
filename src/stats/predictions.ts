import { logistic, logit } from './logistic'
import { Z95, type Interval } from './wilson'

/** Mean squared difference between probability and outcome (Brier 1950). */
export function brier(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  return mean(labels.length, (row) => (probabilities[row]! - labels[row]!) ** 2)
}

/** Mean of −log of the probability given to what happened. */
export function logLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  return mean(labels.length, (row) => -Math.log(Math.max(1e-15, labels[row] ? probabilities[row]! : 1 - probabilities[row]!)))
}

function mean(rows: number, of: (row: number) => number): number {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += of(row)
  return sum / rows
}

/** Rows from the highest score to the lowest; equal scores keep their order. */
export function byScore(scores: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b)
}

/**
 * Area under the precision-recall curve as average precision: Σ (R₍ₙ₎ − R₍ₙ₋₁₎) P₍ₙ₎ over the distinct scores. The interval is normal on
 * the logit scale with √(1/(n₊ AP (1 − AP))) (Boyd, Eng and Page 2013). Null where nobody left.
 */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): ({ readonly precision: number } & Interval) | null {
  const order = byScore(scores)
  const all = order.reduce((sum, row) => sum + labels[row]!, 0)
  if (all === 0) return null
  let precision = 0
  let found = 0
  for (let from = 0; from < order.length;) {
    let to = from
    let here = 0
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) here += labels[order[to]!]!
    found += here
    precision += (here / all) * (found / to)
    from = to
  }
  if (precision >= 1) return { precision: 1, low: 1, high: 1 }
  const centre = logit(precision)
  const half = Z95 / Math.sqrt(all * precision * (1 - precision))
  return { precision, low: logistic(centre - half), high: logistic(centre + half) }
}

/** The part of the people with the highest scores, and the leavers among them. */
export interface Gain {
  readonly people: number
  readonly left: number
  /** Of all people, of all leavers, and the one over the other. */
  readonly share: number
  readonly captured: number
  readonly lift: number
}

/** Cumulative gains at `parts` equal steps; where equal scores lie across a step, it takes its share of their leavers. */
export function gainsOf(scores: ArrayLike<number>, labels: ArrayLike<number>, parts = 10): readonly Gain[] {
  const order = byScore(scores)
  const spread = new Float64Array(order.length)
  for (let from = 0; from < order.length;) {
    let to = from
    let here = 0
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) here += labels[order[to]!]!
    spread.fill(here / (to - from), from, to)
    from = to
  }
  const all = spread.reduce((sum, value) => sum + value, 0)
  if (all === 0) return []
  const gains: Gain[] = []
  let people = 0
  let left = 0
  for (let part = 1; part <= parts; part++) {
    const until = Math.round((order.length * part) / parts)
    for (; people < until; people++) left += spread[people]!
    if (people === 0 || people === gains.at(-1)?.people) continue
    // What was added up in parts is whole at the end.
    const captured = people === order.length ? 1 : left / all
    const share = people / order.length
    gains.push({ people, left, share, captured, lift: captured / share })
  }
  return gains
}
