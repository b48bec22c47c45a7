import { inPeriods, inTenure, isKnown, once, type AtRisk, type Stay } from './at-risk'
import type { ChurnSource } from '../churn-features/features'
import { QUARTER, type Period } from './periods'

/** In which periods customers are looked at, and within how many days leaving is told. */
export interface Clock {
  readonly atRisk: readonly AtRisk[]
  readonly isTenure: boolean
  readonly horizon: number
  /** Trials within the horizon. */
  readonly steps: number
}

/** Tenures are gone by where they are known of nearly everybody. */
const MOSTLY = 0.8

/** Periods of the calendar where leaving has a date, of the tenure where a mark has one, else only now. `unit`: days of the tenure's. */
export function clockOf(
  stays: readonly Stay[],
  source: ChurnSource,
  unit: number | null,
  periods: readonly Period[],
  wished: number,
): Clock {
  if (source !== 'flag') {
    const [{ from, to } = { from: 0, to: 0 }] = periods
    return { atRisk: inPeriods(stays, periods), isTenure: false, horizon: to - from, steps: 1 }
  }
  if (unit === null || stays.filter(({ tenure }) => isKnown(tenure)).length < MOSTLY * stays.length)
    return { atRisk: once(stays), isTenure: false, horizon: 0, steps: 1 }
  const horizon = wished > 0 ? wished : QUARTER
  return { atRisk: inTenure(stays), isTenure: true, horizon, steps: horizon / unit }
}
