import { identifier } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { columnIn, type ColumnRef } from './column'

/**
 * A row for each row and turned column: the kept columns as c0…, then the made ones.
 * `made` holds, for each made column, the SQL of its values, one for each turned column; `where` is given the made columns by their names.
 */
export function turnedSql(
  keep: readonly ColumnRef[],
  made: readonly (readonly string[])[],
  where: (names: readonly string[]) => string,
  table: RawTable,
  from: string,
): string {
  const kept = keep.map((one, at) => `${identifier(columnIn(table, one).name)} as c${at}`)
  const names = made.map((_, at) => `c${keep.length + at}`)
  const turned = made.map((values, at) => `unnest([${values.join(', ')}]) as ${names[at]}`)
  return `select * from (\n  select line, ${[...kept, ...turned].join(',\n    ')}\n  from ${from}\n)\nwhere ${where(names)}`
}

export function turnedHeaders(keep: readonly ColumnRef[], made: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...keep.map(({ header }) => header), ...made].map((header, at) => [`c${at}`, header]))
}
