import { query } from '../../engine/database'
import { count, plural } from '../../shared/format'
import { describeTable } from '../load/describe-table'
import { ImportFailed } from '../failures'
import type { ReadInto } from '../opened-file'
import { MOST_DIGITS } from '../type/value-parser'
import type { RawColumn, RawTable } from '../table'
import type { StagedColumn } from './columns'

const MOST_COLUMNS = 10_000

/** One piece of a table on its way in: an Arrow IPC stream whose columns are f0, f1, …. */
export interface StagedBatch {
  readonly rows: number
  readonly bytes: Uint8Array
}

/** Makes a raw table out of batches: each is staged, typed by SQL and dropped. Leaves nothing behind when it fails. */
export async function fillStaged(
  file: File,
  format: string,
  batches: AsyncIterable<{ columns: readonly StagedColumn[]; batch: StagedBatch; bytesRead: number }>,
  empty: () => readonly StagedColumn[],
  into: ReadInto,
): Promise<RawTable> {
  const begun = performance.now()
  const { engine, table, signal } = into
  const staged = `${table}_staged`
  let columns: readonly StagedColumn[] | null = null
  let rows = 0
  let lost = 0
  try {
    for await (const next of batches) {
      signal.throwIfAborted()
      columns ??= await create(file, next.columns, into)
      await engine.insertArrow(staged, next.batch.bytes, true)
      const terms = columns.map(({ sql }, index) => `${sql} as c${index}`)
      await engine.execute(
        `insert into ${table} select ${terms.join(', ')}, (rowid + ${rows + 1})::integer as line from ${staged} order by rowid`,
      )
      lost += await countLost(columns, staged, into)
      await engine.execute(`drop table ${staged}`)
      rows += next.batch.rows
      into.onProgress({
        file: file.name,
        bytes: next.bytesRead,
        totalBytes: file.size,
        rows,
        estimatedRows: next.bytesRead > 0 ? Math.round((rows * file.size) / next.bytesRead) : null,
        phase: 'reading',
      })
    }
    columns ??= empty()
    if (rows === 0)
      throw new ImportFailed(
        `${file.name} has ${plural(columns.length, 'column')} but no rows.`,
        'Check the filter or the period of the export, and choose the new file.',
      )
    into.onProgress({ file: file.name, bytes: file.size, totalBytes: file.size, rows, estimatedRows: rows, phase: 'writing' })
    const kept = await narrow(columns, into)
    const described = await describeTable(engine, table, Object.fromEntries(columns.map(({ header }, index) => [`c${index}`, header])))
    if (described.rows !== rows)
      throw new ImportFailed(
        `${file.name} has ${plural(rows, 'row')}, but ${count(described.rows)} arrived in the table.`,
        'Nothing was kept. Choose the file again.',
      )
    return {
      name: table,
      file: file.name,
      part: '',
      format,
      bytes: file.size,
      hash: '',
      dialect: null,
      columns: described.columns.map((column, index) => withNote(column, columns![index]!, kept.has(column.name))),
      rowsRead: rows,
      rowsKept: rows,
      rowsSetAside: 0,
      setAside: [],
      notes: notesOn(columns, kept, lost),
      milliseconds: performance.now() - begun,
    }
  } catch (error) {
    for (const name of [staged, `${table}_narrow`, table]) await engine.execute(`drop table if exists ${name}`).catch(() => undefined)
    throw signal.aborted ? signal.reason : error
  }
}

async function create(file: File, columns: readonly StagedColumn[], { engine, table }: ReadInto): Promise<readonly StagedColumn[]> {
  if (columns.length > MOST_COLUMNS)
    throw new ImportFailed(
      `${file.name} has ${count(columns.length)} columns; a table may have ${count(MOST_COLUMNS)}.`,
      'Keep the columns that matter, or turn columns into rows, and export it again.',
    )
  const terms = columns.map(({ sqlType }, index) => `c${index} ${sqlType}`)
  await engine.execute(`create table ${table} (${terms.join(', ')}, line integer)`)
  return columns
}

async function countLost(columns: readonly StagedColumn[], staged: string, { engine }: ReadInto): Promise<number> {
  const terms = columns.flatMap(({ lost }) => (lost === null ? [] : [`count(*) filter (where ${lost})`]))
  if (terms.length === 0) return 0
  const [row] = await engine.rows(
    query('values that are no numbers', `select ${terms.join(' + ')} as lost from ${staged}`, { lost: 'number' }),
  )
  return row!.lost ?? 0
}

/** Whole numbers that a number keeps exactly become one; ids of more digits become text. Returns the columns that became text. */
async function narrow(columns: readonly StagedColumn[], { engine, table }: ReadInto): Promise<ReadonlySet<string>> {
  const texts = new Set<string>()
  const wide = columns.flatMap(({ isWide }, index) => (isWide ? [`c${index}`] : []))
  if (wide.length === 0) return texts
  const limit = `1${'0'.repeat(MOST_DIGITS)}::hugeint`
  const terms = wide.map((name) => `coalesce(max(${name}) >= ${limit} or min(${name}) <= -${limit}, false) as ${name}`)
  const promised = Object.fromEntries(wide.map((name) => [name, 'flag' as const]))
  const [found] = await engine.rows(query('whole numbers of many digits', `select ${terms.join(', ')} from ${table}`, promised))
  for (const name of wide) if (found![name]) texts.add(name)
  const casts = columns.map(({ sqlType }, index) => {
    const name = `c${index}`
    if (texts.has(name)) return `${name}::varchar as ${name}`
    return sqlType === 'hugeint' ? `${name}::bigint as ${name}` : name
  })
  if (casts.every((cast) => !cast.includes(' '))) return texts
  // All at once: a change of one column rewrites the table.
  await engine.execute(`create table ${table}_narrow as select ${casts.join(', ')}, line from ${table} order by rowid`)
  await engine.execute(`drop table ${table}`)
  await engine.execute(`alter table ${table}_narrow rename to ${table}`)
  return texts
}

function withNote(column: RawColumn, { note }: StagedColumn, isLong: boolean): RawColumn {
  const notes = [note, isLong ? `more than ${MOST_DIGITS} digits: kept as text` : null].filter((part) => part !== null)
  return { ...column, note: notes.length > 0 ? notes.join('; ') : null }
}

function notesOn(columns: readonly StagedColumn[], kept: ReadonlySet<string>, lost: number): string[] {
  const long = columns.filter((_, index) => kept.has(`c${index}`)).map(({ header }) => header)
  const notes: string[] = []
  if (long.length > 0) notes.push(`Whole numbers of more than ${MOST_DIGITS} digits kept as text: ${long.slice(0, 5).join(', ')}`)
  if (lost > 0) notes.push(`${plural(lost, 'value')} not a number or infinite: read as missing`)
  return notes
}
