import { withSession, type Environment } from '../analyses/contract/run'
import { identifier, query, type ColumnType, type Columns, type Session, type Variables } from '../engine/database'
import { QueryFailed } from '../engine/failures'
import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import { CANONICAL } from '../model/company/canonical'
import { DERIVED } from '../derived/tables'
import type { Company } from '../model/company/company'
import type { Answer, AskableTable, Statement } from '../workbench'

type Cell = Answer['rows'][number][number]

/** Rows shown; an export has all. */
export const MOST_ROWS = 10_000

const SENTENCE = 'One statement that reads, such as select, from, with, values, describe, summarize or pivot.'

/**
 * The statement as a table: in brackets nothing parses that changes anything. Whatever would close them early needs a semicolon to do
 * harm, and there is none: text that holds one is refused, since telling it from one inside a text is the parser's business.
 */
export function asTable(sql: string): string {
  const text = sql.replace(/^[\s;]+|[\s;]+$/g, '')
  if (text === '') throw new QueryFailed(`There is nothing to ask. ${SENTENCE}`, sql)
  if (text.includes(';')) throw new QueryFailed('A semicolon ends a statement, and only one is run. In a text write chr(59) for it.', sql)
  if (text.includes('\0')) throw new QueryFailed('The text holds a character that ends it.', sql)
  return `(\n${text}\n) as asked`
}

/** Rows of a statement; all of them where `most` is null. Nothing can be changed by it: it runs inside a read-only transaction as well. */
export async function ask(
  environment: Environment,
  tables: readonly RawTable[],
  { sql, variables }: Statement,
  signal: AbortSignal | undefined,
  most: number | null = MOST_ROWS,
): Promise<Answer> {
  const asked = asTable(sql)
  return withSession(environment, {}, signal, async (session) => {
    for (const table of tables) await session.execute(fileView(table))
    const started = performance.now()
    // Derived tables that it reads are made here, before nothing may be made any more.
    const columns = await columnsOf(session, asked, variables)
    await session.execute('begin transaction read only')
    try {
      const names = columns.map((_, index) => `c${index}`)
      const cast = columns.map(({ type }, index) => `cast(c${index} as ${CASTS[type]}) as c${index}`)
      const limit = most === null ? '' : `\nlimit ${most + 1}`
      const text = `select ${cast.join(', ')}\nfrom ${asked}(${names.join(', ')})${limit}`
      const promised = Object.fromEntries(columns.map(({ type }, index): [string, ColumnType] => [`c${index}`, type]))
      const rows = await session.rows(query('your statement', text, promised as Columns))
      const shown = most === null ? rows : rows.slice(0, most)
      return {
        columns,
        rows: shown.map((row) => names.map((name) => row[name] as Cell)),
        isCut: shown.length < rows.length,
        milliseconds: performance.now() - started,
      }
    } finally {
      await session.execute('rollback').catch(() => undefined)
    }
  })
}

const CASTS: Record<ColumnType, string> = {
  text: 'varchar',
  number: 'double',
  flag: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
}

async function columnsOf(session: Session, asked: string, variables: Variables): Promise<Answer['columns']> {
  const text = `select column_name, column_type from (describe select * from ${asked})`
  const rows = await session.rows(query('its columns', text, { column_name: 'text', column_type: 'text' }), variables)
  return rows.map(({ column_name, column_type }) => ({ name: column_name!, type: typeOf(column_type!) }))
}

function typeOf(type: string): ColumnType {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(type)) return 'number'
  if (type === 'BOOLEAN') return 'flag'
  if (type === 'DATE') return 'date'
  return type.startsWith('TIMESTAMP') ? 'timestamp' : 'text'
}

/** A file's rows under its own headers, as `file_…`. */
function fileView(table: RawTable): string {
  const seen = new Set(['line'])
  const columns = table.columns.map(({ name, header }) => `${identifier(name)} as ${identifier(unused(header, seen))}`)
  return `create or replace temporary view ${identifier(fileName(table))} as select ${['line', ...columns].join(', ')} from ${identifier(table.name)}`
}

function unused(header: string, seen: Set<string>): string {
  const wanted = header.trim() === '' ? 'column' : header.replaceAll('\0', '')
  let name = wanted
  for (let count = 2; seen.has(name.toLowerCase()); count++) name = `${wanted} ${count}`
  seen.add(name.toLowerCase())
  return name
}

function fileName(table: RawTable): string {
  const word = tableName(table)
    .toLowerCase()
    .replace(/\.[a-z0-9.]+$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
  return `file_${word.replace(/^_+|_+$/g, '') || table.name}`
}

/** What can be asked: the canonical tables that have rows, those worked out of them, and the files. */
export function askable({ tables, attributes }: Company, files: readonly RawTable[]): readonly AskableTable[] {
  const own = attributes.filter(({ column }) => !(column in CANONICAL.customers)).map(({ column }) => column)
  const canonical = Object.entries(CANONICAL).flatMap(([name, columns]) =>
    (tables as Readonly<Record<string, number>>)[name] || ALWAYS.includes(name)
      ? [{ name, columns: [...Object.keys(columns), ...(name === 'customers' ? own : [])], about: 'canonical' }]
      : [],
  )
  return [
    ...canonical,
    ...Object.keys(DERIVED).map((name) => ({ name, columns: [], about: 'worked out for several pages' })),
    ...files.map((table) => ({
      name: fileName(table),
      columns: ['line', ...table.columns.map(({ header }) => header)],
      about: tableName(table),
    })),
  ]
}

const ALWAYS = ['customers', 'customer_facts']

/** All rows as a table of an export. */
export function rowsOf({ columns, rows }: Answer): Record<string, Cell>[] {
  const seen = new Set<string>()
  const names = columns.map(({ name }) => unused(name, seen))
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]!])))
}
