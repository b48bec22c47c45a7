import { factor, solve } from './cholesky'
import { alongPatterns, chance, climb, countPatterns, crossed, stepTo, type ClusteredLogit, type ClusteredRows } from './clustered-logit'
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
 * What a column adds to the probability with the others held alike: the logit's risks with and without it, averaged over all trials
 * (regression standardisation; Rothman, Greenland & Lash, Modern Epidemiology, 2008, ch. 21), within `steps` trials at one probability.
 * Each risk has Wilson's interval for as many trials as its clustered variance is worth, and the difference is theirs put together (MOVER,
 * Zou & Donner 2008), so that a side without a single leaver is not taken for certain. Fitted by Newton's method; where one step will do,
 * by its first step.
 */
export function standardisedRisks(model: ClusteredLogit, has: Int8Array, isExact = true, steps = 1): StandardisedRisks {
  const { labels, trials, cluster, clusters, size, pattern, matrix } = model
  const { beta, information } = isExact ? climb(model, model.beta, has) : stepTo(model, has)
  const own = beta[0]!
  const counts = countPatterns(model, has)
  const chances = Float64Array.from(counts.trials)
  const risks = [0, 0]
  const gradients = [new Float64Array(size), new Float64Array(size)]
  let all = 0
  for (const [place, rest] of alongPatterns(model, beta).entries()) {
    const weight = counts.trials[2 * place]! + counts.trials[2 * place + 1]!
    all += weight
    for (const side of [0, 1]) {
      const p = chance(rest + side * own)
      chances[2 * place + side] = p
      risks[side]! += weight * (1 - (1 - p) ** steps)
      const slope = weight * steps * (1 - p) ** steps * p
      gradients[side]![0]! += side * slope
      for (let term = 1; term < size; term++) gradients[side]![term]! += slope * matrix[place * size + term]!
    }
  }
  const factored = factor(information, size)
  const unit = Float64Array.from({ length: size }, (_, place) => Number(place === 0))
  const gradientsOfOne = gradients.map((slope) => slope.map((value) => value / all))
  const directions = [...gradientsOfOne, unit].map((direction) => solve(factored, direction))
  const told = directions.map((direction) => alongPatterns(model, direction))
  const sums = directions.map(() => new Float64Array(clusters))
  for (let row = 0; row < labels.length; row++) {
    if (has[row]! < 0) continue
    const place = pattern[row]!
    const residual = labels[row]! - (trials === undefined ? 1 : trials[row]!) * chances[2 * place + has[row]!]!
    for (let index = 0; index < sums.length; index++)
      sums[index]![cluster[row]!]! += residual * (told[index]![place]! + directions[index]![0]! * has[row]!)
  }
  const [otherRisk, risk] = risks.map((sum) => sum / all) as [number, number]
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
  readonly trials: number
  readonly left: number
  readonly clusters: number
}

/** Trials, leavers and customers without it, and with it. */
export function countArms({ labels, trials, cluster, clusters }: ClusteredRows, has: Int8Array): readonly [Arm, Arm] {
  const arms = [0, 1].map(() => ({ trials: 0, left: 0, clusters: 0 }))
  const seen = new Uint8Array(2 * clusters)
  for (let row = 0; row < labels.length; row++) {
    const side = has[row]!
    if (side < 0) continue
    const arm = arms[side]!
    const place = 2 * cluster[row]! + side
    arm.trials += trials === undefined ? 1 : trials[row]!
    arm.left += labels[row]!
    if (seen[place] === 0) arm.clusters++
    seen[place] = 1
  }
  return arms as unknown as readonly [Arm, Arm]
}

/** Wilson's interval of a share for the trials that its variance is worth; where all or none left, as many as there are clusters. */
function worth(share: number, variance: number, { trials, left, clusters }: Arm): Interval {
  const own = left === 0 || left === trials || !(variance > 0) ? clusters : Math.min(trials, (share * (1 - share)) / variance)
  return wilson(share * own, own)
}
