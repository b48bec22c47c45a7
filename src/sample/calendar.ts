import type { Random, Weights } from './random'

/** Days are whole numbers since 1970-01-01; moments are milliseconds of wall clock. Nothing here knows today's date. */
export const DAY_MS = 86_400_000

export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS
}

export const FIRST_DAY = dayOf('2023-01-01')
/** The day after the last one with data. */
export const END_DAY = dayOf('2026-01-01')
export const DAYS = END_DAY - FIRST_DAY

/** 0 = January. */
export const MONTH_OF: Uint8Array = Uint8Array.from({ length: DAYS }, (_, index) => new Date((FIRST_DAY + index) * DAY_MS).getUTCMonth())

/** A clock that runs faster in busy seasons: intervals drawn on it become orders that crowd where the weights are high. */
export interface SeasonClock {
  /** Busy days from FIRST_DAY to a moment in days; on average one busy day is one day. */
  toBusy(day: number): number
  /** The inverse; Infinity past the end of the data. */
  fromBusy(busy: number): number
}

export function openSeasonClock(monthWeights: readonly number[]): SeasonClock {
  const totals = new Float64Array(DAYS + 1)
  for (let index = 0; index < DAYS; index++) totals[index + 1] = totals[index]! + monthWeights[MONTH_OF[index]!]!
  const scale = DAYS / totals[DAYS]!
  for (let index = 0; index <= DAYS; index++) totals[index]! *= scale
  // Exactly, or rounding now and then leaves a moment past the end.
  totals[DAYS] = DAYS
  return {
    toBusy(day) {
      const offset = Math.min(Math.max(day - FIRST_DAY, 0), DAYS)
      const whole = Math.min(Math.floor(offset), DAYS - 1)
      return totals[whole]! + (offset - whole) * (totals[whole + 1]! - totals[whole]!)
    },
    fromBusy(busy) {
      if (busy >= totals[DAYS]!) return Infinity
      let low = 0
      let high = DAYS
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (totals[middle]! <= busy) low = middle
        else high = middle
      }
      return FIRST_DAY + low + (busy - totals[low]!) / (totals[low + 1]! - totals[low]!)
    },
  }
}

/** A moment on a day at an hour drawn with 24 weights. */
export function momentOn(random: Random, day: number, hours: Weights): number {
  return Math.floor(day) * DAY_MS + random.index(hours) * 3_600_000 + random.below(3600) * 1000
}

const MONTH_STARTS = Float64Array.from({ length: 60 }, (_, month) => Date.UTC(2023, month, 1) / DAY_MS)

/** The same day of a later month, for days up to the 28th between 2023 and 2027. */
export function addMonths(day: number, months: number): number {
  let month = Math.floor((day - FIRST_DAY) / 31)
  while (MONTH_STARTS[month + 1]! <= day) month++
  return MONTH_STARTS[month + months]! + day - MONTH_STARTS[month]!
}
