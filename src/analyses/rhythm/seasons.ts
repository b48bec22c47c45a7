import { cycleSeason, weekdaySeason, type Season } from '../../stats/seasonality'

export type SeasonUnit = 'weekday' | 'month' | 'week'

export interface UnitSeason extends Season {
  readonly unit: SeasonUnit
  /** Periods that it rests on. */
  readonly periods: number
}

export interface DayOrders {
  readonly day: string
  readonly orders: number
}

const DAY = 86_400_000

/** Orders a day between two days with nothing missing → the seasons that so much can tell. Days are 'YYYY-MM-DD'. */
export function seasonsOf(days: readonly DayOrders[], from: string, until: string): readonly UnitSeason[] {
  const first = Date.parse(from) / DAY
  const counts = new Float64Array(Math.max(0, Date.parse(until) / DAY - first + 1))
  for (const { day, orders } of days) counts[Date.parse(day) / DAY - first] = orders
  const dateOf = (at: number) => new Date((first + at) * DAY)
  return [weekdays(counts, dateOf), months(counts, dateOf), weeks(counts, dateOf)].filter((one) => one !== null)
}

type Dates = (at: number) => Date

/** From 0, Monday. */
const weekdayOf = (date: Date) => (date.getUTCDay() + 6) % 7

function weekdays(counts: Float64Array, dateOf: Dates): UnitSeason | null {
  const whole = wholeWeeks(counts, dateOf)
  const season = weekdaySeason(whole.map(({ days }) => [...days]))
  return season && { ...season, unit: 'weekday', periods: whole.length }
}

function months(counts: Float64Array, dateOf: Dates): UnitSeason | null {
  const totals: { month: number; orders: number; days: number; length: number }[] = []
  for (const [at, orders] of counts.entries()) {
    const date = dateOf(at)
    if (at === 0 || date.getUTCDate() === 1)
      totals.push({
        month: date.getUTCMonth(),
        orders: 0,
        days: 0,
        length: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
      })
    totals.at(-1)!.orders += orders
    totals.at(-1)!.days++
  }
  // A long month is no season: orders a day, of an ordinary month.
  const whole = totals.filter(({ days, length }) => days === length)
  const season = cycleSeason(
    whole.map(({ orders, length }) => (orders / length) * (365.25 / 12)),
    12,
    whole[0]?.month ?? 0,
  )
  return season && { ...season, unit: 'month', periods: whole.length }
}

function weeks(counts: Float64Array, dateOf: Dates): UnitSeason | null {
  const whole = wholeWeeks(counts, dateOf)
  // The few days at the end of a year that make a fifty-third week shift the next year by as much: a week is its place in 52 from the first.
  const season = cycleSeason(
    whole.map(({ days }) => days.reduce((sum, orders) => sum + orders, 0)),
    52,
    whole[0] ? weekOfYear(whole[0].monday) - 1 : 0,
  )
  return season && { ...season, unit: 'week', periods: whole.length }
}

function wholeWeeks(counts: Float64Array, dateOf: Dates): { monday: Date; days: Float64Array }[] {
  const found: { monday: Date; days: Float64Array }[] = []
  for (let at = 0; at + 7 <= counts.length; at++)
    if (weekdayOf(dateOf(at)) === 0) found.push({ monday: dateOf(at), days: counts.subarray(at, at + 7) })
  return found
}

/** ISO 8601: the week of a year that has its Thursday. */
function weekOfYear(monday: Date): number {
  const thursday = new Date(monday.getTime() + 3 * DAY)
  return Math.min(52, Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7) + 1)
}
