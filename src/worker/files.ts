import type { Engine } from '../engine/database'
import { EngineRestarted, QueryCancelled } from '../engine/failures'
import { openFile } from '../ingest/open-file'
import type { OpenedFile, Part, ReadingPreview } from '../ingest/opened-file'
import type { ImportProgress } from '../ingest/progress'
import { tableName } from '../ingest/table-name'
import type { Dialect, RawTable, SetAside } from '../ingest/table'
import { loadSample } from '../sample/load'
import { hashFile, loadSource } from '../storage/sources'
import type { FoundFile, ImportFailure, ImportOutcome } from '../workbench'
import type { RecipeSource } from '../workbooks/recipe'
import { retryAfterRestart } from './retry-after-restart'
import { importFailure } from './import-failure'

/** A raw table and where its rows came from. */
interface Held {
  readonly table: RawTable
  /** Null for a table of the sample company. */
  readonly file: File | null
  readonly dialect: Partial<Dialect> | undefined
}

/** A dropped file and what was found in it. */
interface Found {
  readonly id: string
  readonly file: File
  readonly format: string
  readonly parts: readonly Part[]
}

/** Up to this size hashing costs the reader nothing: the browser does it on a thread of its own. */
const HASHED_AT_ONCE = 64 * 1024 * 1024
const NEVER = new AbortController().signal
const unheard = () => undefined

/** Files as raw tables of the engine, and the way to read them anew. */
export class Files {
  readonly #engine: () => Promise<Engine>
  readonly #onProgress: (progress: ImportProgress) => void
  readonly #onFound: (files: readonly FoundFile[]) => void
  #held: readonly Held[] = []
  #found: readonly Found[] = []
  #lastName = 0
  #lastFound = 0
  #importing: AbortController | null = null

  constructor(
    engine: () => Promise<Engine>,
    onProgress: (progress: ImportProgress) => void,
    onFound: (files: readonly FoundFile[]) => void = unheard,
  ) {
    this.#engine = engine
    this.#onProgress = onProgress
    this.#onFound = onFound
  }

  get tables(): readonly RawTable[] {
    return this.#held.map(({ table }) => table)
  }

  /** Where the tables come from, as a recipe keeps it. */
  get sources(): readonly RecipeSource[] {
    return this.#held.map(({ table, dialect }) => ({
      table: table.name,
      hash: table.hash,
      file: table.file,
      bytes: table.bytes,
      part: table.part,
      dialect: dialect ?? {},
    }))
  }

  /** What is in every file that was dropped, and which of it has been read. */
  get found(): readonly FoundFile[] {
    return this.#found.map(({ id, file, format, parts }) => ({
      id,
      file: file.name,
      bytes: file.size,
      format,
      parts: parts.map((part) => ({ ...part, table: this.#tableOf(file, part)?.name ?? null })),
    }))
  }

  /** The dropped file behind a table; null for the sample company. */
  fileOf(table: RawTable): File | null {
    return this.#held.find((held) => held.table.name === table.name)?.file ?? null
  }

  async import(files: readonly File[], dialects: Readonly<Record<string, Partial<Dialect>>> = {}): Promise<ImportOutcome> {
    const importing = (this.#importing = new AbortController())
    const read: Held[] = []
    const failures: ImportFailure[] = []
    try {
      for (const file of files) {
        const dialect = Object.hasOwn(dialects, file.name) ? dialects[file.name] : undefined
        await this.#importFile(file, dialect, importing.signal, read, failures)
      }
    } catch (error) {
      this.#tellFound()
      await this.#drop(read)
      throw importing.signal.aborted ? new QueryCancelled('The import was stopped.') : error
    }
    return this.#keep(read, failures)
  }

  /** Reads one more part of a file that is open: a hidden sheet, say. */
  async importPart(id: string, partId: string): Promise<ImportOutcome> {
    const found = this.#found.find((one) => one.id === id)
    const part = found?.parts.find((one) => one.id === partId)
    if (!found || !part) throw new Error('That file is no longer open.')
    const importing = (this.#importing = new AbortController())
    const read: Held[] = []
    const failures: ImportFailure[] = []
    const hash = this.#held.find(({ file }) => file === found.file)?.table.hash ?? ''
    try {
      await this.#withOpened(found.file, importing.signal, async (opened) => {
        read.push(await this.#readPart(opened, part, { file: found.file, dialect: undefined, hash }, importing.signal))
      })
    } catch (error) {
      if (importing.signal.aborted) throw new QueryCancelled('The import was stopped.')
      failures.push(importFailure(tableName({ file: found.file.name, part: partId }), error as Error))
    }
    return this.#keep(read, failures)
  }

  /** Reads a table's part with another reading of its text. The table changes only when that went well. */
  async reread(name: string, dialect: Partial<Dialect>): Promise<RawTable> {
    const { held, file } = this.#heldFile(name)
    const importing = (this.#importing = new AbortController())
    const both = { ...held.dialect, ...dialect }
    const source = { file, dialect: both, hash: held.table.hash }
    const { table } = await this.#withOpened(file, importing.signal, (opened) =>
      this.#readPart(opened, partOf(opened, held.table), source, importing.signal),
    )
    const engine = await this.#engine()
    await engine.execute(`drop table if exists ${name}`)
    await engine.execute(`alter table ${table.name} rename to ${name}`)
    const read = { ...table, name }
    this.#held = this.#held.map((one) => (one === held ? { table: read, file, dialect: both } : one))
    return read
  }

  /** The first rows of a table under another reading; null where its reading cannot be chosen. */
  async previewReading(name: string, dialect: Partial<Dialect>, rows: number): Promise<ReadingPreview | null> {
    const { held, file } = this.#heldFile(name)
    return this.#withOpened(
      file,
      NEVER,
      async (opened) => (await opened.preview?.(partOf(opened, held.table), { ...held.dialect, ...dialect }, rows)) ?? null,
    )
  }

  cancel(): void {
    this.#importing?.abort()
  }

  async importSample(): Promise<ImportOutcome> {
    const engine = await this.#engine()
    const tables = await retryAfterRestart(() => loadSample(engine, () => this.#nextName()))
    this.#held = [...this.#held, ...tables.map((table) => ({ table, file: null, dialect: undefined }))]
    return { tables, failures: [] }
  }

  /** Reads a table that a recipe tells of, under its own name, from the bytes that were kept. */
  async restore(source: RecipeSource, blob: Blob): Promise<RawTable> {
    const known = this.#held.find(({ table, file }) => file !== null && table.hash === source.hash)?.file
    const file = known ?? new File([blob], source.file)
    const held = await this.#withOpened(file, NEVER, async (opened) => {
      const about = { file, dialect: source.dialect, hash: source.hash }
      const read = await this.#readPart(opened, partOf(opened, source), about, NEVER, source.table)
      this.#find(file, opened)
      return read
    })
    this.#held = [...this.#held, held]
    this.#reserve(source.table)
    this.#tellFound()
    return held.table
  }

  /** Makes the sample company anew, into the tables that it was. */
  async restoreSample(names: readonly string[]): Promise<void> {
    names.forEach((name) => this.#reserve(name))
    const engine = await this.#engine()
    const tables = await retryAfterRestart(() => {
      const left = [...names]
      return loadSample(engine, () => left.shift() ?? this.#nextName())
    })
    this.#held = [...this.#held, ...tables.map((table) => ({ table, file: null, dialect: undefined }))]
  }

  /** A table takes the place and the name of another, which is gone. */
  async takePlace(of: string, by: string): Promise<void> {
    const place = this.#held.find(({ table }) => table.name === of)
    const held = this.#held.find(({ table }) => table.name === by)
    if (!place || !held || place === held) throw new Error('That table is no longer open.')
    const engine = await this.#engine()
    await engine.execute(`drop table if exists ${of}`)
    await engine.execute(`alter table ${by} rename to ${of}`)
    const renamed = { ...held, table: { ...held.table, name: of } }
    this.#held = this.#held.filter((one) => one !== held).map((one) => (one === place ? renamed : one))
    this.#tellFound()
  }

  async remove(name: string): Promise<void> {
    const gone = this.#held.filter(({ table }) => table.name === name)
    this.#held = this.#held.filter((held) => !gone.includes(held))
    this.#tellFound()
    await this.#drop(gone)
  }

  /** Forgets all tables: the engine that held them is gone. */
  forget(): void {
    this.#held = []
    this.#tellFound()
  }

  async setAside(name: string): Promise<readonly SetAside[]> {
    const held = this.#held.find(({ table }) => table.name === name)
    if (!held?.file || held.table.setAside.length === held.table.rowsSetAside) return held?.table.setAside ?? []
    return this.#withOpened(
      held.file,
      NEVER,
      async (opened) => (await opened.allSetAside?.(partOf(opened, held.table), held.table)) ?? held.table.setAside,
    )
  }

  /** Reads every table into a fresh engine under its own name. Tables whose file is gone or changed are returned, and forgotten. */
  async refill(engine: Engine): Promise<readonly RawTable[]> {
    const lost: RawTable[] = []
    for (const held of this.#held) if (held.file && !(await this.#readAgain(engine, held, held.file))) lost.push(held.table)
    this.#held = this.#held.filter(({ table }) => !lost.includes(table))
    const names = this.#held.filter(({ file }) => !file).map(({ table }) => table.name)
    if (names.length > 0) await loadSample(engine, () => names.shift()!)
    this.#tellFound()
    return lost
  }

  /** The hash of a large file, known after the answers are out. */
  setHash(name: string, hash: string): void {
    this.#held = this.#held.map((held) => (held.table.name === name ? { ...held, table: { ...held.table, hash } } : held))
  }

  /** One bad part of a file fails alone, as one bad file does. */
  async #importFile(
    file: File,
    dialect: Partial<Dialect> | undefined,
    signal: AbortSignal,
    read: Held[],
    failures: ImportFailure[],
  ): Promise<void> {
    const hashing = file.size <= HASHED_AT_ONCE ? hashFile(file) : null
    hashing?.catch(unheard)
    try {
      await this.#withOpened(file, signal, async (opened) => {
        this.#find(file, opened)
        const chosen = opened.parts.filter(({ isChosen }) => isChosen)
        if (chosen.length === 0) failures.push(nothingChosen(file, opened))
        for (const part of chosen)
          try {
            read.push(await this.#readPart(opened, part, { file, dialect, hash: (await hashing) ?? '' }, signal))
          } catch (error) {
            if (signal.aborted) throw error
            failures.push(importFailure(tableName({ file: file.name, part: part.id }), error as Error))
          }
      })
    } catch (error) {
      if (signal.aborted) throw error
      failures.push(importFailure(file.name, error as Error))
    }
  }

  async #readPart(
    opened: OpenedFile,
    part: Part,
    { file, dialect, hash }: Omit<Held, 'table'> & { hash: string },
    signal: AbortSignal,
    table = this.#nextName(),
  ): Promise<Held> {
    const engine = await this.#engine()
    const to = { engine, table, ...(dialect && { dialect }), signal, onProgress: this.#onProgress }
    const read = await retryAfterRestart(() => opened.read(part, to))
    return { table: { ...read, hash }, file, dialect }
  }

  async #readAgain(engine: Engine, { table, dialect }: Held, file: File): Promise<boolean> {
    const to = { engine, table: table.name, ...(dialect && { dialect }), signal: NEVER, onProgress: unheard }
    // The file on the disk may have changed since: then the copy that was kept holds what was dropped.
    for (const source of [async () => file, async () => (table.hash ? loadSource(table.hash) : null)]) {
      try {
        const blob = await source()
        if (!blob) continue
        const same = blob instanceof File ? blob : new File([blob], table.file)
        const read = await this.#withOpened(same, NEVER, (opened) => opened.read(partOf(opened, table), to))
        if (read.rowsKept === table.rowsKept) return true
        await engine.execute(`drop table if exists ${table.name}`)
      } catch (error) {
        if (error instanceof EngineRestarted) throw error
      }
    }
    return false
  }

  async #withOpened<T>(file: File, signal: AbortSignal, work: (opened: OpenedFile) => Promise<T>): Promise<T> {
    const opened = await openFile(file, { signal, onProgress: this.#onProgress })
    try {
      return await work(opened)
    } finally {
      opened.close()
    }
  }

  #heldFile(name: string): { held: Held; file: File } {
    const held = this.#held.find(({ table }) => table.name === name)
    if (!held?.file) throw new Error('This table was not read from a file.')
    return { held, file: held.file }
  }

  #tableOf(file: File, part: Part): RawTable | undefined {
    return this.#held.find((held) => held.file === file && held.table.part === part.id)?.table
  }

  /** Told at once, before the first part is read. */
  #find(file: File, { format, parts }: OpenedFile): void {
    if (this.#found.some((one) => one.file === file)) return
    this.#found = [...this.#found, { id: `f${++this.#lastFound}`, file, format, parts }]
    this.#onFound(this.found)
  }

  /** Files none of whose parts is a table are no longer open. */
  #tellFound(): void {
    this.#found = this.#found.filter(({ file }) => this.#held.some((held) => held.file === file))
    this.#onFound(this.found)
  }

  #keep(read: readonly Held[], failures: readonly ImportFailure[]): ImportOutcome {
    this.#held = [...this.#held, ...read]
    this.#tellFound()
    return { tables: read.map(({ table }) => table), failures }
  }

  async #drop(tables: readonly Held[]): Promise<void> {
    const engine = await this.#engine()
    for (const { table } of tables) await engine.execute(`drop table if exists ${table.name}`)
  }

  #nextName(): string {
    return `t${++this.#lastName}`
  }

  /** A restored table keeps its name: later ones are numbered behind it. */
  #reserve(name: string): void {
    this.#lastName = Math.max(this.#lastName, Number(/^t(\d+)$/.exec(name)?.[1] ?? 0))
  }
}

function partOf(opened: OpenedFile, { file, part }: Pick<RawTable, 'file' | 'part'>): Part {
  const found = opened.parts.find(({ id }) => id === part)
  if (!found) throw new Error(`${tableName({ file, part })} is no longer in the file`)
  return found
}

function nothingChosen(file: File, { format, parts }: OpenedFile): ImportFailure {
  const found = parts.slice(0, 5).map(({ id, note }) => (note === null ? id : `${id} (${note})`))
  return {
    file: file.name,
    message: `${file.name} holds no table that can be read.`,
    advice: found.length > 0 ? `In the ${format}: ${found.join(', ')}.` : 'Choose the file the table was exported to.',
  }
}
