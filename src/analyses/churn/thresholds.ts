import { kaplanMeier } from '../../stats/kaplan-meier'
import { FEW } from '../certainty'

/** Silences by their length: `ended` by an order, `still` going on at the as-of date. */
export interface GapLength {
  readonly days: number
  readonly ended: number
  readonly still: number
}

/** How long customers had been silent on the day of the cut: who ordered again after it, and who did not. */
export interface CutSilence {
  readonly days: number
  readonly back: number
  readonly gone: number
}

export type Method = 'gaps' | 'survival' | 'errors' | 'alive'

export interface Threshold {
  readonly method: Method
  /** Null where the data do not tell. */
  readonly days: number | null
  /** Customers who count as gone at the as-of date. */
  readonly lost: number | null
  /** Of those known at the cut: called lost and back later; called active and not back. Null where there is no cut. */
  readonly falseLost: number | null
  readonly falseKept: number | null
}

/** Nine in ten of those who come back do so within it. */
const USUAL = 0.9

/**
 * The first length at which nine in ten silences that will end have ended. Kaplan and Meier's curve of all silences, those that go on
 * as censored; "will end" is what the curve shows by the last length at which thirty are followed. Null where none ended.
 */
export function survivalThreshold(lengths: readonly GapLength[]): number | null {
  const curve = kaplanMeier(lengths.map(({ days, ended, still }) => ({ time: days, left: ended, staying: still })))
  const last = curve.findLast(({ atRisk }) => atRisk >= FEW) ?? curve.at(-1)
  const end = last?.survival ?? 1
  if (end === 1) return null
  return curve.find(({ survival }) => 1 - survival >= USUAL * (1 - end) - 1e-12)?.time ?? null
}

export interface Errors {
  /** Counted as lost after so many days of silence, though they came back. */
  readonly falseLost: number
  /** Counted as active, though they did not come back. */
  readonly falseKept: number
}

export function errorsAt(cut: readonly CutSilence[], days: number): Errors {
  let [falseLost, falseKept] = [0, 0]
  for (const one of cut) {
    if (one.days > days) falseLost += one.back
    else falseKept += one.gone
  }
  return { falseLost, falseKept }
}

export interface ErrorPoint {
  readonly days: number
  /** Shares of those who came back, and of those who did not. */
  readonly falseLost: number
  readonly falseKept: number
}

/** Both shares at every length from 0 on at which one of them changes; empty where all came back, or nobody. */
export function errorCurves(cut: readonly CutSilence[]): ErrorPoint[] {
  const back = cut.reduce((sum, one) => sum + one.back, 0)
  const gone = cut.reduce((sum, one) => sum + one.gone, 0)
  if (back === 0 || gone === 0) return []
  let [falseLost, falseKept] = [back, 0]
  return [
    { days: 0, falseLost: 1, falseKept: 0 },
    ...cut.map((one) => {
      falseLost -= one.back
      falseKept += one.gone
      return { days: one.days, falseLost: falseLost / back, falseKept: falseKept / gone }
    }),
  ]
}

/** The length at which the two shares add up to the least: the shortest of equals. */
export function leastErrors(curves: readonly ErrorPoint[]): number | null {
  const sum = ({ falseLost, falseKept }: ErrorPoint) => falseLost + falseKept
  const best = curves.reduce<ErrorPoint | null>((least, one) => (least === null || sum(one) < sum(least) - 1e-12 ? one : least), null)
  return best && best.days >= 1 ? best.days : null
}

/** Customers who have been silent for more than so many days. */
export function silentOver(lengths: readonly Pick<GapLength, 'days' | 'still'>[], days: number): number {
  return lengths.reduce((sum, one) => sum + (one.days > days ? one.still : 0), 0)
}
