import type { Engine } from '../engine/database'
import { EngineRestarted, QueryCancelled } from '../engine/failures'
import { ImportFailed } from '../ingest/failures'
import type { ImportProgress } from '../ingest/progress'
import { readAllSetAside, readFile } from '../ingest/read-file'
import type { Dialect, RawTable, SetAside } from '../ingest/table'
import { loadSample } from '../sample/load'
import { hashFile, loadSource } from '../storage/sources'
import type { ImportFailure, ImportOutcome } from '../workbench'
import { again } from './again'

/** A raw table and where its rows came from. */
interface Held {
  readonly table: RawTable
  /** Null for a table of the sample company. */
  readonly file: File | null
  readonly dialect: Partial<Dialect> | undefined
}

/** Up to this size hashing costs the reader nothing: the browser does it on a thread of its own. */
const HASHED_AT_ONCE = 64 * 1024 * 1024

/** Files as raw tables of the engine, and the way to read them anew. */
export class Files {
  readonly #engine: () => Promise<Engine>
  readonly #onProgress: (progress: ImportProgress) => void
  #held: readonly Held[] = []
  #lastName = 0
  #importing: AbortController | null = null

  constructor(engine: () => Promise<Engine>, onProgress: (progress: ImportProgress) => void) {
    this.#engine = engine
    this.#onProgress = onProgress
  }

  get tables(): readonly RawTable[] {
    return this.#held.map(({ table }) => table)
  }

  /** The dropped file behind a table; null for the sample company. */
  fileOf(table: RawTable): File | null {
    return this.#held.find((held) => held.table.name === table.name)?.file ?? null
  }

  async import(files: readonly File[], dialects: Readonly<Record<string, Partial<Dialect>>> = {}): Promise<ImportOutcome> {
    const importing = (this.#importing = new AbortController())
    const read: Held[] = []
    const failures: ImportFailure[] = []
    for (const file of files) {
      const dialect = Object.hasOwn(dialects, file.name) ? dialects[file.name] : undefined
      try {
        read.push({ table: await this.#read(file, dialect, importing.signal), file, dialect })
      } catch (error) {
        if (importing.signal.aborted) {
          await this.#drop(read)
          throw new QueryCancelled('The import was stopped.')
        }
        failures.push(failureOf(file, error as Error))
      }
    }
    this.#held = [...this.#held, ...read]
    return { tables: read.map(({ table }) => table), failures }
  }

  /** Reads a file with another reading of its text. The table changes only when that went well. */
  async reread(name: string, dialect: Partial<Dialect>): Promise<RawTable> {
    const held = this.#held.find(({ table }) => table.name === name)
    if (!held?.file) throw new Error('This table was not read from a file.')
    const importing = (this.#importing = new AbortController())
    const both = { ...held.dialect, ...dialect }
    const table = await this.#read(held.file, both, importing.signal)
    const engine = await this.#engine()
    await engine.execute(`drop table if exists ${name}`)
    await engine.execute(`alter table ${table.name} rename to ${name}`)
    const read = { ...table, name }
    this.#held = this.#held.map((one) => (one === held ? { table: read, file: held.file, dialect: both } : one))
    return read
  }

  cancel(): void {
    this.#importing?.abort()
  }

  async importSample(): Promise<ImportOutcome> {
    const engine = await this.#engine()
    const tables = await again(() => loadSample(engine, () => this.#nextName()))
    this.#held = [...this.#held, ...tables.map((table) => ({ table, file: null, dialect: undefined }))]
    return { tables, failures: [] }
  }

  async remove(name: string): Promise<void> {
    const gone = this.#held.filter(({ table }) => table.name === name)
    this.#held = this.#held.filter((held) => !gone.includes(held))
    await this.#drop(gone)
  }

  /** Forgets all tables: the engine that held them is gone. */
  forget(): void {
    this.#held = []
  }

  async setAside(name: string): Promise<readonly SetAside[]> {
    const held = this.#held.find(({ table }) => table.name === name)
    if (!held?.file || held.table.setAside.length === held.table.rowsSetAside) return held?.table.setAside ?? []
    return readAllSetAside(held.file, held.table)
  }

  /** Reads every table into a fresh engine under its own name. Tables whose file is gone or changed are returned, and forgotten. */
  async refill(engine: Engine): Promise<readonly RawTable[]> {
    const lost: RawTable[] = []
    for (const held of this.#held) if (held.file && !(await this.#readAgain(engine, held, held.file))) lost.push(held.table)
    this.#held = this.#held.filter(({ table }) => !lost.includes(table))
    const names = this.#held.filter(({ file }) => !file).map(({ table }) => table.name)
    if (names.length > 0) await loadSample(engine, () => names.shift()!)
    return lost
  }

  async #readAgain(engine: Engine, { table, dialect }: Held, file: File): Promise<boolean> {
    const to = { engine, table: table.name, ...(dialect && { dialect }), signal: new AbortController().signal, onProgress: () => {} }
    // The file on the disk may have changed since: then the copy that was kept holds what was dropped.
    for (const source of [async () => file, async () => (table.hash ? loadSource(table.hash) : null)]) {
      try {
        const blob = await source()
        if (!blob) continue
        const read = await readFile(blob instanceof File ? blob : new File([blob], table.file), to)
        if (read.rowsKept === table.rowsKept) return true
        await engine.execute(`drop table if exists ${table.name}`)
      } catch (error) {
        if (error instanceof EngineRestarted) throw error
      }
    }
    return false
  }

  async #read(file: File, dialect: Partial<Dialect> | undefined, signal: AbortSignal): Promise<RawTable> {
    const engine = await this.#engine()
    const to = { engine, table: this.#nextName(), ...(dialect && { dialect }), signal, onProgress: this.#onProgress }
    const hashing = file.size <= HASHED_AT_ONCE ? hashFile(file) : null
    hashing?.catch(() => {})
    const table = await again(() => readFile(file, to))
    return { ...table, hash: (await hashing) ?? '' }
  }

  /** The hash of a large file, known after the answers are out. */
  setHash(name: string, hash: string): void {
    this.#held = this.#held.map((held) => (held.table.name === name ? { ...held, table: { ...held.table, hash } } : held))
  }

  async #drop(tables: readonly Held[]): Promise<void> {
    const engine = await this.#engine()
    for (const { table } of tables) await engine.execute(`drop table if exists ${table.name}`)
  }

  #nextName(): string {
    return `t${++this.#lastName}`
  }
}

function failureOf(file: File, error: Error): ImportFailure {
  if (error instanceof ImportFailed) return { file: file.name, message: error.message, advice: error.advice }
  if (error instanceof EngineRestarted)
    return {
      file: file.name,
      message: `The engine stopped twice while ${file.name} was read, and was started again without it.`,
      advice: 'It may be too large for the memory of this browser: split it, or close other tabs and drop it again.',
    }
  const isMemory = /out of memory|allocation/i.test(error.message)
  return {
    file: file.name,
    message: isMemory ? `There is not enough memory for ${file.name}.` : `${file.name} could not be read: ${error.message}`,
    advice: isMemory ? 'Remove other files on the page Sources, or split this one, and drop it again.' : 'Nothing of it was kept.',
  }
}
