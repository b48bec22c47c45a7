/** What a year of two digits is: `near` puts 00 to 69 after 2000, `past` puts none into the future, as births are. */
export type CenturyRule = 'near' | 'past'

/** The first year of two digits that is before 2000. */
const PIVOT = 70
const THIS_YEAR = new Date().getUTCFullYear()
/** Contracts may end so many years ahead. */
const FAR = 15

export function fullYear(year: number, rule: CenturyRule): number {
  if (rule === 'near') return year < PIVOT ? 2000 + year : 1900 + year
  const century = Math.floor(THIS_YEAR / 100) * 100
  return century + year <= THIS_YEAR ? century + year : century - 100 + year
}

/** What is noted of the years of two digits that a column has. */
interface ShortYears {
  sawShortYear: boolean
  sawFarAhead: boolean
  sawLongPast: boolean
}

export function noteShortYear(year: number, memory: ShortYears): void {
  memory.sawShortYear = true
  if (year >= PIVOT) memory.sawLongPast = true
  else if (2000 + year > THIS_YEAR + FAR) memory.sawFarAhead = true
}

/** Far ahead and long past in one column: those are lives, and none begins in the future. */
export function areLives({ sawFarAhead, sawLongPast }: Pick<ShortYears, 'sawFarAhead' | 'sawLongPast'>): boolean {
  return sawFarAhead && sawLongPast
}

export function shortYearWords(rule: CenturyRule): string {
  return rule === 'near' ? 'years of two digits: 00 to 69 are 2000 to 2069' : 'years of two digits: none of them in the future'
}
