import { factor, solve } from './cholesky'
import { chiSquareTail } from './chi-square'
import type { Stay } from './kaplan-meier'

export interface LogRank {
  readonly statistic: number
  readonly df: number
  readonly p: number
  /** One a group, in the order given. */
  readonly observed: readonly number[]
  readonly expected: readonly number[]
}

/**
 * Whether groups leave alike (Mantel 1966; Peto & Peto 1972): χ² = (O − E)ᵀ V⁻¹ (O − E) with hypergeometric variances, over all times
 * with somebody leaving. `df` is one less than the groups that anybody could leave from.
 */
export function logRank(groups: readonly (readonly Stay[])[]): LogRank {
  const size = groups.length
  const atRisk = groups.map((stays) => stays.reduce((sum, { left, staying }) => sum + left + staying, 0))
  const observed = groups.map((stays) => stays.reduce((sum, { left }) => sum + left, 0))
  const expected = new Float64Array(size)
  const variance = new Float64Array(size * size)
  const places = new Int32Array(size)
  const times = [...new Set(groups.flatMap((stays) => stays.map(({ time }) => time)))].sort((a, b) => a - b)
  for (const time of times) {
    const now = groups.map((stays, group) => (stays[places[group]!]?.time === time ? stays[places[group]!]! : null))
    const left = now.reduce((sum, stay) => sum + (stay?.left ?? 0), 0)
    if (left > 0) add(atRisk, left, expected, variance)
    for (const [group, stay] of now.entries())
      if (stay) {
        places[group]!++
        atRisk[group]! -= stay.left + stay.staying
      }
  }
  const compared = [...expected.keys()].filter((group) => expected[group]! > 0)
  const df = Math.max(0, compared.length - 1)
  const kept = compared.slice(0, df)
  const difference = kept.map((group) => observed[group]! - expected[group]!)
  const matrix = kept.flatMap((row) => kept.map((column) => variance[row * size + column]!))
  const solved = solve(factor(matrix, df), difference)
  const statistic = difference.reduce((sum, value, index) => sum + value * solved[index]!, 0)
  return { statistic, df, p: chiSquareTail(statistic, df), observed, expected: [...expected] }
}

function add(atRisk: readonly number[], left: number, expected: Float64Array, variance: Float64Array): void {
  const size = atRisk.length
  const all = atRisk.reduce((sum, each) => sum + each, 0)
  const scale = all > 1 ? (left * (all - left)) / (all - 1) : 0
  for (let row = 0; row < size; row++) {
    const share = atRisk[row]! / all
    expected[row]! += left * share
    if (scale === 0 || share === 0) continue
    for (let column = 0; column < size; column++)
      variance[row * size + column]! += scale * share * ((row === column ? 1 : 0) - atRisk[column]! / all)
  }
}
