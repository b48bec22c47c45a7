import { identifier, query, type ColumnType, type Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { ColumnPair } from '../model/mapping/versions'
import type { EditedRow, VersionRows } from '../workbench'

const TYPES: Readonly<Record<ColumnPair['as'], string>> = { text: 'varchar', number: 'double', timestamp: 'timestamp' }

/** Two tables of which one is a new version of the other, in SQL. */
interface Compared {
  readonly known: RawTable
  readonly fresh: RawTable
  readonly pairs: readonly ColumnPair[]
  /** Empty: rows are only the same or not. */
  readonly key: readonly ColumnPair[]
}

/** How many rows of the new version are there already, as they are and by their key; how many are new, gone and edited. */
export async function countRows(session: Session, compared: Compared): Promise<VersionRows> {
  const { known, fresh, pairs, key } = compared
  const one = async (name: string, text: string) => {
    const [row] = await session.rows(query(name, text, { rows: 'number' }))
    return row?.rows ?? 0
  }
  const found = (rows: 'known' | 'fresh', by: readonly ColumnPair[]) => {
    const other = rows === 'known' ? 'fresh' : 'known'
    const tables = { known: identifier(known.name), fresh: identifier(fresh.name) }
    return `select count(*) as rows from ${tables[rows]} as ${rows} where exists (select 1 from ${tables[other]} as ${other} where ${sameSql(by)})`
  }
  const repeated = pairs.length > 0 ? await one('rows there already', found('fresh', pairs)) : 0
  if (key.length === 0) return { repeated, byKey: null }
  const keyed = await one('rows whose key is there already', found('fresh', key))
  const left = await one('rows whose key is still there', found('known', key))
  const edited = await one('edited rows', `select count(*) as rows from (${editedSql(compared)})`)
  return {
    repeated,
    byKey: {
      headers: key.map(({ header }) => header),
      repeated: keyed,
      added: fresh.rowsKept - keyed,
      gone: known.rowsKept - left,
      edited,
    },
  }
}

/** Rows of one key whose other values differ, in the order of the known table. */
export async function editedRows(session: Session, compared: Compared, most: number): Promise<readonly EditedRow[]> {
  const { key } = compared
  if (key.length === 0) return []
  const values = valuesOf(compared)
  const names = [...key.keys()].map((index) => `k${index}`)
  const both = [...values.keys()].flatMap((index) => [`known_v${index}`, `fresh_v${index}`])
  const columns: Record<string, ColumnType> = { known_line: 'number', fresh_line: 'number' }
  for (const name of [...names, ...both]) columns[name] = 'text'
  const as = [...key, ...values.flatMap((pair) => [pair, pair])].map((pair) => pair.as)
  const shown = [...names, ...both].map((name, index) => `${shownSql(name, as[index]!)} as ${name}`)
  const text = `select known_line, fresh_line, ${shown.join(', ')} from (${editedSql(compared)}) order by known_line limit ${most}`
  const rows = await session.rows(query('edited rows', text, columns))
  const cell = (row: (typeof rows)[number], name: string) => (row[name] ?? null) as string | null
  return rows.map((row) => ({
    lineBefore: Number(row.known_line),
    lineAfter: Number(row.fresh_line),
    key: key.map(({ header }, index) => ({ header, value: cell(row, `k${index}`) })),
    changes: values.flatMap(({ header }, index) => {
      const [before, after] = [cell(row, `known_v${index}`), cell(row, `fresh_v${index}`)]
      return before === after ? [] : [{ header, before, after }]
    }),
  }))
}

/** Where a key stands in several rows, the first is compared with the first, as long as there are as many of them. */
function editedSql(compared: Compared): string {
  const { known, fresh, key } = compared
  const values = valuesOf(compared)
  const rows = (table: RawTable, side: 'known' | 'fresh') => {
    const keys = key.map((pair, index) => `${castSql(identifier(pair[side]), pair)} as k${index}`)
    const others = values.map((pair, index) => `${castSql(identifier(pair[side]), pair)} as ${side}_v${index}`)
    const names = key.map((_, index) => `k${index}`).join(', ')
    const inner = `select line as ${side}_line, ${[...keys, ...others].join(', ')} from ${identifier(table.name)}`
    return `select *, row_number() over (partition by ${names} order by ${side}_line) as place, count(*) over (partition by ${names}) as copies from (${inner})`
  }
  const using = [...key.map((_, index) => `k${index}`), 'place', 'copies'].join(', ')
  const differ = values.map((_, index) => `known_v${index} is distinct from fresh_v${index}`)
  return `select * from (${rows(known, 'known')}) join (${rows(fresh, 'fresh')}) using (${using}) where ${differ.join(' or ') || 'false'}`
}

function valuesOf({ pairs, key }: Compared): readonly ColumnPair[] {
  return pairs.filter((pair) => !key.includes(pair))
}

function sameSql(pairs: readonly ColumnPair[]): string {
  const value = (side: 'known' | 'fresh', pair: ColumnPair) => castSql(`${side}.${identifier(pair[side])}`, pair)
  return pairs.map((pair) => `${value('known', pair)} is not distinct from ${value('fresh', pair)}`).join(' and ')
}

/** Whole numbers without a decimal, days without midnight: as files have them. */
function shownSql(column: string, as: ColumnPair['as']): string {
  const text = `cast(${column} as varchar)`
  if (as === 'text') return text
  return `regexp_replace(${text}, '${as === 'number' ? String.raw`\.0$` : ' 00:00:00$'}', '')`
}

function castSql(column: string, { as }: ColumnPair): string {
  return `cast(${column} as ${TYPES[as]})`
}
