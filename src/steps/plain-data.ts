/** Foreign data become plain data here, or null: a step may come from a file that somebody else wrote. */

export type Fields = Readonly<Record<string, unknown>>

const LONGEST_TEXT = 10_000
const MOST_ITEMS = 100_000

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** An own property; what a prototype says does not count. */
export function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** Text as SQL can hold it: without a NUL, and whole. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && !value.includes('\0') && !/\p{Surrogate}/u.test(value) ? value : null
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** 'YYYY-MM-DD' of a day that exists. */
export function dayOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null
  const day = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value) ? null : value
}

/** Every item, or null when one of them is not what it should be. */
export function listOf<T>(value: unknown, item: (one: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value) || value.length > MOST_ITEMS) return null
  const items: T[] = []
  for (const one of value) {
    const read = item(one)
    if (read === null) return null
    items.push(read)
  }
  return items
}

/** A physical column: c0, c1, … */
export function columnNameOf(value: unknown): string | null {
  return typeof value === 'string' && /^c\d{1,5}$/.test(value) ? value : null
}

/** A raw table's name: t1, or t1_long for one that a step made. The names under which a table stands before its steps or without its masks are none. */
export function tableNameOf(value: unknown): string | null {
  return typeof value === 'string' && /^t\d{1,6}(_[a-z0-9]{1,30}){0,2}$/.test(value) && !/_(read|clear)$/.test(value) ? value : null
}

/** What every step says: its id and its tables. */
export function stepFields(value: unknown, kind: string): { fields: Fields; id: string; table: string; makes: string } | null {
  const fields = fieldsOf(value)
  if (!fields || field(fields, 'kind') !== kind) return null
  const id = textOf(field(fields, 'id'))
  const table = tableNameOf(field(fields, 'table'))
  const makes = tableNameOf(field(fields, 'makes'))
  return id !== null && id !== '' && id.length <= 100 && table !== null && makes !== null ? { fields, id, table, makes } : null
}
