import { identifier, type Engine, type Session } from '../engine/database'
import { describeTable } from '../ingest/describe-table'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping'
import { personalByTable } from './inspect'
import { maskSql, maskWords } from './mask'
import type { PersonalColumn } from './personal'

/** A table as it stands, and as it is shown: described with its masks, and which columns have one. */
export interface MaskedTable {
  readonly table: RawTable
  readonly personal: readonly PersonalColumn[]
}

/** Where the values of a table stand while a view with masks has its name. The steps know how to take that back. */
function clearName(name: string): string {
  return identifier(`${name}_clear`)
}

/** Puts a view with masks in the place of every table that holds personal data. `salt` makes the pseudonyms of ids. */
export async function maskTables(
  session: Session,
  tables: readonly RawTable[],
  mapping: Mapping | null,
  salt: string,
): Promise<ReadonlyMap<string, MaskedTable>> {
  const found = await personalByTable(session, tables, mapping)
  const masked = new Map<string, MaskedTable>()
  for (const table of tables) {
    const personal = found.get(table.name)!
    const words = { notes: table.notes.map(maskWords), setAside: table.setAside.map((row) => ({ ...row, reason: maskWords(row.reason) })) }
    masked.set(table.name, { table: { ...table, ...words }, personal })
    if (personal.length === 0) continue
    const name = identifier(table.name)
    const masks = personal.map((mask) => {
      const column = table.columns.find((one) => one.name === mask.column)!
      return `${maskSql(mask, column, salt)} as ${identifier(mask.column)}`
    })
    await session.execute(`alter table ${name} rename to ${clearName(table.name)}`)
    await session.execute(`create view ${name} as select * replace (${masks.join(', ')}) from ${clearName(table.name)}`)
    const headers = Object.fromEntries(
      personal.map(({ column }) => [column, table.columns.find(({ name: own }) => own === column)!.header]),
    )
    const { columns } = await describeTable(session, table.name, headers)
    masked.set(table.name, {
      table: { ...table, ...words, columns: table.columns.map((column) => columns.find((one) => one.name === column.name) ?? column) },
      personal,
    })
  }
  return masked
}

/** An engine whose sessions see the tables as they stand, for what must know the values: what it finds is masked before it is shown. */
export function unmasked(engine: Engine, masked: ReadonlyMap<string, MaskedTable>): Engine {
  const names = [...masked].filter(([, { personal }]) => personal.length > 0).map(([name]) => name)
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
