import { atRiskAt, type SurvivalStep } from '../../stats/kaplan-meier'
import type { TenureUnit } from '../../model/company/tenure-unit'
import { FEW } from '../wording/certainty'

/** In which stays are told: that of the file's column of tenure, else days. */
export type Unit = TenureUnit

const ROUND: Record<Unit, readonly number[]> = {
  year: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 40, 50],
  month: [1, 2, 3, 6, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120, 180, 240, 360],
  week: [1, 2, 4, 8, 13, 26, 39, 52, 104, 156, 208, 260, 364, 520, 780, 1040],
  day: [1, 2, 3, 7, 14, 30, 60, 90, 180, 270, 365, 730, 1095, 1460, 1825, 2555, 3650, 5475, 7300],
}

/** The longest round time, up to `most`, at which thirty customers of every group that has them are still followed; the last one seen where few are. */
export function commonUntil(curves: readonly (readonly SurvivalStep[])[], unit: Unit, most: number): number {
  const ends = curves.filter((curve) => (curve[0]?.atRisk ?? 0) >= FEW).map((curve) => curve.findLast(({ atRisk }) => atRisk >= FEW)!.time)
  const seen = ends.length > 0 ? Math.min(...ends) : Math.max(0, ...curves.map((curve) => curve.at(-1)?.time ?? 0))
  const end = Math.min(seen, most)
  return ROUND[unit].findLast((time) => time <= end) ?? end
}

/** Up to three round times for the table: the last before `until`, and about two and one fifths of it. */
export function horizons(until: number, unit: Unit): number[] {
  const round = ROUND[unit].filter((time) => time <= until)
  const nearest = (share: number) => round.toSorted((a, b) => Math.abs(a - share * until) - Math.abs(b - share * until))[0]
  const chosen = [nearest(0.2), nearest(0.4), round.at(-1)].filter((time) => time !== undefined)
  return [...new Set(chosen)].sort((a, b) => a - b)
}

const LENGTHS: Record<Unit, readonly { readonly length: number; readonly name: string }[]> = {
  year: [{ length: 1, name: 'year' }],
  month: [
    { length: 12, name: 'year' },
    { length: 3, name: 'quarter' },
    { length: 1, name: 'month' },
  ],
  week: [
    { length: 52, name: 'year' },
    { length: 13, name: 'quarter' },
    { length: 1, name: 'week' },
  ],
  day: [
    { length: 365, name: 'year' },
    { length: 90, name: 'ninety days' },
    { length: 30, name: 'thirty days' },
    { length: 7, name: 'week' },
  ],
}

/** The longest unit of the calendar of which two or more fit. */
export function spanLength(until: number, unit: Unit): { readonly length: number; readonly name: string } | null {
  return LENGTHS[unit].find(({ length }) => 2 * length <= until) ?? null
}

const TICKS: Record<Unit, readonly number[]> = {
  year: [1, 2, 5, 10, 20],
  month: [1, 2, 3, 6, 12, 24, 60, 120],
  week: [1, 2, 4, 13, 26, 52, 104, 260],
  day: [1, 2, 5, 7, 14, 30, 90, 180, 365, 730, 1825, 3650],
}

/** Round times from 0 on, eight at most. */
export function axisTicks(end: number, unit: Unit): number[] {
  const step = TICKS[unit].find((length) => end / length <= 8) ?? end / 8
  return end > 0 ? Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step) : [0]
}

export interface DrawnPoint {
  readonly time: number
  readonly atRisk: number
  readonly survival: number
  readonly low: number | null
  readonly high: number | null
}

const MOST_POINTS = 240

/** The curve for a picture: from the start, at every time somebody leaves (thinned where there are many), and at the ticks. */
export function drawnPoints(curve: readonly SurvivalStep[], ticks: readonly number[]): DrawnPoint[] {
  const end = curve.at(-1)?.time
  if (end === undefined) return []
  const leaving = curve.filter(({ left }) => left > 0).map(({ time }) => time)
  const every = Math.ceil(leaving.length / MOST_POINTS)
  const thinned = leaving.filter((_, index) => index % every === 0 || index === leaving.length - 1)
  const times = [...new Set([0, ...thinned, ...ticks.filter((tick) => tick <= end), end])].sort((a, b) => a - b)
  let place = 0
  return times.map((time) => {
    while (place < curve.length && curve[place]!.time <= time) place++
    const { survival = 1, low = 1, high = 1 } = curve[place - 1] ?? {}
    return { time, atRisk: atRiskAt(curve, time), survival, low, high }
  })
}
