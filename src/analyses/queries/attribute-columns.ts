import { CANONICAL } from '../../model/company/canonical'

/** A select of columns by name must find one; nobody minds a year of birth that is not used. */
const ALWAYS = 'birth_year'

const PLACES = Object.keys(CANONICAL.customers)

/** Where the table of customers has a column: those of every company first, then a0, a1, … */
export function placeOf(column: string): number {
  return PLACES.includes(column) ? PLACES.indexOf(column) : PLACES.length + Number(column.slice(1))
}

/** Columns of the table of customers as a select by their names returns them: in the table's order, with one that is always there. */
export function selectedByName(columns: readonly string[]): readonly string[] {
  return [...new Set([ALWAYS, ...columns])].sort((a, b) => placeOf(a) - placeOf(b))
}
