import { upperGamma } from './gamma'
import { fitLogistic, logistic, logit } from './logistic'
import { byScore } from './predictions'
import { wilson, type Interval } from './wilson'

/** People of similar probabilities: what was foreseen of them, and what happened. */
export interface CalibrationBin extends Interval {
  readonly people: number
  readonly left: number
  readonly foreseen: number
  readonly observed: number
}

/** As many bins of equal size as there are `least` people for, ten at most, from the lowest probability to the highest; equal probabilities stay together. */
export function calibrationBins(probabilities: ArrayLike<number>, labels: ArrayLike<number>, least = 30): readonly CalibrationBin[] {
  const order = byScore(probabilities).reverse()
  const most = Math.min(10, Math.floor(order.length / least))
  const bins: CalibrationBin[] = []
  for (let bin = 1, from = 0; bin <= most && from < order.length; bin++) {
    let to = bin === most ? order.length : Math.max(from + 1, Math.round((order.length * bin) / most))
    while (to < order.length && probabilities[order[to]!] === probabilities[order[to - 1]!]) to++
    if (to - from < least && bins.length > 0 && bin < most) continue
    let [left, foreseen] = [0, 0]
    for (let place = from; place < to; place++) {
      left += labels[order[place]!]!
      foreseen += probabilities[order[place]!]!
    }
    const people = to - from
    bins.push({ people, left, foreseen: foreseen / people, observed: left / people, ...wilson(left, people) })
    from = to
  }
  return bins
}

/** log-odds → intercept + slope · log-odds. */
export interface Recalibration {
  readonly intercept: number
  readonly slope: number
  /** Likelihood-ratio test of intercept 0 and slope 1 (Cox 1958), 2 degrees of freedom. */
  readonly statistic: number
  readonly p: number
}

/** Whether probabilities are what happened, and what would make them so (Platt 1999, on the log-odds). */
export function recalibration(probabilities: ArrayLike<number>, labels: ArrayLike<number>): Recalibration {
  const odds = Float64Array.from(probabilities, logit)
  const fit = fitLogistic([odds], labels)
  let asIs = 0
  for (let row = 0; row < labels.length; row++) asIs -= 2 * Math.log(labels[row] ? probabilities[row]! : 1 - probabilities[row]!)
  const statistic = Math.max(0, asIs - fit.deviance)
  return { intercept: fit.intercept, slope: fit.coefficients[0]!, statistic, p: upperGamma(1, statistic / 2) }
}

export function recalibrated(probability: number, { intercept, slope }: Pick<Recalibration, 'intercept' | 'slope'>): number {
  return logistic(intercept + slope * logit(probability))
}
