import { logistic, logit } from './logistic'
import { Z95 } from './wilson'

/** Area under the ROC curve: of one who left and one who stayed, how often the first has the higher score (equal scores count half). */
export interface Auc {
  readonly auc: number
  readonly error: number
  readonly low: number
  readonly high: number
}

/**
 * With its 95 % interval: the variance of DeLong, DeLong and Clarke-Pearson (1988), by the ranks of Sun and Xu (2014), on the scale of
 * log-odds (Pepe 2003, 5.2), where it keeps its coverage near 1. Null where one of the kinds is missing.
 */
export function aucOf(scores: ArrayLike<number>, labels: ArrayLike<number>): Auc | null {
  const parts = components(scores, labels)
  if (!parts) return null
  const error = Math.sqrt(variance(parts.left) / parts.left.length + variance(parts.stayed) / parts.stayed.length)
  return { auc: parts.auc, error, ...onLogit(parts.auc, error, Math.min(parts.left.length, parts.stayed.length)) }
}

/** An area of 0 or 1 has no variance to go by: the exact bound for as many as the rarer kind has, none of whom was misplaced. */
function onLogit(auc: number, error: number, fewer: number): { readonly low: number; readonly high: number } {
  const bound = (1 - LEVEL) ** (1 / fewer)
  if (auc >= 1) return { low: bound, high: 1 }
  if (auc <= 0) return { low: 0, high: 1 - bound }
  const half = (Z95 * error) / (auc * (1 - auc))
  return { low: logistic(logit(auc) - half), high: logistic(logit(auc) + half) }
}

const LEVEL = 0.95

/** How much larger the area of `one` is than that of `other` over the same people, with its 95 % interval. */
export function aucDifference(one: ArrayLike<number>, other: ArrayLike<number>, labels: ArrayLike<number>) {
  const [a, b] = [components(one, labels), components(other, labels)]
  if (!a || !b) return null
  const left = a.left.map((value, index) => value - b.left[index]!)
  const stayed = a.stayed.map((value, index) => value - b.stayed[index]!)
  const error = Math.sqrt(variance(left) / left.length + variance(stayed) / stayed.length)
  const difference = a.auc - b.auc
  return { difference, error, low: difference - Z95 * error, high: difference + Z95 * error }
}

/** For each who left the share of those who stayed with lower scores, and for each who stayed the share of leavers with higher ones. */
function components(scores: ArrayLike<number>, labels: ArrayLike<number>) {
  const of = (label: number) => Float64Array.from(indices(labels, label), (index) => scores[index]!)
  const [left, stayed] = [of(1), of(0)]
  if (left.length === 0 || stayed.length === 0) return null
  const all = midranks(Float64Array.from([...left, ...stayed]))
  const [amongLeft, amongStayed] = [midranks(left), midranks(stayed)]
  const leftParts = left.map((_, index) => (all[index]! - amongLeft[index]!) / stayed.length)
  const stayedParts = stayed.map((_, index) => 1 - (all[left.length + index]! - amongStayed[index]!) / left.length)
  return { auc: leftParts.reduce((sum, value) => sum + value, 0) / left.length, left: leftParts, stayed: stayedParts }
}

function indices(labels: ArrayLike<number>, label: number): number[] {
  const found: number[] = []
  for (let index = 0; index < labels.length; index++) if (labels[index] === label) found.push(index)
  return found
}

/** Ranks from 1; equal values share the mean of theirs. */
export function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, index) => index).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let place = from; place < to; place++) ranks[order[place]!] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

function variance(values: Float64Array): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
