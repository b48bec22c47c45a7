import { clusteredLogit, stepTo } from './clustered-logit'
import { fitLogistic } from './logistic'
import { twoSidedTail } from './normal'
import { Z95, type Interval } from './wilson'

/** One line of a checklist: who has it, and what it is worth. `odds`: how many times the odds are those without it, all else alike. */
export interface ScoreItem extends Interval {
  /** The candidate's place in the list given. */
  readonly candidate: number
  readonly points: number
  readonly odds: number
}

export interface Candidate {
  /** Candidates of one family are told apart by one another only so far: no more than one of each is taken twice. */
  readonly family: string
  readonly has: Int8Array
}

const MOST_ITEMS = 8
const MOST_OF_A_FAMILY = 2
/** Chance of a candidate as strong as the strongest taken, though none is worth anything, shared among all tried (Bonferroni). */
const ENTERS = 0.01
const MOST_POINTS = 6

/**
 * A score in whole points (Sullivan, Massaro and D'Agostino 2004): a logistic regression of the labels on a few yes-or-no candidates, each
 * taken for the largest score statistic beside those taken before, as long as it raises the odds and no more than chance is excluded;
 * points are the log odds in steps of the smallest, rounded. `alike` are columns held alike that earn no points, such as the time seen.
 */
export function pointScore(labels: Uint8Array, candidates: readonly Candidate[], alike: readonly ArrayLike<number>[]): ScoreItem[] {
  const cluster = Int32Array.from(labels.keys())
  const taken: number[] = []
  while (taken.length < MOST_ITEMS) {
    const columns = [...alike, ...taken.map((place) => candidates[place]!.has)]
    const model = clusteredLogit(columns, { labels, cluster, clusters: labels.length })
    let best: { readonly place: number; readonly z: number } | null = null
    for (const [place, { family, has }] of candidates.entries()) {
      if (taken.includes(place) || taken.filter((one) => candidates[one]!.family === family).length >= MOST_OF_A_FAMILY) continue
      const { score, expected } = stepTo(model, has)
      const z = expected > 0 ? score / Math.sqrt(expected) : 0
      if (z > (best?.z ?? 0)) best = { place, z }
    }
    if (!best || twoSidedTail(best.z) * candidates.length > ENTERS) break
    taken.push(best.place)
  }
  return inPoints(labels, candidates, taken, alike)
}

function inPoints(labels: Uint8Array, candidates: readonly Candidate[], taken: readonly number[], alike: readonly ArrayLike<number>[]) {
  if (taken.length === 0) return []
  const { coefficients, errors } = fitLogistic([...alike, ...taken.map((place) => candidates[place]!.has)], labels)
  const found = taken
    .map((candidate, place) => ({ candidate, beta: coefficients[alike.length + place]!, error: errors[alike.length + place + 1]! }))
    .filter(({ beta }) => beta > 0)
  const betas = found.map(({ beta }) => beta)
  const step = Math.max(Math.min(...betas), Math.max(...betas) / MOST_POINTS)
  return found
    .map(({ candidate, beta, error }) => ({
      candidate,
      points: Math.max(1, Math.round(beta / step)),
      odds: Math.exp(beta),
      low: Math.exp(beta - Z95 * error),
      high: Math.exp(beta + Z95 * error),
    }))
    .sort((a, b) => b.points - a.points || b.odds - a.odds)
}

export function scoreOf(items: readonly Pick<ScoreItem, 'candidate' | 'points'>[], candidates: readonly Candidate[], row: number): number {
  return items.reduce((sum, { candidate, points }) => sum + (candidates[candidate]!.has[row] === 1 ? points : 0), 0)
}

const FOLDS = 5

/** Points of everybody by a score that has not seen them: chosen and weighed anew without each fifth (Stone 1974). */
export async function crossValidated(
  labels: Uint8Array,
  candidates: readonly Candidate[],
  alike: readonly ArrayLike<number>[],
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const scores = new Float64Array(labels.length)
  const rows = [...labels.keys()]
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = rows.filter((row) => row % FOLDS !== fold)
    const own = candidates.map(({ family, has }) => ({ family, has: Int8Array.from(seen, (row) => has[row]!) }))
    const beside = alike.map((column) => Float64Array.from(seen, (row) => column[row]!))
    const items = pointScore(
      Uint8Array.from(seen, (row) => labels[row]!),
      own,
      beside,
    )
    for (let row = fold; row < labels.length; row += FOLDS) scores[row] = scoreOf(items, candidates, row)
    await pause()
  }
  return scores
}
