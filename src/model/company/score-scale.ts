export interface ScoreScale {
  readonly low: number
  readonly high: number
}

/** The scale that answers from `least` to `most` were given on. One value past either end is taken for a code. */
export function usualScale(least: number, most: number): ScoreScale | null {
  if (least < 0 || most > 100) return null
  if (most <= 6) return { low: 1, high: 5 }
  if (most <= 7) return { low: 1, high: 7 }
  if (most <= 11) return { low: least < 1 ? 0 : 1, high: 10 }
  return { low: 0, high: 100 }
}
