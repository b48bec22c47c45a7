import type { GapLength } from '../../stats/silence-limit'

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
  /** Of those known at the cut: all called lost; called lost and back later; called active and not back. Null where there is no cut. */
  readonly called: number | null
  readonly falseLost: number | null
  readonly falseKept: number | null
}

export interface Errors {
  /** Silent for longer. */
  readonly called: number
  /** Counted as lost after so many days of silence, though they came back. */
  readonly falseLost: number
  /** Counted as active, though they did not come back. */
  readonly falseKept: number
}

export function errorsAt(cut: readonly CutSilence[], days: number): Errors {
  let [called, falseLost, falseKept] = [0, 0, 0]
  for (const one of cut) {
    if (one.days > days) {
      called += one.back + one.gone
      falseLost += one.back
    } else falseKept += one.gone
  }
  return { called, falseLost, falseKept }
}

export interface ErrorPoint {
  readonly days: number
  /** Whom it would have called gone. */
  readonly called: number
  /** Of those it would have called gone, the share that came back; null where it would have called nobody. */
  readonly cameBack: number | null
  /** Of those who never came back, the share it would have called there. */
  readonly calledThere: number
  /** Of those who came back, the share it would have called gone. */
  readonly givenUp: number
}

/** The shares at every length from 0 on at which one of them changes; empty where all came back, or nobody. */
export function errorCurves(cut: readonly CutSilence[]): ErrorPoint[] {
  const back = cut.reduce((sum, one) => sum + one.back, 0)
  const gone = cut.reduce((sum, one) => sum + one.gone, 0)
  if (back === 0 || gone === 0) return []
  let [falseLost, falseKept] = [back, 0]
  const point = (days: number): ErrorPoint => {
    const called = falseLost + gone - falseKept
    return { days, called, cameBack: called > 0 ? falseLost / called : null, calledThere: falseKept / gone, givenUp: falseLost / back }
  }
  return [
    point(0),
    ...cut.map((one) => {
      falseLost -= one.back
      falseKept += one.gone
      return point(one.days)
    }),
  ]
}

/** The length at which the shares wrongly given up and wrongly kept add up to the least: the shortest of equals. */
export function leastErrors(curves: readonly ErrorPoint[]): number | null {
  const sum = ({ givenUp, calledThere }: ErrorPoint) => givenUp + calledThere
  const best = curves.reduce<ErrorPoint | null>((least, one) => (least === null || sum(one) < sum(least) - 1e-12 ? one : least), null)
  return best && best.days >= 1 ? best.days : null
}

/** Customers who have been silent for more than so many days. */
export function silentOver(lengths: readonly Pick<GapLength, 'days' | 'still'>[], days: number): number {
  return lengths.reduce((sum, one) => sum + (one.days > days ? one.still : 0), 0)
}
