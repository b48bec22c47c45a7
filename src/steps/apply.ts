import { tableName } from '../ingest/table-name'
import { identifier, literal, query, type Session } from '../engine/database'
import { EngineRestarted } from '../engine/failures'
import { columnTypes, describeTable } from '../ingest/load/describe-table'
import type { RawColumn, RawTable, RawType } from '../ingest/table'
import type { Step } from './definition'
import { kindOf } from './index'

/** Marks the tables that steps made anew or first, so that they can be told from those that were read. They go when steps are taken back. */
export const MADE = 'made by steps'

/** Selects that stand in each other before they are made a table: an expression of thousands of levels is refused by the engine. */
const DEEPEST = 16

/** A table on its way: where its rows are, as SQL, and what is known of its columns before they are counted. */
interface State {
  readonly table: RawTable
  readonly from: string
  readonly depth: number
  readonly isChanged: boolean
}

/**
 * Makes the tables after all steps out of the tables as they were read, in one transaction. Where steps change t1, the table that was read
 * is renamed t1_read and t1 made from it; without steps the renaming is undone. `tables` are those that were read.
 * A step that cannot be applied, since its table or a column is gone, is passed over and said in the table's notes.
 */
export async function applySteps(database: Session, tables: readonly RawTable[], steps: readonly Step[]): Promise<RawTable[]> {
  await database.execute('begin transaction')
  try {
    const made = await makeTables(database, tables, steps)
    await database.execute('commit')
    return made
  } catch (error) {
    await database.execute('rollback').catch(() => undefined)
    throw error
  }
}

/** A step's select as it is applied, for readers. The relation is the table before it. */
export function stepSql(step: Step, table: RawTable): string | null {
  try {
    return kindOf(step)?.sql(step, table, identifier(step.table), identifier) ?? null
  } catch {
    return null
  }
}

async function makeTables(database: Session, tables: readonly RawTable[], steps: readonly Step[]): Promise<RawTable[]> {
  await undoAll(database)
  const states = new Map<string, State>(
    tables.map((table) => [table.name, { table, from: identifier(table.name), depth: 0, isChanged: false }]),
  )
  const wanted = new Set(steps.filter(({ table, makes }) => table === makes).map(({ table }) => table))
  for (const [name, state] of states) {
    if (!wanted.has(name)) continue
    await database.execute(`alter table ${identifier(name)} rename to ${identifier(`${name}_read`)}`)
    states.set(name, { ...state, from: identifier(`${name}_read`) })
  }
  for (const step of steps) await takeStep(database, states, step)
  const made: RawTable[] = []
  for (const [name, state] of states) {
    if (wanted.has(name) || state.isChanged)
      made.push(
        await settle(
          database,
          name,
          state,
          tables.find((table) => table.name === name),
        ),
      )
    else made.push(state.table)
  }
  return made
}

/** Every table as it was read, under its own name: views with masks go first, then what steps made, then names are given back. */
async function undoAll(database: Session): Promise<void> {
  const views = `select view_name as name from duckdb_views() where schema_name = 'main' and not internal and not temporary order by 1`
  for (const { name } of await database.rows(query('views there are', views, { name: 'text' })))
    if (isTableName(name!)) await database.execute(`drop view ${identifier(name!)}`)
  const text = `select table_name as name, comment from duckdb_tables() where schema_name = 'main' and not temporary order by 1`
  const tables = await database.rows(query('tables there are', text, { name: 'text', comment: 'text' }))
  for (const { name, comment } of tables) if (comment === MADE) await database.execute(`drop table ${identifier(name!)}`)
  for (const { name, comment } of tables) {
    const [, original] = /^(t\d+)_(?:read|clear)$/.exec(name!) ?? []
    if (original && comment !== MADE) await database.execute(`alter table ${identifier(name!)} rename to ${identifier(original)}`)
  }
}

function isTableName(name: string): boolean {
  return /^t\d+(_[a-z0-9]+)*$/.test(name)
}

async function takeStep(database: Session, states: Map<string, State>, step: Step): Promise<void> {
  const before = states.get(step.table)
  const kind = kindOf(step)
  if (!before || !kind) return
  const words = kind.words(step, tableName(before.table))
  try {
    const isNew = step.makes !== step.table
    if (isNew && states.has(step.makes)) throw new Error(`there is a table ${step.makes} already`)
    const sql = kind.sql(step, before.table, before.from, (name) => states.get(name)?.from ?? identifier(name))
    // Bound but not run: here a column that is gone is found, and the types that the step gives.
    const types = await columnTypes(database, sql)
    const headers = kind.headers?.(step, before.table) ?? headersOf(before.table)
    const told = before.table.columns
    const columns = [...types].map(([name, type]) => drafted(name, type, headers[name] ?? name, isNew ? [] : told))
    const table = said({ ...before.table, name: step.makes, columns }, words)
    const after = { table, from: `(\n${sql}\n)`, depth: before.depth + 1, isChanged: true }
    states.set(step.makes, after.depth < DEEPEST ? after : await shelve(database, step, after))
  } catch (error) {
    if (error instanceof EngineRestarted) throw error
    states.set(step.table, { ...before, table: said(before.table, `Not applied: ${words}`) })
  }
}

/** Keeps what many steps made so far in a table of its own, so that the next ones start from there. */
async function shelve(database: Session, step: Step, state: State): Promise<State> {
  const name = identifier(`${step.makes}_shelf`)
  const next = identifier(`${step.makes}_next`)
  await database.execute(`create temp table ${next} as select * from ${state.from}`)
  await database.execute(`drop table if exists temp.${name}`)
  await database.execute(`alter table temp.${next} rename to ${name}`)
  return { ...state, from: `temp.${name}`, depth: 0 }
}

async function settle(database: Session, name: string, { table, from }: State, read: RawTable | undefined): Promise<RawTable> {
  await database.execute(`create table ${identifier(name)} as select * from ${from}`)
  await database.execute(`comment on table ${identifier(name)} is ${literal(MADE)}`)
  const { rows, columns } = await describeTable(database, name, headersOf(table))
  const described = { ...table, columns: columns.map((column) => ({ ...column, ...keptWords(table, column) })), rowsKept: rows }
  if (!read) return { ...described, format: 'reshaped', rowsRead: rows, rowsSetAside: 0, setAside: [] }
  const { rowsLeftOut: _, ...whole } = described
  return rows === read.rowsKept ? whole : { ...whole, rowsLeftOut: read.rowsKept - rows }
}

function headersOf({ columns }: RawTable): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ name, header }) => [name, header]))
}

/** A column before it is counted: of a column that was there before, what was known of it. */
function drafted(name: string, type: RawType, header: string, before: readonly RawColumn[]): RawColumn {
  const known = before.find((column) => column.name === name)
  if (known?.type === type) return { ...known, header }
  return { name, header, type, filled: 0, distinct: 0, least: null, most: null, samples: [], note: null, doubt: null }
}

/** How text became values was said when it was read, and values are shown as they stood in the file. */
function keptWords(before: RawTable, { name, type, samples }: RawColumn): Partial<RawColumn> {
  const { note, doubt, blanks, nearly, currencies, ...known } = before.columns.find((column) => column.name === name)!
  const asWritten = type !== 'text' && known.samples.length > 0
  return {
    note,
    doubt,
    samples: asWritten ? known.samples : samples,
    ...(blanks && { blanks }),
    ...(nearly && { nearly }),
    ...(currencies && { currencies }),
  }
}

function said(table: RawTable, note: string): RawTable {
  return table.notes.includes(note) ? table : { ...table, notes: [...table.notes, note] }
}
