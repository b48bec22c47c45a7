import { calibrationBins, recalibrated, recalibration, type CalibrationBin, type Recalibration } from '../../stats/calibration'
import { averagePrecision, brier, gainsOf, logLoss, type Gain } from '../../stats/predictions'
import { aucDifference, aucOf, type Auc } from '../../stats/roc'
import type { Interval } from '../../stats/wilson'
import { stratified, type ModelName } from './models'

/** How well a model foresaw people it had not seen. */
export interface Evaluation {
  readonly name: ModelName
  readonly auc: Auc
  readonly precision: { readonly precision: number } & Interval
  readonly brier: number
  readonly logLoss: number
  /** Share of the Brier score of the base rate that is saved; 0 or less: no better than the base rate. */
  readonly skill: number
  readonly calibration: readonly CalibrationBin[]
  readonly gains: readonly Gain[]
}

export function evaluate(name: ModelName, probabilities: Float64Array, labels: Uint8Array): Evaluation {
  const rate = labels.reduce((sum, label) => sum + label, 0) / labels.length
  const own = brier(probabilities, labels)
  return {
    name,
    auc: aucOf(probabilities, labels)!,
    precision: averagePrecision(probabilities, labels)!,
    brier: own,
    logLoss: logLoss(probabilities, labels),
    skill: 1 - own / (rate * (1 - rate)),
    calibration: calibrationBins(probabilities, labels),
    gains: gainsOf(probabilities, labels),
  }
}

/** Boosting only where its area is larger beyond chance, over the same people. */
export function choose(byModel: Readonly<Record<ModelName, Float64Array>>, labels: Uint8Array): ModelName {
  const difference = aucDifference(byModel.boosting, byModel.logistic, labels)
  return difference !== null && difference.low > 0 ? 'boosting' : 'logistic'
}

/** Whether people who leave are told from those who stay at all. */
export function isBetterThanBase({ auc, skill }: Pick<Evaluation, 'auc' | 'skill'>): boolean {
  return auc.low > 0.5 && skill > 0
}

/** What makes probabilities what happened, where they are not. */
export function correction(probabilities: Float64Array, labels: Uint8Array): Recalibration | null {
  const found = recalibration(probabilities, labels)
  return found.p < 0.05 && found.slope > 0 ? found : null
}

/**
 * Probabilities corrected by what happened to others: each of five parts by a line fitted on the other four, so that the correction is
 * not judged by those it was fitted on.
 */
export function crossCorrected(probabilities: Float64Array, labels: Uint8Array): Float64Array {
  const all = Uint32Array.from(labels.keys())
  const parts = stratified(all, labels)
  const after = new Float64Array(probabilities.length)
  for (const part of new Set(parts)) {
    const others = all.filter((row) => parts[row] !== part)
    const line = recalibration(
      Float64Array.from(others, (row) => probabilities[row]!),
      Uint8Array.from(others, (row) => labels[row]!),
    )
    for (const row of all) if (parts[row] === part) after[row] = recalibrated(probabilities[row]!, line)
  }
  return after
}
