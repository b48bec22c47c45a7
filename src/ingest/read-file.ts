import { query, type Engine } from '../engine/database'
import { fileBytes, type Reach } from './byte-source'
import { describeColumns } from './describe-columns'
import { Evidence, habitsOf, type Verdict } from './evidence'
import { ImportFailed } from './failures'
import { Batches } from './batches'
import { TableGate } from './gate'
import { guessLegacy, type Encoding } from './encoding'
import { look, type Look } from './look'
import { addEvidence, makePlan, type Plan } from './plan'
import type { ImportProgress } from './progress'
import type { Dialect, RawTable, SetAside } from './table'
import { Tokeniser } from './tokeniser'
import { NotUtf8, utf8Bytes, type Changes } from './utf8-source'

export interface ReadInto {
  readonly engine: Engine
  /** Physical name of the table to make. */
  readonly table: string
  /** What was chosen by hand; the rest is recognised. */
  readonly dialect?: Partial<Dialect>
  readonly signal: AbortSignal
  onProgress(progress: ImportProgress): void
}

const MOST_LISTED = 10_000
const MOST_COLUMNS = 10_000
/** Bytes tokenised at a time: they stay in the processor's cache while the columns are read out of them. */
const STRETCH = 512 * 1024
/** Times a file is read before whatever still contradicts itself is left as text. */
const MOST_READINGS = 4
/** Milliseconds. */
const PROGRESS_EVERY = 100
const REST_EVERY = 50

/**
 * Reads a text file into one raw table of the engine. Types hold over all rows: when a value contradicts the sample's guess, the file is
 * looked through once and read again. Rejects with ImportFailed, or the signal's reason; then nothing is left behind.
 */
export async function readFile(file: File, into: ReadInto): Promise<RawTable> {
  const begun = performance.now()
  const seen = await look(file, into.signal)
  let encoding = given(into.dialect, seen.encoding)
  for (;;) {
    try {
      const table = await readAs(file, seen, encoding, into)
      return { ...table, milliseconds: performance.now() - begun }
    } catch (error) {
      await into.engine.execute(`drop table if exists ${into.table}`)
      if (!(error instanceof NotUtf8)) throw into.signal.aborted ? into.signal.reason : error
      encoding = guessLegacy([...seen.pieces, error.piece])
    }
  }
}

/** Every row set aside of a file, not only those that the table lists. */
export async function readAllSetAside(file: File, table: RawTable): Promise<SetAside[]> {
  if (table.rowsSetAside <= table.setAside.length) return [...table.setAside]
  const signal = new AbortController().signal
  const seen = await look(file, signal)
  const encoding = given(table.dialect ?? {}, seen.encoding)
  const plan = planOf(file, seen, encoding, table.dialect ?? {})
  const gate = gateOf(file, plan, plan.columns, Infinity)
  const run = new Run(file, seen, encoding, plan, signal, () => undefined)
  for await (const tokens of run.stretches(gate)) leaveOutMisfits(tokens, gate)
  return gate.setAside
}

function given(dialect: Partial<Dialect> | undefined, guess: Encoding): Encoding {
  const name = dialect?.encoding
  return name === undefined || name === guess.name ? guess : { name, mark: 0, note: null }
}

function planOf(file: File, seen: Look, encoding: Encoding, dialect: Partial<Dialect>): Plan {
  const plan = makePlan(seen.decoded(encoding), seen.isWhole, encoding.name, dialect)
  const { width } = plan.header
  if (width > MOST_COLUMNS)
    throw new ImportFailed(
      `${file.name} has ${width} columns; a table may have ${MOST_COLUMNS}.`,
      'Keep the columns that matter, or turn columns into rows, and export it again.',
    )
  return plan
}

function gateOf(file: File, plan: Plan, columns: readonly Verdict[], most: number): TableGate {
  const readings = columns.map((column) => column.reading?.fresh() ?? null)
  return new TableGate(file.name, plan.header.width, plan.headerCells, readings, plan.isRagged, most)
}

async function readAs(file: File, seen: Look, encoding: Encoding, into: ReadInto): Promise<RawTable> {
  const plan = planOf(file, seen, encoding, into.dialect ?? {})
  if (!Number.isFinite(plan.dataLine)) throw noRows(file, plan)
  const run = new Run(file, seen, encoding, plan, into.signal, into.onProgress)
  let columns = plan.columns
  for (let reading = 1; ; reading++) {
    const loaded = await load(file, run, plan, columns, into)
    if (typeof loaded !== 'number') return finish(file, seen, encoding, run, plan, columns, loaded, into)
    await into.engine.execute(`drop table if exists ${into.table}`)
    columns = reading < MOST_READINGS ? await learn(file, run, plan, columns) : columns.map(() => TEXT)
  }
}

const TEXT: Verdict = { reading: null, note: null, doubt: null }

interface Loaded {
  readonly batches: Batches
  readonly gate: TableGate
}

/** Fills the table; the number of the column that was contradicted where that happened. */
async function load(file: File, run: Run, plan: Plan, columns: readonly Verdict[], into: ReadInto): Promise<Loaded | number> {
  const gate = gateOf(file, plan, columns, MOST_LISTED)
  const batches = new Batches(
    into.engine,
    into.table,
    columns.map((column) => column.reading?.fresh() ?? null),
  )
  try {
    for await (const tokens of run.stretches(gate)) {
      let refusal = batches.append(tokens)
      if (refusal && leaveOutMisfits(tokens, gate)) refusal = batches.append(tokens)
      if (refusal) {
        await batches.settle()
        return refusal.column
      }
      run.rows = batches.kept
      await batches.flush(false)
    }
    await batches.flush(true)
    run.report('writing')
  } finally {
    await batches.settle()
  }
  return { batches, gate }
}

/** Looks through the whole file for readings that hold everywhere. Columns that are text stay text. */
async function learn(file: File, run: Run, plan: Plan, columns: readonly Verdict[]): Promise<readonly Verdict[]> {
  const evidence = columns.map((column) => (column.reading ? new Evidence() : null))
  const gate = gateOf(file, plan, columns, 0)
  for await (const tokens of run.stretches(gate)) addEvidence(tokens, gate, evidence)
  const habits = habitsOf(
    evidence.filter((column) => column !== null),
    plan.dialect.delimiter,
  )
  return columns.map((column, index) => evidence[index]?.verdict(habits) ?? column)
}

/** Takes titles, remarks and sums out of a stretch of rows whose values did not all fit; false when there were none. */
function leaveOutMisfits(tokens: Tokeniser, gate: TableGate): boolean {
  const misfits: number[] = []
  for (let record = 0; record < tokens.records; record++) {
    const first = record * gate.width
    const reason = gate.whyNoRow(tokens, first)
    if (reason === null || gate.fits(tokens, first, gate.width)) continue
    gate.leaveOut(tokens.lines[record]!, reason)
    misfits.push(record)
  }
  if (misfits.length > 0) tokens.remove(misfits, gate.width)
  return misfits.length > 0
}

async function finish(
  file: File,
  seen: Look,
  encoding: Encoding,
  run: Run,
  plan: Plan,
  columns: readonly Verdict[],
  { batches, gate }: Loaded,
  into: ReadInto,
): Promise<RawTable> {
  const { engine, table } = into
  const rowsKept = batches.kept
  const [row] = await engine.rows(query('rows', `select count(*) as n from ${table}`, { n: 'number' }))
  const counted = row?.n ?? 0
  if (counted !== rowsKept)
    throw new ImportFailed(
      `${file.name} has ${rowsKept} rows, but ${counted} arrived in the table.`,
      'Nothing was kept. Choose the file again; if it happens again, reload the page.',
    )
  if (rowsKept === 0) throw noRows(file, plan)
  into.signal.throwIfAborted()
  return {
    name: table,
    file: file.name,
    format: `${seen.isPacked ? 'gzipped ' : ''}${formatOf(plan.dialect.delimiter)}`,
    bytes: file.size,
    hash: '',
    dialect: plan.dialect,
    columns: describeColumns(plan.names, columns, batches.builders),
    rowsRead: rowsKept + gate.setAsideCount,
    rowsKept,
    rowsSetAside: gate.setAsideCount,
    setAside: gate.setAside,
    notes: [...plan.notes, ...notesOn(encoding, run.changes, gate)],
    milliseconds: 0,
  }
}

function formatOf(delimiter: string): string {
  if (delimiter === ',' || delimiter === ';' || delimiter === ', ') return 'CSV'
  return delimiter === '\t' ? 'TSV' : 'text'
}

function notesOn(encoding: Encoding, changes: Changes, gate: TableGate): string[] {
  const notes: string[] = []
  if (encoding.note !== null) notes.push(`Text ${encoding.note}`)
  if (changes.replaced > 0) notes.push(`${changes.replaced} characters could not be decoded`)
  if (changes.nuls > 0) notes.push(`${changes.nuls} NUL characters left out`)
  if (gate.padded > 0) notes.push(`${gate.padded} rows end early: their last columns are empty`)
  return notes
}

function noRows(file: File, plan: Plan): ImportFailed {
  return plan.header.record >= 0
    ? new ImportFailed(
        `${file.name} has column names but no rows.`,
        'Check the filter or the period of the export, and choose the new file.',
      )
    : new ImportFailed(`${file.name} has no rows.`, 'Check that the export ran, and choose the new file.')
}

/** One file being gone through, as often as it takes. */
class Run {
  rows = 0
  changes: Changes = { replaced: 0, nuls: 0 }
  private readonly reach: Reach = { bytes: 0 }
  private reported = 0
  private rested = 0

  constructor(
    private readonly file: File,
    private readonly seen: Look,
    private readonly encoding: Encoding,
    private readonly plan: Plan,
    private readonly signal: AbortSignal,
    private readonly onProgress: (progress: ImportProgress) => void,
  ) {}

  /** The records of the table, a stretch of the file at a time. */
  async *stretches(gate: TableGate): AsyncGenerator<Tokeniser> {
    this.rows = 0
    this.changes = { replaced: 0, nuls: 0 }
    const tokens = new Tokeniser(this.plan.syntax, gate, Infinity, this.plan.dataLine)
    let toSkip = this.plan.dataByte
    const source = fileBytes(this.file, this.seen.isPacked, this.reach, this.signal)
    for await (const chunk of utf8Bytes(source, this.encoding, this.changes)) {
      const skipped = Math.min(toSkip, chunk.length)
      toSkip -= skipped
      for (let at = skipped; at < chunk.length; at += STRETCH) {
        tokens.feed(chunk.subarray(at, at + STRETCH))
        tokens.scan(false)
        yield tokens
        this.report('reading')
      }
      if (performance.now() - this.rested > REST_EVERY) await this.rest()
    }
    tokens.feed(new Uint8Array(0))
    tokens.scan(true)
    yield tokens
  }

  /** Lets a call to cancel come in between. */
  private async rest(): Promise<void> {
    await new Promise((resume) => setTimeout(resume))
    this.signal.throwIfAborted()
    this.rested = performance.now()
  }

  report(phase: ImportProgress['phase']): void {
    const now = performance.now()
    if (phase === 'reading' && now - this.reported < PROGRESS_EVERY) return
    this.reported = now
    const { bytes } = this.reach
    const totalBytes = this.file.size
    const estimatedRows = phase === 'writing' ? this.rows : bytes > 0 && this.rows > 0 ? Math.round((this.rows * totalBytes) / bytes) : null
    this.onProgress({ file: this.file.name, bytes, totalBytes, rows: this.rows, estimatedRows, phase })
  }
}
