import { expose } from 'comlink'
import { customerRows, type CustomerTable } from './analyses/customer-sets/customer-rows'
import { customersCsv, selectCustomers } from './analyses/customer-sets/customers'
import { exportAnalysis, exported } from './analyses/export/export'
import { analysisById } from './analyses/index'
import type { CustomerPage, CustomerView, KeptSegment, Outcome, Selection } from './analyses/contract/outcome'
import type { Environment } from './analyses/contract/run'
import type { RawSettings } from './analyses/contract/settings'
import type { Bootable, WorkerScripts } from './connect'
import { startEngine, startSpareEngine } from './engine/browser'
import type { Engine, Session } from './engine/database'
import { QueryFailed } from './engine/failures'
import type { LeakAttempt } from './engine/leaks'
import { provideParquetReader } from './engine/parquet'
import type { EngineParts } from './engine/process'
import { tryToLeakBySql } from './engine/sql-leaks'
import type { ReadingPreview } from './ingest/opened-file'
import { tableName } from './ingest/table-name'
import { provideSharing } from './ingest/load/chunk-readers'
import { sharingAmongWorkers } from './ingest/load/readers-in-workers'
import { libraryInWorker } from './ingest/spreadsheet/library-in-worker'
import { provideSpreadsheetLibrary } from './ingest/spreadsheet/open'
import type { Dialect, RawTable, SetAside } from './ingest/table'
import { buildCompany } from './model/company/build'
import type { Filter } from './model/runtime/clause'
import type { Company } from './model/company/company'
import type { Mapping, Returns, Suggestion, TableKind, TableMapping } from './model/mapping/mapping'
import { countRule, type RuleCounts } from './model/runtime/count-rule'
import { countLeft, type Left } from './model/runtime/filter'
import { matchList, type MatchedList } from './model/runtime/match-list'
import type { Rule } from './model/runtime/rule'
import { findValues, lookAtField, type FieldLook, type FoundValue } from './model/runtime/look-at-field'
import { openRun } from './model/runtime/session'
import { readTableAs, suggestMapping } from './model/suggest/suggest'
import type { Offer } from './offers/offer'
import { offersFor } from './offers/offers'
import { hidesOf, type TableHides } from './quality/hides'
import { inspect, personalByTable } from './quality/inspect'
import { hidden, maskWords } from './quality/mask'
import { maskReport } from './quality/mask-report'
import { maskedDoubts, maskedPreview, maskedReasons } from './quality/mask-words'
import { unmasked } from './quality/mask-tables'
import { personalTexts } from './quality/personal-texts'
import type { QualityReport } from './quality/report'
import { setLocale } from './shared/format'
import type { Step } from './steps/definition'
import { loadSource } from './storage/sources'
import type { Answer, AskableTable, FilterInForce, ImportOutcome, RecordedStep, Statement, WorkbenchEvent } from './workbench'
import { retryAfterRestart } from './worker/retry-after-restart'
import { ArrivalsInWorker } from './worker/arrivals'
import { ask, askable, rowsOf } from './worker/console'
import { exportDataPage } from './worker/data-pages'
import { DataQueue } from './worker/data-queue'
import { Files } from './worker/files'
import { History } from './worker/history'
import { Keeping } from './worker/keeping'
import { KeptSegments } from './worker/kept-segments'
import { misfitRows, type MisfitRow } from './worker/misfits'
import { preview } from './worker/preview'
import { rehearse } from './worker/rehearsal'
import { TransformedTables } from './worker/transformed-tables'
import { restoreFiles } from './worker/restore-files'
import { exportQuality } from './worker/quality-page'
import { Runs, type Read } from './worker/runs'
import { OpenWorkbook, type BytesOf, type RecipeParts, type Restored } from './worker/workbook'
import type { Texts } from './workbooks/portable'
import { EMPTY_RECIPE, type Recipe } from './workbooks/recipe'

// Findings are worded here, and must read like the page around them.
setLocale(navigator.language)

class WorkbenchInWorker implements Bootable {
  #boot!: (parts: EngineParts) => void
  readonly #parts = new Promise<EngineParts>((resolve) => (this.#boot = resolve))
  readonly #engine = this.#parts.then((parts) =>
    startEngine(parts, {
      refill: (engine) => this.#refill(engine),
      restarted: (reason, milliseconds) => this.#tell({ kind: 'engine restarted', reason, milliseconds }),
      failed: (message) => this.#lose(message),
    }),
  )
  readonly #files = new Files(
    () => this.#engine,
    (progress) => this.#tell({ kind: 'progress', progress }),
    (files) => this.#tell({ kind: 'found', files }),
  )
  readonly #prepared = new TransformedTables(() => this.#engine, this.#files)
  readonly #keeping = new Keeping((event) => {
    if (event.kind === 'kept') this.#files.setHash(event.table, event.hash)
    this.workbooks.changed()
    this.#tell(event)
  })
  readonly #segments = new KeptSegments()
  readonly #runs = new Runs((page) => this.#tell({ kind: 'computed', page }))
  readonly #queue = new DataQueue(() => this.#runs.forget())
  readonly workbooks = new OpenWorkbook(
    {
      collect: () => this.#collect(),
      restore: (recipe, bytes) => this.#queue.change(() => retryAfterRestart(() => this.#restore(recipe, bytes))),
      clear: async () => void (await this.#queue.change(() => this.#restore(EMPTY_RECIPE, async () => null))),
      keepFiles: () => {
        this.#keep(this.#files.tables)
        this.#history.keepAll()
      },
      openBytes: (hash) =>
        this.#files.tables.filter((table) => table.hash === hash).map((table) => this.#files.fileOf(table))[0] ?? this.#history.bytes(hash),
      personalTexts: (texts) => this.#personalTexts(texts),
    },
    this.#keeping,
    (event) => this.#tell(event),
  )
  readonly #history = new History((label, bytes, hash) => this.#keeping.keepMade(`State of ${label}`, bytes, hash))
  readonly arrivals = new ArrivalsInWorker({
    engine: () => this.#engine,
    files: this.#files,
    prepared: this.#prepared,
    history: this.#history,
    mapping: () => this.#mapping,
    recipe: () => ({ ...EMPTY_RECIPE, ...this.#collect() }),
    restore: (recipe, bytes) => retryAfterRestart(() => this.#restore(recipe, bytes)),
    build: async (mapping) => this.#build(await this.#engine, mapping),
    bytesOf: loadSource,
    change: (work) => this.#change(work),
    read: (work) => this.#queue.read(work),
    rekeep: (gone, table) => {
      gone.forEach((name) => this.#keeping.forget(name))
      this.#keep([table])
    },
  })
  readonly #warming = new AbortController()
  #asking = new AbortController()
  #isAsked = false
  #mapping: Mapping | null = null
  #company: Company | null = null
  #listener: ((event: WorkbenchEvent) => void) | null = null

  async boot(parts: EngineParts, { spreadsheets, chunks }: WorkerScripts, cores: number): Promise<void> {
    provideParquetReader(parts.parquetReader)
    provideSpreadsheetLibrary(libraryInWorker(spreadsheets))
    provideSharing(sharingAmongWorkers(chunks, cores))
    this.#boot(parts)
    this.#engine.catch((error: Error) => this.#tell({ kind: 'engine failed', message: error.message }))
  }

  async ready(): Promise<void> {
    await this.#engine
  }

  async warmUp(): Promise<void> {
    await this.#engine
    if (this.#files.tables.length > 0 || this.#isAsked) return
    try {
      const engine = await startSpareEngine(await this.#parts, this.#warming.signal)
      await rehearse(engine, this.#warming.signal)
    } catch {
      // Stopped, or not possible here: then the first files find the engine as it is.
    } finally {
      this.#coolDown()
    }
  }

  /** Files come, or a workbook does: what was heated for them must not keep them waiting. */
  #coolDown(): void {
    this.#isAsked = true
    this.#warming.abort()
  }

  async listen(listener: (event: WorkbenchEvent) => void): Promise<void> {
    this.#listener = listener
  }

  async importFiles(files: readonly File[], dialects?: Readonly<Record<string, Partial<Dialect>>>): Promise<ImportOutcome> {
    this.#coolDown()
    await this.workbooks.mayChange()
    const others = await this.workbooks.takeMissing(files)
    return this.#take(() => this.#files.import(others, dialects))
  }

  async importPart(file: string, part: string): Promise<ImportOutcome> {
    return this.#take(() => this.#files.importPart(file, part))
  }

  async cancelImport(): Promise<void> {
    this.#files.cancel()
    this.workbooks.cancel()
  }

  async importSample(): Promise<ImportOutcome> {
    this.#coolDown()
    return this.#take(() => this.#files.importSample())
  }

  async removeTable(table: string): Promise<void> {
    this.#keeping.forget(table)
    await this.#change(() => this.#prepared.withStepsUndone(() => this.#files.remove(table)))
  }

  async setAside(table: string): Promise<readonly SetAside[]> {
    const rows = await this.#files.setAside(table)
    return this.#prepared.isMasked ? maskedReasons(rows) : rows
  }

  /** Under masks it is told where they stand, and not what they are: among numbers a value may be a name. */
  async #misfits(table: string): Promise<readonly MisfitRow[]> {
    const engine = await this.#engine
    const found = this.#prepared.clear.find(({ name }) => name === table)
    const rows = found ? await retryAfterRestart(() => misfitRows(engine, found)) : []
    return this.#prepared.isMasked ? rows.map((row) => ({ ...row, value: hidden(row.value) })) : rows
  }

  async suggestMapping(returns: Returns): Promise<Suggestion> {
    const engine = await this.#engine
    const suggestion = await this.#queue.read(() => {
      const { clear, masked } = this.#prepared
      return retryAfterRestart(() => suggestMapping(unmasked(engine, masked), clear, returns))
    })
    if (!this.#prepared.isMasked) return suggestion
    // What the new tables are said to hold tells more of their columns to mask.
    await this.#queue.change(() => this.#prepared.remask(suggestion.mapping))
    return { ...suggestion, doubts: maskedDoubts(suggestion.doubts, this.#prepared.masked) }
  }

  async offers(mapping: Mapping, which: 'urgent' | 'all'): Promise<readonly Offer[]> {
    const engine = await this.#engine
    return this.#queue.read(() => retryAfterRestart(() => offersFor(engine, mapping, this.#prepared.tables, which)))
  }

  async readAs(table: string, kind: TableKind): Promise<TableMapping> {
    const engine = await this.#engine
    return this.#queue.read(async () => {
      const { clear, masked } = this.#prepared
      const found = clear.find(({ name }) => name === table)
      if (!found) throw new Error('That table is no longer open.')
      return retryAfterRestart(() => readTableAs(unmasked(engine, masked), found, kind))
    })
  }

  async reread(table: string, dialect: Partial<Dialect>): Promise<RawTable> {
    await this.#change(() => this.#prepared.withStepsUndone(() => this.#files.reread(table, dialect)))
    return this.#prepared.table(table)!
  }

  async previewReading(table: string, dialect: Partial<Dialect>, rows: number): Promise<ReadingPreview | null> {
    const preview = await this.#files.previewReading(table, dialect, rows)
    return preview && this.#prepared.isMasked ? maskedPreview(preview, this.#prepared.masked.get(table)) : preview
  }

  async steps(): Promise<readonly RecordedStep[]> {
    return this.#prepared.recorded
  }

  async addSteps(steps: readonly Step[]): Promise<readonly RawTable[]> {
    await this.#change(() => this.#prepared.add(steps))
    return this.#prepared.tables
  }

  async removeSteps(ids: readonly string[]): Promise<readonly RawTable[]> {
    await this.#change(() => this.#prepared.remove(ids))
    return this.#prepared.tables
  }

  async applyMapping(mapping: Mapping): Promise<Company> {
    const engine = await this.#engine
    return this.#change(() => retryAfterRestart(() => this.#build(engine, mapping)))
  }

  async mask(isMasked: boolean): Promise<{ tables: readonly RawTable[]; company: Company | null }> {
    const engine = await this.#engine
    return this.#change(async () => {
      await this.#prepared.mask(isMasked, this.#mapping)
      const mapping = this.#mapping
      const company = mapping && (await retryAfterRestart(() => this.#build(engine, mapping)))
      return { tables: this.#prepared.tables, company }
    })
  }

  async quality(today: string): Promise<QualityReport> {
    const engine = await this.#engine
    return this.#queue.read(async () => {
      const { clear, isMasked, masked } = this.#prepared
      const report = await retryAfterRestart(() => inspect(unmasked(engine, masked), clear, this.#mapping, today))
      return isMasked ? maskReport(report, masked) : report
    })
  }

  async hides(): Promise<readonly TableHides[]> {
    return this.#asTheyStand(async (session, tables) => {
      const { isMasked, masked } = this.#prepared
      const personal = isMasked ? null : await personalByTable(session, tables, this.#mapping)
      return hidesOf(tables, (table) => (personal ? personal.get(table) : masked.get(table)?.personal) ?? [])
    })
  }

  #personalTexts(texts: Texts): Promise<ReadonlySet<string>> {
    return this.#asTheyStand(async (session, tables) =>
      personalTexts(session, tables, await personalByTable(session, tables, this.#mapping), texts),
    )
  }

  /** For what must know the values behind the mask, and shows none of them. */
  async #asTheyStand<T>(work: (session: Session, tables: readonly RawTable[]) => Promise<T>): Promise<T> {
    const engine = await this.#engine
    return this.#queue.read(async () => {
      const { clear, masked } = this.#prepared
      const session = await unmasked(engine, masked).open()
      try {
        return await work(session, clear)
      } finally {
        await session.close()
      }
    })
  }

  async preview(table: string, rows: number): Promise<readonly (readonly (string | null)[])[]> {
    const engine = await this.#engine
    return this.#queue.read(async () => {
      const found = this.#prepared.table(table)
      return found ? retryAfterRestart(() => preview(engine, found, rows)) : []
    })
  }

  async run(runId: number, analysis: string, settings: RawSettings, soFar?: (outcome: Outcome) => void): Promise<Outcome> {
    const read: Read = (work) => this.#queue.read(async (stop) => work(await this.#environment(), stop))
    try {
      return await this.#runs.run(runId, read, analysis, settings, soFar)
    } finally {
      void this.#runs.computeRest(read)
    }
  }

  async cancel(runId: number): Promise<void> {
    this.#runs.cancel(runId)
  }

  async exportData(page: string, settings: RawSettings, format: 'json' | 'csv'): Promise<Blob> {
    if (page === 'sources' || page === 'mapping') {
      const tables = page === 'sources' ? this.#files.tables : this.#prepared.tables
      const misfits = (table: string) => this.#misfits(table)
      const data = { tables, mapping: this.#mapping, company: this.#company, misfits }
      return exportDataPage(page, data, (table) => this.setAside(table), format)
    }
    if (page === 'quality')
      return exportQuality(
        await this.quality(settings.today ?? new Date().toISOString().slice(0, 10)),
        this.#prepared.recorded,
        this.#company?.asOf ?? null,
        format,
      )
    const analysis = analysisById(page)
    if (!analysis) throw new Error(`there is no page ${page}`)
    return this.#read((environment) => retryAfterRestart(() => exportAnalysis(environment, analysis, settings, format)))
  }

  async askable(): Promise<readonly AskableTable[]> {
    return this.#company ? askable(this.#company, this.#prepared.tables) : []
  }

  async ask(statement: Statement): Promise<Answer> {
    this.#asking.abort()
    const { signal } = (this.#asking = new AbortController())
    return this.#answer(statement, signal)
  }

  async cancelAsking(): Promise<void> {
    this.#asking.abort()
  }

  async exportAnswer(statement: Statement, format: 'json' | 'csv'): Promise<Blob> {
    const result = rowsOf(await this.#answer(statement, undefined, null))
    const settings = { sql: statement.sql, ...statement.variables }
    return exported({ analysis: 'sql', settings, asOf: this.#company?.asOf ?? null, tables: { result }, findings: [] }, format)
  }

  /** What is masked stands in the engine as it is too: then nothing can be asked of it. */
  async #answer(statement: Statement, signal: AbortSignal | undefined, most?: null): Promise<Answer> {
    if (this.#prepared.isMasked)
      throw new QueryFailed('Personal data are masked, and a statement could show them. Show them first, on Quality or Privacy.', '')
    return this.#read((environment) => ask(environment, this.#prepared.tables, statement, signal, most))
  }

  async customers(selection: Selection | null, from: number, to: number, view: CustomerView): Promise<CustomerPage> {
    return this.#read((environment) => retryAfterRestart(() => selectCustomers(environment, selection, from, to, view)))
  }

  async exportCustomers(selection: Selection | null, view: CustomerView): Promise<Blob> {
    return this.#read((environment) => retryAfterRestart(() => customersCsv(environment, selection, view)))
  }

  async customerRows(customer: string): Promise<readonly CustomerTable[]> {
    return this.#read((environment) => retryAfterRestart(() => customerRows(environment, customer)))
  }

  async segments(): Promise<readonly KeptSegment[]> {
    return this.#segments.all
  }

  async keepSegment(name: string, selection: Selection): Promise<KeptSegment> {
    return this.#change(() => retryAfterRestart(async () => this.#segments.keep(await this.#environment(), name, selection)))
  }

  async dropSegment(id: string): Promise<FilterInForce> {
    return this.#change(() =>
      retryAfterRestart(async () => {
        await this.#segments.drop(await this.#environment(), id)
        return this.#segments.filter
      }),
    )
  }

  async renameSegment(id: string, name: string): Promise<FilterInForce> {
    return this.#change(async () => {
      this.#segments.rename(id, name)
      return this.#segments.filter
    })
  }

  async filterBy(filter: Filter): Promise<FilterInForce> {
    return this.#change(() => retryAfterRestart(async () => this.#segments.filterBy(await this.#environment(), filter)))
  }

  async filter(): Promise<FilterInForce> {
    return this.#segments.filter
  }

  async countLeft(filter: Filter): Promise<Left> {
    return this.#read(({ engine, company }) => retryAfterRestart(() => countLeft(engine, company, filter)))
  }

  async countRule(rule: Rule): Promise<RuleCounts> {
    return this.#read(({ engine, company }) => retryAfterRestart(() => countRule(engine, company, rule)))
  }

  async matchList(typed: string): Promise<MatchedList> {
    return this.#read(({ engine }) => retryAfterRestart(() => matchList(engine, typed)))
  }

  async lookAtField(source: string, under: Filter | Rule, typed: string): Promise<FieldLook> {
    return this.#read(({ engine, company }) => retryAfterRestart(() => lookAtField(engine, company, source, under, typed)))
  }

  async findValues(typed: string): Promise<readonly FoundValue[]> {
    return this.#read(({ engine, company }) => retryAfterRestart(() => findValues(engine, company, typed)))
  }

  async tryToLeak(address: string): Promise<readonly LeakAttempt[]> {
    return tryToLeakBySql(await this.#engine, address)
  }

  /** A change of the workbook: refused where another tab writes it, and kept on the device. */
  async #change<T>(work: () => Promise<T>): Promise<T> {
    await this.workbooks.mayChange()
    try {
      return await this.#queue.change(work)
    } finally {
      this.workbooks.changed()
    }
  }

  /** Files come in beside those that are there; where personal data are masked, what they hold is masked before anybody reads it. */
  async #take(read: () => Promise<ImportOutcome>): Promise<ImportOutcome> {
    await this.workbooks.mayChange()
    const work = async () => {
      const result = await read()
      this.#keep(result.tables)
      await this.#prepared.remask(this.#mapping)
      return result
    }
    const { isMasked } = this.#prepared
    try {
      const { tables, failures } = await (isMasked ? this.#queue.change(work) : this.#queue.add(work))
      return {
        tables: tables.map((table) => this.#prepared.table(table.name) ?? table),
        failures: isMasked ? failures.map((one) => ({ ...one, message: maskWords(one.message) })) : failures,
      }
    } finally {
      this.workbooks.changed()
    }
  }

  /** Reads the company in its turn, for a reader who waits. */
  #read<T>(work: (environment: Environment) => Promise<T>): Promise<T> {
    return this.#queue.read(async (stop) => this.#runs.first(await this.#environment(), stop, work))
  }

  #keep(tables: readonly RawTable[]): void {
    for (const table of tables) {
      const file = this.#files.fileOf(table)
      if (file) this.#keeping.keep(file, table)
    }
  }

  #collect(): RecipeParts {
    return {
      sources: this.#files.sources,
      steps: this.#prepared.steps,
      mapping: this.#mapping,
      segments: this.#segments.recipes,
      filter: this.#segments.filter.clauses,
      isMasked: this.#prepared.isMasked,
      salt: this.#prepared.salt,
      history: this.#history.recipe,
    }
  }

  /** Another recipe in force: what of it is there already stays. */
  async #restore(recipe: Recipe, bytes: BytesOf): Promise<Restored> {
    if (recipe.sources.length > 0) this.#coolDown()
    const engine = await this.#engine
    this.#mapping = this.#company = null
    const missing = await this.#prepared.replace(recipe, () => restoreFiles(this.#files, recipe.sources, bytes))
    this.#segments.restore(recipe.segments, recipe.filter)
    await this.#history.restore(engine, recipe.history, bytes)
    const names = new Set(this.#prepared.tables.map(({ name }) => name))
    const tables = recipe.mapping?.tables.filter(({ table }) => names.has(table)) ?? []
    if (recipe.mapping && tables.length > 0) await this.#build(engine, { ...recipe.mapping, tables })
    return {
      tables: this.#prepared.tables,
      mapping: this.#mapping,
      company: this.#company,
      segments: this.#segments.all,
      filter: this.#segments.filter,
      isMasked: recipe.isMasked,
      missing,
    }
  }

  async #environment(): Promise<Environment> {
    const engine = await this.#engine
    if (!this.#company) throw new Error('No data has been read yet.')
    return this.#environmentOf(engine, this.#company)
  }

  #environmentOf(engine: Engine, company: Company): Environment {
    return { engine, company, filter: this.#segments.wordsFor(company), segments: this.#segments.all, openRun }
  }

  /** `holds`: the company before is in this engine, and leaves its customers to the history when other data take its place. */
  async #build(engine: Engine, mapping: Mapping, holds = this.#company !== null): Promise<Company> {
    const loaded = this.#files.tables.filter(({ name }) => mapping.tables.some(({ table }) => table === name))
    if (holds) await this.#history.snapshotBefore(engine, loaded)
    await this.#prepared.remask(mapping)
    const company = await buildCompany(engine, mapping, this.#prepared.tables)
    this.#mapping = mapping
    this.#company = company
    await this.#history.setIdMasking(engine, { isMasked: this.#prepared.hidesIds, salt: this.#prepared.salt })
    await this.#history.recordLoad(engine, company, loaded)
    await this.#segments.evaluate(this.#environmentOf(engine, company))
    return company
  }

  /** After a restart: the same tables, mapping, segments and filter, so that answers given before still hold. */
  async #refill(engine: Engine): Promise<void> {
    for (const lost of await this.#files.refill(engine)) {
      const { name } = lost
      const file = tableName(lost)
      this.#runs.forget()
      this.workbooks.miss(name)
      if (this.#mapping) this.#mapping = { ...this.#mapping, tables: this.#mapping.tables.filter(({ table }) => table !== name) }
      this.#tell({
        kind: 'lost',
        table: name,
        file,
        message: `${file} changed or is gone since it was dropped, and no copy of it was kept. Drop it retryAfterRestart.`,
      })
    }
    await this.#prepared.refill(engine)
    await this.#history.refill(engine)
    if (this.#mapping) await this.#build(engine, this.#mapping, false)
  }

  #lose(message: string): void {
    this.#runs.forget()
    this.workbooks.abandon()
    this.#files.forget()
    this.#prepared.forget()
    this.#history.forget()
    this.#mapping = this.#company = null
    this.#tell({ kind: 'engine failed', message })
  }

  #tell(event: WorkbenchEvent): void {
    this.#listener?.(event)
  }
}

expose(new WorkbenchInWorker())
