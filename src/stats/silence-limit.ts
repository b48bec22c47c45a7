import { kaplanMeier, stepAt, type SurvivalStep } from './kaplan-meier'

/** Silences by their length: `ended` by an order, `still` going on at the as-of date. */
export interface GapLength {
  readonly days: number
  readonly ended: number
  readonly still: number
}

/** Of those called gone, at most this share may order again. */
export const MOST_BACK = 0.2

/** A curve that fewer silences are followed on is not read. */
const FEWEST = 10

/** Kaplan and Meier's curve of all silences, those that go on as censored: the share that is longer. */
export function silenceCurve(lengths: readonly GapLength[]): readonly SurvivalStep[] {
  return kaplanMeier(lengths.map(({ days, ended, still }) => ({ time: days, left: ended, staying: still })))
}

/** The last length that ten silences or more are followed for; null where fewer are. */
function endOf(curve: readonly SurvivalStep[]): SurvivalStep | null {
  return curve.findLast(({ atRisk }) => atRisk >= FEWEST) ?? null
}

/**
 * Of silences longer than `days`, the share that an order ends in the time the data show: 1 − S(end) ÷ S(days). Null unless as long again
 * was seen: what ends soon after says nothing of what never does.
 */
export function shareBack(lengths: readonly GapLength[], days: number): number | null {
  const curve = silenceCurve(lengths)
  const end = endOf(curve)
  return end && 2 * days <= end.time ? backAfter(curve, end, days) : null
}

function backAfter(curve: readonly SurvivalStep[], end: SurvivalStep, days: number): number {
  const longer = stepAt(curve, days)?.survival ?? 1
  return longer > 0 ? 1 - end.survival / longer : 1
}

/** The shortest silence, of at most half the time seen, after which at most one in five ever order again; null where there is none. */
export function silenceLimit(lengths: readonly GapLength[]): number | null {
  const curve = silenceCurve(lengths)
  const end = endOf(curve)
  if (!end) return null
  const found = curve.find(({ time }) => time >= 1 && 2 * time <= end.time && backAfter(curve, end, time) <= MOST_BACK + 1e-12)
  return found?.time ?? null
}
