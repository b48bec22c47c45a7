import { factor, solve } from './cholesky'
import { along, climb, crossed, stepTo, type ClusteredLogit } from './clustered-logit'
import { mover } from './newcombe'
import { wilson, type Interval } from './wilson'

export interface StandardisedRisks {
  /** The mean probability were everybody to have it, and were nobody to. */
  readonly risk: Interval & { readonly value: number }
  readonly otherRisk: Interval & { readonly value: number }
  readonly difference: Interval & { readonly value: number }
  /** β, with its clustered error. */
  readonly coefficient: number
  readonly error: number
}

/**
 * What a column adds to the probability with the others held alike: the logit's risks with and without it, averaged over all rows
 * (regression standardisation; Rothman, Greenland & Lash, Modern Epidemiology, 2008, ch. 21). Each risk has Wilson's interval for as many
 * trials as its clustered variance is worth, and the difference is theirs put together (MOVER, Zou & Donner 2008), so that a side without
 * a single leaver is not taken for certain. Fitted by Newton's method; where one step will do, by its first step.
 */
export function standardisedRisks(model: ClusteredLogit, has: Int8Array, isExact = true): StandardisedRisks {
  const { labels, cluster, clusters, size, matrix } = model
  const { beta, information } = isExact ? climb(model, model.beta, has) : stepTo(model, has)
  const own = beta[0]!
  const risks = [0, 0]
  const gradients = [new Float64Array(size), new Float64Array(size)]
  let rows = 0
  for (let row = 0, from = 0; row < labels.length; row++, from += size) {
    if (has[row]! < 0) continue
    rows++
    matrix[from] = has[row]!
    const rest = along(matrix, from, beta) - own * has[row]!
    for (const side of [0, 1]) {
      const p = 1 / (1 + Math.exp(-(rest + side * own)))
      risks[side]! += p
      const weight = p * (1 - p)
      gradients[side]![0]! += side * weight
      for (let place = 1; place < size; place++) gradients[side]![place]! += weight * matrix[from + place]!
    }
  }
  const factored = factor(information, size)
  const unit = Float64Array.from({ length: size }, (_, place) => Number(place === 0))
  const directions = [
    ...gradients.map((slope) =>
      solve(
        factored,
        slope.map((value) => value / rows),
      ),
    ),
    solve(factored, unit),
  ]
  const sums = directions.map(() => new Float64Array(clusters))
  for (let row = 0, from = 0; row < labels.length; row++, from += size) {
    if (has[row]! < 0) continue
    const residual = labels[row]! - 1 / (1 + Math.exp(-along(matrix, from, beta)))
    for (const [index, direction] of directions.entries()) sums[index]![cluster[row]!]! += residual * along(matrix, from, direction)
  }
  const [otherRisk, risk] = risks.map((sum) => sum / rows) as [number, number]
  const [otherVariance, variance, ofBeta] = sums.map((sum) => crossed(sum, sum)) as [number, number, number]
  const spread = Math.sqrt(variance * otherVariance)
  const correlation = spread > 0 ? Math.max(-1, Math.min(1, crossed(sums[0]!, sums[1]!) / spread)) : 0
  const arms = countArms(model, has)
  const [span, otherSpan] = [worth(risk, variance, arms[1]), worth(otherRisk, otherVariance, arms[0])]
  return {
    risk: { value: risk, ...span },
    otherRisk: { value: otherRisk, ...otherSpan },
    difference: { value: risk - otherRisk, ...mover(risk, span, otherRisk, otherSpan, correlation) },
    coefficient: own,
    error: Math.sqrt(ofBeta),
  }
}

export interface Arm {
  readonly rows: number
  readonly left: number
  readonly clusters: number
}

/** Rows, leavers and customers without it, and with it. */
export function countArms(
  { labels, cluster, clusters }: Pick<ClusteredLogit, 'labels' | 'cluster' | 'clusters'>,
  has: Int8Array,
): readonly [Arm, Arm] {
  return [0, 1].map((side) => {
    const seen = new Uint8Array(clusters)
    let [rows, left] = [0, 0]
    for (let row = 0; row < labels.length; row++) {
      if (has[row] !== side) continue
      rows++
      left += labels[row]!
      seen[cluster[row]!] = 1
    }
    return { rows, left, clusters: seen.reduce((sum, one) => sum + one, 0) }
  }) as unknown as readonly [Arm, Arm]
}

/** Wilson's interval of a share for the trials that its variance is worth; where all or none left, as many as there are clusters. */
function worth(share: number, variance: number, { rows, left, clusters }: Arm): Interval {
  const trials = left === 0 || left === rows || !(variance > 0) ? clusters : Math.min(rows, (share * (1 - share)) / variance)
  return wilson(share * trials, trials)
}
