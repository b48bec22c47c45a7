import { identifier, type Engine, type Session } from '../engine/database'
import { EngineRestarted } from '../engine/failures'
import { describeTable } from '../ingest/load/describe-table'
import type { OddValue, RawColumn, RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { personalByTable } from './inspect'
import { hidden, maskSql, maskWords, strayNameSql, withoutNamesSql } from './mask'
import { knownNames, type KnownNames } from './names-in-text'
import type { PersonalColumn } from './personal'

/** A table as it stands, and as it is shown: described with its masks, and which columns have one. */
export interface MaskedTable {
  readonly table: RawTable
  readonly personal: readonly PersonalColumn[]
  /** A view has its name, and its values stand beside it. */
  readonly isView: boolean
}

/** Where the values of a table stand while a view with masks has its name. The steps know how to take that back. */
function clearName(name: string): string {
  return identifier(`${name}_clear`)
}

/**
 * Puts a view with masks in the place of every table that holds personal data: in all of them or in none.
 * `salt` makes the pseudonyms of ids.
 */
export async function maskTables(
  session: Session,
  tables: readonly RawTable[],
  mapping: Mapping | null,
  salt: string,
): Promise<ReadonlyMap<string, MaskedTable>> {
  await session.execute('begin transaction')
  try {
    const found = await personalByTable(session, tables, mapping)
    const names = await knownNames(session, tables, found, mapping)
    const masked = new Map<string, MaskedTable>()
    for (const table of tables) masked.set(table.name, await maskTable(session, table, found.get(table.name)!, names.get(table.name), salt))
    await session.execute('commit')
    return masked
  } catch (error) {
    await session.execute('rollback').catch(() => undefined)
    throw error
  }
}

async function maskTable(
  session: Session,
  table: RawTable,
  found: readonly PersonalColumn[],
  names: KnownNames | undefined,
  salt: string,
): Promise<MaskedTable> {
  const inText = (names?.columns ?? []).filter((column) => found.every((one) => one.column !== column || one.kind === 'in text'))
  // Among numbers or dates a name may have slipped in.
  const strays = table.columns
    .filter(({ name, type, note }) => type === 'text' && note?.startsWith('mixed') && !inText.includes(name))
    .map(({ name }) => name)
    .filter((name) => found.every(({ column }) => column !== name))
  const personal = [
    ...found.filter(({ column }) => !inText.includes(column)),
    ...[...inText, ...strays].map((column): PersonalColumn => ({ column, kind: 'in text', isId: false })),
  ]
  const odd = table.columns.flatMap(({ name, misfits }) =>
    misfits
      ? [
          oddSql(
            misfits.column,
            personal.some(({ column }) => column === name),
          ),
        ]
      : [],
  )
  if (personal.length + odd.length === 0)
    return { table: { ...table, ...maskedWords(table), columns: table.columns.map(wordless) }, personal, isView: false }
  const name = identifier(table.name)
  const masks = personal.map((mask) => {
    const column = table.columns.find((one) => one.name === mask.column)!
    if (strays.includes(mask.column)) return `${strayNameSql(column)} as ${identifier(mask.column)}`
    const sql = names && inText.includes(mask.column) ? withoutNamesSql(column, names.words) : maskSql(mask, column, salt)
    return `${sql} as ${identifier(mask.column)}`
  })
  const join = inText.length > 0 ? (names?.join ?? '') : ''
  await session.execute(`alter table ${name} rename to ${clearName(table.name)}`)
  await session.execute(
    `create view ${name} as select own.* replace (${[...masks, ...odd].join(', ')}) from ${clearName(table.name)} as own${join}`,
  )
  const headers = Object.fromEntries(personal.map(({ column }) => [column, table.columns.find(({ name: own }) => own === column)!.header]))
  const { columns } = await describeTable(session, table.name, headers)
  const shown = table.columns.map((column) => ({ ...wordless(column), ...columns.find((one) => one.name === column.name) }))
  return { table: { ...table, ...maskedWords(table), columns: shown }, personal, isView: true }
}

/** Nothing of any table can be read until masks can be made, since they could not be. */
export async function withholdTables(session: Session, tables: readonly RawTable[]): Promise<ReadonlyMap<string, MaskedTable>> {
  const withheld = new Map<string, MaskedTable>()
  for (const table of tables) {
    await session.execute(`alter table ${identifier(table.name)} rename to ${clearName(table.name)}`)
    const columns = table.columns.map(({ misfits: _, nearly: __, ...column }) => ({
      ...column,
      least: null,
      most: null,
      samples: [],
      note: null,
      doubt: null,
    }))
    const personal = columns.map(({ name }): PersonalColumn => ({ column: name, kind: 'address', isId: false }))
    withheld.set(table.name, { table: { ...table, ...maskedWords(table), columns }, personal, isView: true })
  }
  return withheld
}

/** Masks all tables; where that fails, none can be read. An engine that is lost has nothing to read either. */
export async function maskOrWithhold(
  session: Session,
  tables: readonly RawTable[],
  mapping: Mapping | null,
  salt: string,
): Promise<{ readonly masked: ReadonlyMap<string, MaskedTable>; readonly failure: unknown }> {
  try {
    return { masked: await maskTables(session, tables, mapping, salt), failure: null }
  } catch (failure) {
    if (failure instanceof EngineRestarted) throw failure
    return { masked: await withholdTables(session, tables), failure }
  }
}

function maskedWords(table: RawTable): Pick<RawTable, 'notes' | 'setAside'> {
  return { notes: table.notes.map(maskWords), setAside: table.setAside.map((row) => ({ ...row, reason: maskWords(row.reason) })) }
}

/** The column of values that did not read as their column's type: a name may have slipped in. */
function oddSql(column: string, isPersonal: boolean): string {
  const name = identifier(column)
  return `${isPersonal ? `case when ${name} is not null then '••••' end` : strayNameSql({ name: column })} as ${name}`
}

/** Notes and examples quote values that do not fit: a name among numbers. */
function wordless(column: RawColumn): RawColumn {
  return {
    ...column,
    note: column.note && maskWords(column.note),
    doubt: column.doubt && maskWords(column.doubt),
    ...(column.misfits && { misfits: { ...column.misfits, examples: column.misfits.examples.map(hiddenValue) } }),
    ...(column.nearly && { nearly: { ...column.nearly, examples: column.nearly.examples.map(hiddenValue) } }),
  }
}

function hiddenValue(odd: OddValue): OddValue {
  return { ...odd, value: hidden(odd.value) }
}

/** An engine whose sessions see the tables as they stand, for what must know the values: what it finds is masked before it is shown. */
export function unmasked(engine: Engine, masked: ReadonlyMap<string, MaskedTable>): Engine {
  const names = [...masked].filter(([, { isView }]) => isView).map(([name]) => name)
  return {
    rows: (query, variables) => engine.rows(query, variables),
    execute: (sql) => engine.execute(sql),
    insertArrow: (table, bytes, create) => engine.insertArrow(table, bytes, create),
    heapBytes: () => engine.heapBytes(),
    close: () => engine.close(),
    async open(variables, signal) {
      const session = await engine.open(variables, signal)
      // A temporary view goes before a table of the same name, in this session alone.
      for (const name of names) await session.execute(`create temp view ${identifier(name)} as select * from main.${clearName(name)}`)
      return session
    },
  }
}
