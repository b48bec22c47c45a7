import { chiSquareTail } from './chi-square'
import { alongPatterns, crossed, stepTo, type ClusteredLogit } from './clustered-logit'

/**
 * Score test of one more column in a logit, clusters drawn at random (White 1982; Boos 1992): U² / V with U the score of what is left of
 * the column once the others are taken out. V is the larger of the clusters' own variance and the model's: the first breaks down where
 * none of the few who have it left, the second where one customer stands in many rows.
 */
export function clusteredScore(model: ClusteredLogit, has: Int8Array): { readonly statistic: number; readonly p: number } {
  const { labels, trials, cluster, clusters, pattern, probabilities } = model
  const { shared, score, expected } = stepTo(model, has)
  const told = alongPatterns(model, shared)
  const sums = new Float64Array(clusters)
  for (let row = 0; row < labels.length; row++) {
    if (has[row]! < 0) continue
    const own = pattern[row]!
    const residual = labels[row]! - (trials === undefined ? 1 : trials[row]!) * probabilities[own]!
    sums[cluster[row]!]! += residual * (has[row]! - told[own]!)
  }
  const statistic = expected > 0 ? score ** 2 / Math.max(crossed(sums, sums), expected) : 0
  return { statistic, p: chiSquareTail(statistic, 1) }
}
