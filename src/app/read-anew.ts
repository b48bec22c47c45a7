import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'

/**
 * Tables that a mapping says nothing of, and those whose rows were turned into a table that is gone: they are to be read again as suggested.
 * A table made of t1 is named t1 and a word behind it.
 */
export function readAnew(mapping: Mapping, tables: readonly RawTable[]): readonly string[] {
  const names = tables.map(({ name }) => name)
  const read = mapping.tables.map(({ table }) => table)
  const sources = read.filter((table) => !names.includes(table)).map((table) => table.split('_')[0]!)
  return names.filter((name) => !read.includes(name) || sources.includes(name))
}
