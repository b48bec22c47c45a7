import { query, type Engine } from '../../engine/database'
import { count, plural } from '../../shared/format'
import type { Target } from './table-writer'
import { ChosenParser } from '../type/chosen-parser'
import { describeColumns } from './describe-columns'
import { guessLegacy, type Encoding } from '../look/encoding'
import { ImportFailed } from '../failures'
import { FilePass } from './file-pass'
import { fill, type Filled } from './fill'
import { look, type Look } from '../look/look'
import { misfitTable, storeMisfits } from './misfit-columns'
import { misfitsFound } from './columns/misfits'
import { makePlan, type Plan } from '../plan/plan'
import type { ReadInto } from '../opened-file'
import type { ImportProgress } from '../progress'
import type { Dialect, RawTable, SetAside } from '../table'
import { NotUtf8, type Changes } from '../look/utf8-source'

const MOST_LISTED = 10_000
const MOST_COLUMNS = 10_000

/**
 * Reads a text file into one raw table of the engine; its hash is left empty. Rejects with ImportFailed, or with the signal's reason;
 * then nothing is left behind.
 */
export async function readFile(file: File, into: ReadInto): Promise<RawTable> {
  const begun = performance.now()
  try {
    const { seen, encoding, pass, filled } = await readThrough(file, into.dialect, into, MOST_LISTED, into.signal, (progress) =>
      into.onProgress(progress),
    )
    await compareCount(file, into, filled.totals.rows)
    refuseMisfits(pass.plan, filled)
    if (filled.totals.rows === 0) throw noRows(file, pass.plan)
    into.signal.throwIfAborted()
    await storeMisfits(into.engine, into.table, filled.totals.columns)
    const columns = await describeColumns(into.engine, into.table, pass.plan.names, filled.columns, filled.totals.columns)
    return { ...describe(file, into.table, seen, encoding, pass, filled), columns, milliseconds: performance.now() - begun }
  } catch (error) {
    for (const name of [misfitTable(into.table), into.table])
      await into.engine.execute(`drop table if exists ${name}`).catch(() => undefined)
    throw into.signal.aborted ? into.signal.reason : error
  }
}

/** Every row set aside of a file, not only those that the table lists. */
export async function readAllSetAside(file: File, table: RawTable): Promise<SetAside[]> {
  if (table.rowsSetAside <= table.setAside.length) return [...table.setAside]
  const signal = new AbortController().signal
  const { filled } = await readThrough(file, table.dialect ?? undefined, null, Infinity, signal, () => undefined)
  return filled.totals.setAside
}

interface ReadThrough {
  readonly seen: Look
  readonly encoding: Encoding
  readonly pass: FilePass
  readonly filled: Filled
}

/** A file that turns out not to be UTF-8 behind its beginning is begun again in the encoding that fits. */
async function readThrough(
  file: File,
  dialect: Partial<Dialect> = {},
  target: Target | null,
  listed: number,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadThrough> {
  const seen = await look(file, signal)
  let encoding = chosen(dialect, seen.encoding)
  for (;;) {
    const plan = makePlan(seen.decoded(encoding), seen.isWhole, encoding.name, dialect)
    refuseUnreadable(file, plan)
    const pass = new FilePass(file, plan, seen, encoding, signal, onProgress)
    try {
      return { seen, encoding, pass, filled: await fill(pass, target, listed) }
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error
      await target?.engine.execute(`drop table if exists ${target.table}`)
      encoding = guessLegacy([...seen.pieces, error.piece])
    }
  }
}

function chosen(dialect: Partial<Dialect>, guess: Encoding): Encoding {
  const name = dialect.encoding
  return name === undefined || name === guess.name ? guess : { name, mark: 0, note: null }
}

function refuseUnreadable(file: File, plan: Plan): void {
  const { width } = plan.header
  if (width > MOST_COLUMNS)
    throw new ImportFailed(
      `${file.name} has ${count(width)} columns; a table may have ${count(MOST_COLUMNS)}.`,
      'Keep the columns that matter, or turn columns into rows, and export it again.',
    )
  if (!Number.isFinite(plan.dataLine)) throw noRows(file, plan)
}

function noRows(file: File, plan: Plan): ImportFailed {
  return plan.header.record >= 0
    ? new ImportFailed(
        `${file.name} has column names but no rows.`,
        'Check the filter or the period of the export, and choose the new file.',
      )
    : new ImportFailed(`${file.name} has no rows.`, 'Check that the export ran, and choose the new file.')
}

function refuseMisfits({ dialect, names }: Plan, { totals, columns }: Filled): void {
  if (dialect.dropsMisfits) return
  for (const [index, { misfits }] of totals.columns.entries()) {
    const parser = columns[index]!.parser
    if (misfits.length > 0 && parser instanceof ChosenParser) throw misfitsFound(names[index]!, parser.words, misfits)
  }
}

async function compareCount(file: File, { engine, table }: Target & { engine: Engine }, kept: number): Promise<void> {
  const [row] = await engine.rows(query('rows', `select count(*) as n from ${table}`, { n: 'number' }))
  const counted = row?.n ?? 0
  if (counted !== kept)
    throw new ImportFailed(
      `${file.name} has ${plural(kept, 'row')}, but ${count(counted)} arrived in the table.`,
      'Nothing was kept. Choose the file again; if it happens again, reload the page.',
    )
}

function describe(file: File, name: string, seen: Look, encoding: Encoding, pass: FilePass, filled: Filled): Omit<RawTable, 'columns'> {
  const { plan } = pass
  const { totals } = filled
  return {
    name,
    file: file.name,
    part: '',
    format: `${seen.isPacked ? 'gzipped ' : ''}${formatOf(plan.dialect.delimiter)}`,
    bytes: file.size,
    hash: '',
    dialect: plan.dialect,
    rowsRead: totals.rows + totals.setAsideCount,
    rowsKept: totals.rows,
    rowsSetAside: totals.setAsideCount,
    setAside: totals.setAside,
    notes: [...plan.notes, ...notesOn(encoding, pass.changes, totals.padded)],
    milliseconds: 0,
  }
}

function formatOf(delimiter: string): string {
  if (delimiter === ',' || delimiter === ';' || delimiter === ', ') return 'CSV'
  return delimiter === '\t' ? 'TSV' : 'text'
}

function notesOn(encoding: Encoding, changes: Changes, padded: number): string[] {
  const notes: string[] = []
  if (encoding.note !== null) notes.push(`Text ${encoding.note}`)
  if (changes.replaced > 0) notes.push(`${plural(changes.replaced, 'character')} could not be decoded`)
  if (changes.nuls > 0) notes.push(`${plural(changes.nuls, 'NUL character')} left out`)
  if (padded > 0) notes.push(`${plural(padded, 'row')} with fewer fields than the table: the last columns are empty there`)
  return notes
}
