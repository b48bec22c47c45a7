import type { Engine } from '../../src/engine/database'
import type { RawTable } from '../../src/ingest/table'
import { describeMapping } from '../../src/model/mapping/describe'
import type { Suggestion } from '../../src/model/mapping/mapping'
import { suggestMapping } from '../../src/model/suggest/suggest'
import { insertInline, type InlineRows } from './open-company'
import { openDatabase } from './open-database'

export interface Suggested {
  readonly engine: Engine
  readonly tables: readonly RawTable[]
  readonly suggestion: Suggestion
  /** Each table as "kind: role = column, …", sure and unsure alike, by its file. */
  readonly read: Readonly<Record<string, string>>
}

/** How tables of rows typed inline are read. */
export async function suggestInline(files: Readonly<Record<string, InlineRows>>): Promise<Suggested> {
  const engine = await openDatabase()
  const tables: RawTable[] = []
  for (const [file, content] of Object.entries(files)) tables.push(await insertInline(engine, `t${tables.length + 1}`, file, content))
  return suggestTables(engine, tables)
}

export async function suggestTables(engine: Engine, tables: readonly RawTable[]): Promise<Suggested> {
  const suggestion = await suggestMapping(engine, tables, 'net')
  const read = describeMapping(suggestion.mapping, tables).map(({ file, kind, pairs }): [string, string] => [
    file,
    `${kind}: ${pairs.map(({ role, text }) => `${role} = ${text}`).join(', ')}`,
  ])
  return { engine, tables, suggestion, read: Object.fromEntries(read) }
}

/** The questions of a suggestion: what is asked, and each answer with what follows from it. */
export function askedOf({ doubts }: Suggestion): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    doubts.map(({ question, choices }) => [question, choices.map(({ label, consequence }) => `${label}: ${consequence}`)]),
  )
}
