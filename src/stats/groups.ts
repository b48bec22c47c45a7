import { adjustedRand } from './adjusted-rand'
import { copulaOf } from './copula'
import { assigned, kMeans, nearestCentres, pick, type Clustering, type Points } from './k-means'
import { random, type Random } from './random'
import { mean } from './mean'
import { silhouettes } from './silhouette'
import type { Interval } from './wilson'

/** What speaks for so many groups. */
export interface Candidate {
  readonly k: number
  /** Of all rows, with the centres of `clusterings`. */
  readonly inertia: number
  /** Mean silhouette (Rousseeuw 1987) of the rows judged by. */
  readonly silhouette: number
  /** The same in rows without groups, as `copulaOf` draws them: mean, least and most. */
  readonly without: Interval & { readonly mean: number }
  /** Adjusted Rand index with the groups of new samples: mean, and the middle nine tenths of them. */
  readonly stability: Interval & { readonly mean: number }
}

export interface Groups {
  readonly candidates: readonly Candidate[]
  /** The number of groups that stands out; null: none does. */
  readonly chosen: number | null
  /** Into how many to cut where none stands out: the number, of 3 to 6, on which new samples agree best. */
  readonly steadiest: number
  /** By their number. Of more than 5,000 rows the centres are those of 5,000: let Lloyd's steps go on from them. */
  readonly clusterings: ReadonlyMap<number, Clustering>
  /** Rows judged by. */
  readonly judged: number
}

export const MOST_GROUPS = 10
/** Rows that starts are tried on, and that silhouettes and new samples are taken of. */
const MOST_STARTED = 5_000
const MOST_JUDGED = 1_000
/** The data lead all of them with a chance of one in twenty if there is nothing to be found. */
const WITHOUT = 19
const SAMPLES = 20
const STARTS = 10
const STARTS_OF_A_DRAW = 2

/** "No substantial structure" below it (Kaufman & Rousseeuw 1990, table 4). */
const LEAST_SILHOUETTE = 0.25
const LEAST_STABILITY = 0.75
/** A smaller lead may be sure and still be nothing. */
const LEAST_LEAD = 0.02
/** Leads and agreements nearer than this count as alike. */
const ALIKE = 0.02

/**
 * Clusterings of the rows into 2 to 10 groups, and how many stand out: more separation than in rows without groups that have the
 * same spread and correlations (`copulaOf`; a rank test over all numbers of groups at one in twenty), and the same groups in new samples.
 * Of numbers that lead alike, the one that new samples agree on best. `pause` is awaited between fits.
 */
export async function findGroups(points: Points, seed: number, pause: () => Promise<void>): Promise<Groups> {
  const next = random(seed)
  const most = Math.min(MOST_GROUPS, points.rows - 1)
  const numbers = Array.from({ length: Math.max(0, most - 1) }, (_, index) => index + 2)
  const judged = pick(points, sample(points.rows, MOST_JUDGED, next))
  const fits = await fitAll(judged, numbers, next, STARTS, pause)
  const separation = separationOf(judged, fits)
  const drawnApart: number[][] = []
  const draw = copulaOf(judged, next)
  for (let time = 0; time < WITHOUT; time++) {
    const drawn = draw()
    drawnApart.push(separationOf(drawn, await fitAll(drawn, numbers, next, STARTS_OF_A_DRAW, pause)))
  }
  const agreement = await agreementOf(judged, fits, next, pause)
  const clusterings = new Map<number, Clustering>()
  for (const [index, k] of numbers.entries())
    clusterings.set(k, judged.rows === points.rows ? fits[index]! : await fitLarge(points, k, next, pause))
  const candidates = numbers.map((k, index) => ({
    k,
    inertia: clusterings.get(k)!.inertia,
    silhouette: separation[index]!,
    without: rangeOf(
      drawnApart.map((own) => own[index]!),
      0,
    ),
    stability: rangeOf(
      agreement.map((own) => own[index]!),
      1,
    ),
  }))
  return {
    candidates,
    chosen: leads(separation, drawnApart) ? choose(candidates) : null,
    steadiest: steadiest(candidates),
    clusterings,
    judged: judged.rows,
  }
}

/** Places of the rows drawn, in order; all where there are no more. */
function sample(rows: number, most: number, next: Random): number[] {
  const order = Array.from({ length: rows }, (_, row) => row)
  if (rows <= most) return order
  for (let place = 0; place < most; place++) {
    const other = place + Math.floor(next() * (rows - place))
    ;[order[place], order[other]] = [order[other]!, order[place]!]
  }
  return order.slice(0, most).sort((a, b) => a - b)
}

async function fitAll(points: Points, numbers: readonly number[], next: Random, starts: number, pause: () => Promise<void>) {
  const fits: Clustering[] = []
  for (const k of numbers) {
    fits.push(kMeans(points, k, next, starts))
    await pause()
  }
  return fits
}

/** The best start among some of the rows, and to which of its centres each of all is nearest. */
async function fitLarge(points: Points, k: number, next: Random, pause: () => Promise<void>): Promise<Clustering> {
  const some = pick(points, sample(points.rows, MOST_STARTED, next))
  const best = kMeans(some, k, next, STARTS)
  await pause()
  return some.rows === points.rows ? best : assigned(points, k, best.centres)
}

function separationOf(points: Points, fits: readonly Clustering[]): number[] {
  return silhouettes(
    points,
    fits.map(({ labels }) => labels),
  ).map(mean)
}

/** For every new sample and number of groups: whether its centres part the rows as the rows' own do. */
async function agreementOf(points: Points, fits: readonly Clustering[], next: Random, pause: () => Promise<void>): Promise<number[][]> {
  const agreement: number[][] = []
  for (let time = 0; time < SAMPLES; time++) {
    const drawn = pick(
      points,
      Uint32Array.from({ length: points.rows }, () => Math.floor(next() * points.rows)),
    )
    const again = await fitAll(
      drawn,
      fits.map(({ k }) => k),
      next,
      STARTS_OF_A_DRAW,
      pause,
    )
    agreement.push(again.map(({ centres }, index) => adjustedRand(nearestCentres(points, centres), fits[index]!.labels)))
  }
  return agreement
}

/** `tails`: of twenty values, so many are left out at either end. */
function rangeOf(values: readonly number[], tails: number): Candidate['without'] {
  const sorted = values.toSorted((a, b) => a - b)
  return { mean: mean(values), low: sorted[tails]!, high: sorted.at(-1 - tails)! }
}

/** Whether the largest lead of the rows, over all numbers of groups, is larger than that of any draw; all are measured alike. */
function leads(separation: readonly number[], without: readonly (readonly number[])[]): boolean {
  const all = [separation, ...without]
  const scale = separation.map((_, index) => {
    const own = all.map((one) => one[index]!)
    const middle = mean(own)
    return { middle, spread: Math.sqrt(mean(own.map((value) => (value - middle) ** 2))) || 1 }
  })
  const [own, ...others] = all.map((one) => Math.max(...one.map((value, index) => (value - scale[index]!.middle) / scale[index]!.spread)))
  return separation.length > 0 && others.every((other) => own! > other)
}

function choose(candidates: readonly Candidate[]): number | null {
  const lead = ({ silhouette, without }: Pick<Candidate, 'silhouette' | 'without'>) => silhouette - without.mean
  const standing = candidates.filter(
    ({ silhouette, without, stability }) =>
      silhouette > without.high &&
      lead({ silhouette, without }) >= LEAST_LEAD &&
      silhouette >= LEAST_SILHOUETTE &&
      stability.mean >= LEAST_STABILITY,
  )
  if (standing.length === 0) return null
  const largest = Math.max(...standing.map(lead))
  const alike = standing.filter((one) => lead(one) >= largest - ALIKE)
  const surest = Math.max(...alike.map(({ stability }) => stability.mean))
  return alike.filter(({ stability }) => stability.mean >= surest - ALIKE).sort((a, b) => lead(b) - lead(a))[0]!.k
}

function steadiest(candidates: readonly Candidate[]): number {
  return candidates.filter(({ k }) => k >= 3 && k <= 6).reduce((best, one) => (one.stability.mean > best.stability.mean ? one : best)).k
}
