/** Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant's days_from_civil); NaN for a day that does not exist. */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN
  if (day > 28 && day > daysIn(year, month)) return NaN
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The Monday of a week of ISO 8601; NaN for a week that the year does not have. */
export function weekNumber(year: number, week: number): number {
  const first = mondayOf(dayNumber(year, 1, 4))
  const monday = first + (week - 1) * 7
  return week >= 1 && monday < mondayOf(dayNumber(year + 1, 1, 4)) ? monday : NaN
}

function mondayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return day - ((((day + 3) % 7) + 7) % 7)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
