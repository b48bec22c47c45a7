import { factor, inverse, solve } from './cholesky'
import { chiSquareTail } from './chi-square'
import type { CoxFit } from './cox'
import { eachLeaving } from './risk-sets'

export interface Proportionality {
  readonly statistic: number
  readonly df: number
  readonly p: number
  /**
   * For a single term: how its standardised coefficient changes over the whole time, from when all are there to when the last has
   * left, to a first approximation; null for several terms.
   */
  readonly drift: number | null
}

/**
 * Whether ratios stay the same over time: the score test for adding term × g(time), which is how the scaled Schoenfeld residuals go
 * with g(time) (Grambsch & Therneau 1994), g one less the share still there just before. One result a set of terms, by their places.
 */
export function proportionality(fit: CoxFit, sets: readonly (readonly number[])[]): Proportionality[] {
  const { design, beta } = fit
  const { size } = design
  const g = clock(fit)
  const score = new Float64Array(size)
  const plain = new Float64Array(size * size)
  const once = new Float64Array(size * size)
  const twice = new Float64Array(size * size)
  eachLeaving(design, beta, ({ time, score: own, information }) => {
    const now = g.get(time)!
    for (let term = 0; term < size; term++) score[term]! += now * own[term]!
    for (let place = 0; place < information.length; place++) {
      plain[place]! += information[place]!
      once[place]! += now * information[place]!
      twice[place]! += now * now * information[place]!
    }
  })
  const factored = factor(plain, size)
  const at = (matrix: Float64Array, row: number, column: number) => matrix[Math.max(row, column) * size + Math.min(row, column)]!
  return sets.map((all) => {
    const terms = all.filter((term) => !factored.isAliased[term])
    const crossed = terms.map((term) => Float64Array.from({ length: size }, (_, other) => at(once, term, other)))
    const solved = crossed.map((column) => solve(factored, column))
    // What is left of term × g once the terms themselves are taken out.
    const variance = terms.flatMap((one, row) =>
      terms.map((other, column) => at(twice, one, other) - crossed[row]!.reduce((sum, value, k) => sum + value * solved[column]![k]!, 0)),
    )
    const own = factor(variance, terms.length)
    const scores = terms.map((term) => score[term]!)
    const change = solve(own, scores)
    const statistic = scores.reduce((sum, value, index) => sum + value * change[index]!, 0)
    const df = own.isAliased.filter((is) => !is).length
    return { statistic, df, p: chiSquareTail(statistic, df), drift: terms.length === 1 ? inverse(own)[0]! * scores[0]! : null }
  })
}

/** g by time, less its mean over those who left, which keeps the sums apart. */
function clock({ design, customers: all }: CoxFit): Map<number, number> {
  const { rows, time, hasLeft, customers } = design
  const g = new Map<number, number>()
  let survival = 1
  let atRisk = all
  let mean = 0
  let lost = 0
  for (let row = rows - 1; row >= 0;) {
    const at = time[row]!
    let left = 0
    let gone = 0
    for (; row >= 0 && time[row] === at; row--) {
      gone += customers[row]!
      if (hasLeft[row]) left += customers[row]!
    }
    if (left > 0) {
      g.set(at, 1 - survival)
      mean += left * (1 - survival)
      lost += left
    }
    survival *= 1 - left / atRisk
    atRisk -= gone
  }
  for (const [at, value] of g) g.set(at, value - mean / lost)
  return g
}
