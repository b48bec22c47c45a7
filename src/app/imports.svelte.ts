import type { Part } from '../ingest/opened-file'
import { tableName } from '../ingest/table-name'
import type { Dialect, RawTable } from '../ingest/table'
import type { FoundFile, ImportFailure, ImportOutcome, ImportProgress, Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import { isCancelled, type Notices } from './notices.svelte'

/** An import in flight. `progress` is null until the first rows are told. */
interface Importing {
  readonly what: string
  readonly files: number
  /** performance.now() when it began. */
  readonly startedAt: number
  readonly progress: ImportProgress | null
  readonly canCancel: boolean
}

/** Files on their way in. The workspace hands them over one drop after another. */
export class Imports {
  #current = $state.raw<Importing | null>(null)
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #notices: Notices

  constructor(workbench: Workbench, busy: Busy, notices: Notices) {
    this.#workbench = workbench
    this.#busy = busy
    this.#notices = notices
  }

  get current(): Importing | null {
    return this.#current
  }

  hear(progress: ImportProgress): void {
    if (this.#current) this.#current = { ...this.#current, progress }
  }

  /** Tables that came in; a file that could not be read is said and leaves the others alone. */
  read(files: readonly File[]): Promise<readonly RawTable[]> {
    const what = files.length === 1 ? files[0]!.name : `${files.length} files`
    return this.#busy.during(this.#run(what, files.length, () => this.#workbench.importFiles(files)))
  }

  readPart(file: FoundFile, part: Part): Promise<readonly RawTable[]> {
    const what = tableName({ file: file.file, part: part.id })
    return this.#busy.during(this.#run(what, 1, () => this.#workbench.importPart(file.id, part.id)))
  }

  makeSample(): Promise<readonly RawTable[]> {
    return this.#busy.during(this.#run('the sample company', 1, () => this.#workbench.importSample()))
  }

  /** The file behind a table, read again; null when that failed and was said. */
  async reread(table: RawTable, dialect: Partial<Dialect>): Promise<RawTable | null> {
    const again = async () => ({ tables: [await this.#workbench.reread(table.name, dialect)], failures: [] })
    const [read] = await this.#busy.during(this.#run(tableName(table), 1, again))
    return read ?? null
  }

  /** Files that come back with their workbook. */
  async during<T>(what: string, work: () => Promise<T>, canCancel = false): Promise<T> {
    this.#current = { what, files: 1, startedAt: performance.now(), progress: null, canCancel }
    try {
      return await work()
    } finally {
      this.#current = null
    }
  }

  async cancel(): Promise<void> {
    await this.#workbench.cancelImport()
  }

  async #run(what: string, files: number, work: () => Promise<ImportOutcome>): Promise<readonly RawTable[]> {
    const startedAt = performance.now()
    this.#current = { what, files, startedAt, progress: null, canCancel: true }
    try {
      const { tables, failures } = await work()
      failures.forEach((failure) => this.#sayFailure(failure))
      performance.measure(`import ${what}`, {
        start: startedAt,
        detail: { rowsKept: tables.reduce((sum, table) => sum + table.rowsKept, 0) },
      })
      return tables
    } catch (error) {
      if (!isCancelled(error)) this.#notices.sayFailure(`${what} could not be read`, error)
      return []
    } finally {
      this.#current = null
    }
  }

  #sayFailure({ file, message, advice }: ImportFailure): void {
    this.#notices.say({ kind: 'warning', title: `${file} was not read`, text: `${message} ${advice}`.trim() })
  }
}
