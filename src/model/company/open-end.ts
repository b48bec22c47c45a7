/**
 * Dates that systems write for "no end": 9999-12-31, 2999-12-31 and 2099-12-31, the last days that a small date and 32 bits of
 * seconds can hold, and the days on which a date of 0 lands.
 */
export function isOpenEnd(date: string): string {
  const days = ['2079-06-06', '2038-01-19', '1970-01-01'].map((day) => `date '${day}'`)
  return `(${date} >= date '2099-01-01' or ${date}::date in (${days.join(', ')}) or ${date}::date <= date '1900-01-01')`
}

/** An end that is none, as no date at all. */
export function withoutOpenEnd(date: string): string {
  return `case when not ${isOpenEnd(date)} then ${date} end`
}
