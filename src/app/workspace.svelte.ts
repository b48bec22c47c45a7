import type { Destination } from './destination'
import type { Finding } from '../analyses/contract/definition'
import type { Part } from '../ingest/opened-file'
import { tableName } from '../ingest/table-name'
import type { Dialect, RawTable } from '../ingest/table'
import type { Company } from '../model/company/company'
import type { Doubt, Mapping, Suggestion, TableKind, TableMapping } from '../model/mapping/mapping'
import { CUSTOMERS, type Subject } from '../model/company/subject'
import { Turns } from '../shared/turns'
import type { FoundFile, OpenedWorkbook, Workbench, WorkbenchEvent } from '../workbench'
import { Arrivals } from './arrivals/arrivals.svelte'
import type { Busy } from './busy.svelte'
import { carryOver } from './carry-over'
import { PageFilter } from './filter/filter.svelte'
import { FoundFiles } from './found-files.svelte'
import { Imports } from './imports.svelte'
import { noticeOf, Notices } from './notices.svelte'
import { Offers } from './offers.svelte'
import { Inspection } from './quality/inspection.svelte'
import { readAnew } from './read-anew'
import type { Route } from './route.svelte'
import { Segments } from './segments.svelte'
import { Steps } from './steps.svelte'
import type { Undo } from './undo.svelte'
import { whenIdle } from './when-idle'
import { KeptWorkbooks } from './workbooks/kept.svelte'

interface PageFindings {
  readonly page: string
  readonly name: string
  readonly version: string
  readonly findings: readonly Finding[]
}

/** A demo that the address asks for: a workbook file, or the sample company where there is none. */
export interface Asked {
  readonly file: File | null
  /** It could not be opened, and what was open last is. */
  refused(): void
}

/** What the reader has: files, what their columns mean, the company made of them, segments and notices. */
export class Workspace {
  readonly workbench: Workbench
  readonly notices = new Notices()
  readonly imports: Imports
  readonly found = new FoundFiles()
  readonly segments: Segments
  readonly filter: PageFilter
  readonly steps: Steps
  readonly inspection: Inspection
  readonly offers: Offers
  readonly workbooks: KeptWorkbooks
  readonly arrivals: Arrivals
  readonly #busy: Busy
  readonly #undo: Undo
  /** What the reader changes, one after the other: each finds the tables and the mapping that the one before left. */
  readonly #turns = new Turns()
  #tables = $state.raw<readonly RawTable[]>([])
  #mapping = $state.raw<Mapping | null>(null)
  #doubts = $state.raw<readonly Doubt[]>([])
  #company = $state.raw<Company | null>(null)
  #dataVersion = $state(0)
  #showsReading = $state(false)
  #isMasked = $state(false)
  #arriving = $state(0)
  #findings = $state.raw<readonly PageFindings[]>([])
  #computed = $state(0)

  constructor(workbench: Workbench, busy: Busy, undo: Undo, address: Route) {
    this.workbench = workbench
    this.#busy = busy
    this.#undo = undo
    this.imports = new Imports(workbench, busy, this.notices)
    this.filter = new PageFilter({
      workbench,
      busy,
      undo,
      notices: this.notices,
      address,
      company: () => this.#company,
      kept: () => this.segments.kept,
    })
    this.segments = new Segments(workbench, busy, undo, this.notices, this.filter)
    this.steps = new Steps(this, undo)
    this.inspection = new Inspection(workbench, busy)
    this.offers = new Offers(workbench, busy, undo, this.notices, (tables, mapping) => this.prepare(tables, mapping))
    const { notices, imports } = this
    this.workbooks = new KeptWorkbooks({ workbench, busy, undo, notices, imports, adopt: (opened) => this.#adopt(opened) })
    this.arrivals = new Arrivals({
      workbench,
      busy,
      undo,
      notices,
      tables: () => this.#tables,
      mapping: () => (this.#company ? this.#mapping : null),
      add: (tables) => this.#arrive(tables, []),
      put: (tables, mapping) => this.#put(tables, mapping),
      adopt: (opened) => this.#adopt(opened),
    })
  }

  /** Files as they were read. */
  get tables(): readonly RawTable[] {
    return this.#tables
  }

  /** The reading in force, or the one under review while there are doubts. */
  get mapping(): Mapping | null {
    return this.#mapping
  }

  /** What the review asks; empty once a mapping was applied. */
  get doubts(): readonly Doubt[] {
    return this.#doubts
  }

  /** A person must look first: something is doubtful, or must be asked. */
  get isUnderReview(): boolean {
    return this.#doubts.length + this.offers.urgent.length > 0
  }

  /** What customers are called in the data in force. */
  get subject(): Subject {
    return this.#company?.subject ?? CUSTOMERS
  }

  /** Null until a mapping was applied. */
  get company(): Company | null {
    return this.#company
  }

  /** Changes whenever answers given before are stale: data, mapping or filter. */
  get version(): string {
    return `${this.#dataVersion}.${this.filter.version}`
  }

  /** Nothing to show yet: no files. */
  get isEmpty(): boolean {
    return this.#tables.length === 0
  }

  /** Files are being read, or what they hold is being understood, and there is nothing to show yet. */
  get isArriving(): boolean {
    return this.#arriving > 0 && this.#company === null
  }

  /** The strip that says how the files were read: after every load, until dismissed. */
  get showsReading(): boolean {
    return this.#showsReading && this.#company !== null
  }

  /** Changes whenever the data or their mapping do, whatever the filter. */
  get dataVersion(): string {
    return String(this.#dataVersion)
  }

  /** Personal data are masked in everything that is shown and exported. */
  get isMasked(): boolean {
    return this.#isMasked
  }

  async mask(isMasked: boolean): Promise<void> {
    await this.#inTurn(() => this.#mask(isMasked))
  }

  async #mask(isMasked: boolean): Promise<void> {
    try {
      const { tables, company } = await this.workbench.mask(isMasked)
      this.#tables = tables
      this.#company = company
      this.#isMasked = isMasked
      this.#dataVersion++
    } catch (error) {
      this.notices.sayFailure('Personal data could not be masked', error)
    }
  }

  /** Findings of the pages read so far, under the data and filter in force. */
  get findings(): readonly PageFindings[] {
    return this.#findings
  }

  /** Counts pages that were computed after the landing page was shown without them. */
  get computed(): number {
    return this.#computed
  }

  noteFindings(noted: PageFindings): void {
    this.#findings = [...this.#findings.filter((one) => one.page !== noted.page && one.version === this.version), noted]
  }

  /** Hears the worker, and says when the engine cannot start at all. Opens what the address asks for, else what was open last. */
  async start(arrive: (page: string, settings: Readonly<Record<string, string>>) => unknown, asked: Promise<Asked | null>): Promise<void> {
    const listening = this.workbench.listen((event) => this.#hear(event))
    // Asked at once, before any file can be dropped into what is about to come back.
    void this.#inTurn(async () => {
      const demo = await asked
      await (demo ? this.#expect(() => this.#reopen(arrive, demo)) : this.#reopen(arrive, null))
    })
    await listening
    await this.workbench.ready()
  }

  /** The workbook that was open last, at the page where it was left; a demo where one is asked for. */
  async #reopen(arrive: (page: string, settings: Readonly<Record<string, string>>) => unknown, asked: Asked | null): Promise<void> {
    if (asked?.file === null) {
      await this.workbooks.create(true)
      await this.#arrive(await this.imports.makeSample(), [])
      return void arrive('insights', {})
    }
    const demo = asked && (await this.workbooks.openFile(asked.file!, undefined, true))
    if (asked && !demo) asked.refused()
    const opened = demo ?? (await this.workbooks.reopen())
    if (this.isEmpty) whenIdle(() => this.workbench.warmUp())
    if (opened && this.#tables.length > 0) {
      const isReviewed = this.#company !== null && this.#doubts.length === 0
      arrive(isReviewed ? opened.page : 'mapping', isReviewed ? (opened.pages[opened.page] ?? {}) : {})
    }
  }

  dismissReading(): void {
    this.#showsReading = false
  }

  /** Adds files to what is there. The sample company makes way for real files. */
  add(files: readonly File[]): Promise<Destination> {
    // Not busy all the while: a new version waits for its reader's answer.
    return this.#expect(() =>
      this.#turns.take(async () => {
        const sample = this.#tables.filter((table) => table.format === 'sample')
        const read = await this.imports.read(files)
        if (!this.#company || sample.length > 0 || read.length === 0) return this.#arrive(read, sample)
        return this.arrivals.receive(await this.#busy.during(this.#withoutCopies(read)))
      }),
    )
  }

  /** One more table of a file that is open: a hidden sheet, say. */
  readPart(file: FoundFile, part: Part): Promise<Destination> {
    return this.#inTurn(async () => this.#arrive(await this.imports.readPart(file, part), []))
  }

  openSample(): Promise<Destination> {
    return this.#expect(() => this.#inTurn(async () => this.#arrive(await this.imports.makeSample(), [])))
  }

  /** A change of the loads that are kept: what was answered about them is stale. */
  async changeLoads(work: () => Promise<void>): Promise<void> {
    try {
      await this.#busy.during(work())
      this.#dataVersion++
    } catch (error) {
      this.notices.sayFailure('The loads could not be changed', error)
    }
  }

  async remove(table: RawTable): Promise<void> {
    this.arrivals.noteGone(table)
    await this.#inTurn(() => this.#arrive([], [table]))
  }

  /** Builds the company anew under a mapping, by review or by hand. */
  async apply(mapping: Mapping): Promise<void> {
    await this.#inTurn(() => this.#apply(mapping))
  }

  /** Tables as steps make them, added or taken back, read by a mapping. False when that fails; then what was in force stays. */
  async prepare(tables: () => Promise<readonly RawTable[]>, mapping: Mapping): Promise<boolean> {
    return this.#inTurn(() => this.#prepare(tables, mapping))
  }

  async #prepare(tables: () => Promise<readonly RawTable[]>, mapping: Mapping): Promise<boolean> {
    try {
      this.#tables = await tables()
      return await this.#apply(await this.#fitted(mapping))
    } catch (error) {
      this.notices.sayFailure('The tables could not be changed', error)
      return false
    }
  }

  /** The mapping of the tables there are, when steps made some of them or no longer do. */
  async #fitted(mapping: Mapping): Promise<Mapping> {
    const anew = readAnew(mapping, this.#tables)
    if (anew.length === 0) return mapping
    return carryOver(mapping, (await this.workbench.suggestMapping(mapping.returns)).mapping, anew)
  }

  /** A change of the mapping by hand: applied at once, and taken back for ten seconds. */
  async change(mapping: Mapping, text: string): Promise<void> {
    const before = this.#mapping
    await this.apply(mapping)
    if (before && this.#mapping === mapping) this.#undo.offer({ text, undo: () => this.apply(before) })
  }

  /** `returns=ignore` in a link changes the mapping as the select on the mapping page does. */
  async followLink({ returns }: Readonly<Record<string, string>>): Promise<void> {
    const mapping = this.#mapping
    if ((returns !== 'net' && returns !== 'ignore') || !mapping || mapping.returns === returns) return
    await this.change({ ...mapping, returns }, `Returns: ${returns}`)
  }

  /** What a table's columns would mean if it were of another kind. */
  async readAs(table: RawTable, kind: TableKind): Promise<TableMapping | null> {
    try {
      return await this.#busy.during(this.workbench.readAs(table.name, kind))
    } catch (error) {
      this.notices.sayFailure(`${tableName(table)} could not be read so`, error)
      return null
    }
  }

  /** Reads a file with another delimiter, header or types, and takes that back for ten seconds. False when it failed; then what was there stays. */
  reread(table: RawTable, dialect: Partial<Dialect>): Promise<boolean> {
    return this.#inTurn(() => this.#reread(table, dialect))
  }

  async #reread(table: RawTable, dialect: Partial<Dialect>): Promise<boolean> {
    const read = await this.imports.reread(table, dialect)
    if (!read) return false
    await this.#takeRead(table, read)
    const before = { types: {}, dropsMisfits: false, ...table.dialect }
    const takeBack = async () => {
      const again = await this.imports.reread(read, before)
      if (again) await this.#takeRead(read, again)
    }
    this.#undo.offer({ text: `${tableName(table)} was read again`, undo: () => this.#inTurn(takeBack) })
    return true
  }

  async #takeRead(table: RawTable, read: RawTable): Promise<void> {
    this.#tables = this.#tables.map((one) => (one.name === table.name ? read : one))
    await this.#suggest([read.name])
  }

  /** Everything of another workbook, or of none. What its mapping does not tell of is read as if it had just come. */
  async #adopt(opened: OpenedWorkbook | null): Promise<void> {
    this.#undo.forget()
    this.arrivals.forget()
    this.#tables = opened?.tables ?? []
    this.#mapping = opened?.mapping ?? null
    this.#company = opened?.company ?? null
    this.#isMasked = opened?.isMasked ?? false
    this.#doubts = []
    this.offers.settle()
    this.#showsReading = false
    this.segments.adopt(opened?.segments ?? [])
    this.filter.adopt(opened?.filter ?? null)
    this.#dataVersion++
    const known = opened?.mapping?.tables ?? []
    const fresh = this.#tables.map(({ name }) => name).filter((name) => !known.some(({ table }) => table === name))
    if (fresh.length > 0 && this.workbooks.status.save !== 'read-only') await this.#suggest(fresh)
  }

  /** A change of what there is, in its turn. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#busy.during(this.#turns.take(work))
  }

  /** From the drop until there is something to show. */
  async #expect<T>(work: () => Promise<T>): Promise<T> {
    this.#arriving++
    try {
      return await work()
    } finally {
      this.#arriving--
    }
  }

  #arrive(read: readonly RawTable[], gone: readonly RawTable[]): Promise<Destination> {
    return this.#expect(() => this.#busy.during(this.#take(read, gone)))
  }

  async #take(read: readonly RawTable[], gone: readonly RawTable[]): Promise<Destination> {
    const fresh = await this.#withoutCopies(read)
    if (fresh.length === 0 && read.length + gone.length === 0) return 'nothing'
    if (fresh.length === 0 && read.length > 0) return 'nothing'
    for (const table of gone) await this.workbench.removeTable(table.name)
    this.#tables = [...this.#tables.filter((table) => !gone.includes(table)), ...fresh]
    if (this.#tables.length === 0) return this.#clear()
    return this.#suggest(fresh.map((table) => table.name))
  }

  /** Other tables in place of those there were; without a mapping they are read as if they had just come. */
  async #put(tables: readonly RawTable[], mapping: Mapping | null): Promise<Destination> {
    const fresh = tables.filter((table) => !this.#tables.includes(table)).map(({ name }) => name)
    this.#tables = tables
    if (!mapping) return this.#suggest(fresh)
    return (await this.#apply(mapping)) ? 'answers' : 'review'
  }

  async #suggest(fresh: readonly string[]): Promise<Destination> {
    try {
      const suggestion = await this.workbench.suggestMapping(this.#mapping?.returns ?? 'net')
      return await this.#read(suggestion, fresh)
    } catch (error) {
      this.notices.sayFailure('The columns could not be understood', error, () => this.#inTurn(() => this.#suggest(fresh)))
      return 'nothing'
    }
  }

  /** The same bytes twice would count every order twice. */
  async #withoutCopies(read: readonly RawTable[]): Promise<readonly RawTable[]> {
    const fresh: RawTable[] = []
    for (const table of read) {
      const copy = [...this.#tables, ...fresh].find((other) => isSameFile(other, table))
      if (!copy || table.format === 'sample') fresh.push(table)
      else {
        await this.workbench.removeTable(table.name)
        this.notices.say({
          kind: 'note',
          title: `${tableName(table)} is open already`,
          text: `It holds the same bytes as ${tableName(copy)}. Nothing was added.`,
        })
      }
    }
    return fresh
  }

  async #read(suggestion: Suggestion, fresh: readonly string[]): Promise<Destination> {
    const carried = this.#company && this.#mapping ? carryOver(this.#mapping, suggestion.mapping, fresh) : suggestion.mapping
    const { mapping, known } = this.arrivals.readAsBefore(carried, fresh)
    const doubts = suggestion.doubts.filter(({ table }) => !known.includes(table) && (!this.#company || fresh.includes(table)))
    const isAsked = await this.offers.ask(mapping, fresh)
    if (doubts.length === 0 && !isAsked) {
      if (!(await this.#apply(mapping))) return 'review'
      // Without orders there is little to answer, and a table to be turned may be why.
      if (!this.#company?.tables.orders) await this.offers.look(mapping)
      return 'answers'
    }
    this.#mapping = mapping
    this.#doubts = doubts
    return 'review'
  }

  async #apply(mapping: Mapping): Promise<boolean> {
    try {
      const company = await this.workbench.applyMapping(mapping)
      await this.segments.refresh()
      this.#mapping = mapping
      this.#doubts = []
      this.offers.settle()
      this.#company = company
      this.#showsReading = true
      await this.filter.refresh()
      this.#dataVersion++
      return true
    } catch (error) {
      this.#mapping ??= mapping
      this.notices.sayFailure('The mapping could not be applied', error, () => this.apply(mapping))
      return false
    }
  }

  #clear(): Destination {
    this.#mapping = null
    this.#doubts = []
    this.offers.settle()
    this.#company = null
    this.#dataVersion++
    return 'nothing'
  }

  #hear(event: WorkbenchEvent): void {
    if (event.kind === 'progress') this.imports.hear(event.progress)
    else if (event.kind === 'found') this.found.hear(event.files)
    else if (event.kind === 'computed') this.#computed++
    else if (event.kind === 'lost') this.#tables = this.#tables.filter((table) => table.name !== event.table)
    else if (event.kind === 'engine failed') this.#clear()
    else if (event.kind === 'kept')
      this.#tables = this.#tables.map((table) => (table.name === event.table && !table.hash ? { ...table, hash: event.hash } : table))
    this.workbooks.hear(event)
    const notice = noticeOf(event)
    if (notice) this.notices.say(notice)
  }
}

/** By their bytes; a large file is hashed only after the answers, and until then known by name and size. */
function isSameFile(one: RawTable, other: RawTable): boolean {
  if (one.part !== other.part) return false
  return one.hash && other.hash ? one.hash === other.hash : one.file === other.file && one.bytes === other.bytes
}
