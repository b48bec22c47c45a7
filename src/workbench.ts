import type { CustomerTable } from './analyses/customer-sets/customer-rows'
import type { CustomerPage, CustomerView, KeptSegment, Outcome, Selection } from './analyses/contract/outcome'
import type { ColumnType, Variables } from './engine/database'
import type { LeakAttempt } from './engine/leaks'
import type { Part, ReadingPreview } from './ingest/opened-file'
import type { ImportProgress } from './ingest/progress'
import type { Dialect, RawTable, SetAside } from './ingest/table'
import type { Filter } from './model/runtime/clause'
import type { Company } from './model/company/company'
import type { RuleCounts } from './model/runtime/count-rule'
import type { Left } from './model/runtime/filter'
import type { MatchedList } from './model/runtime/match-list'
import type { Rule } from './model/runtime/rule'
import type { FieldLook, FoundValue } from './model/runtime/look-at-field'
import type { Mapping, Suggestion, TableKind, TableMapping } from './model/mapping/mapping'
import type { ColumnChanges } from './model/mapping/versions'
import type { Offer } from './offers/offer'
import type { TableHides } from './quality/hides'
import type { QualityReport } from './quality/report'
import type { Step } from './steps/definition'
import type { Recipe } from './workbooks/recipe'
import type { WorkbookEntry } from './workbooks/workbook-store'

export type { CustomerTable } from './analyses/customer-sets/customer-rows'
export type { CustomerPage, CustomerRow, CustomerView, KeptSegment, Outcome, RanQuery, Selection } from './analyses/contract/outcome'
export type { ImportProgress } from './ingest/progress'
export type { WorkbookEntry } from './workbooks/workbook-store'

/** A file that could not be read: what happened, where, and what to do. The others are in. */
export interface ImportFailure {
  readonly file: string
  readonly message: string
  readonly advice: string
}

/** What was found in a dropped file, told before its tables are read. */
export interface FoundFile {
  readonly id: string
  readonly file: string
  readonly bytes: number
  readonly format: string
  /** `table`: the raw table that the part was read into; null when it was not. */
  readonly parts: readonly (Part & { readonly table: string | null })[]
}

/** One recorded step in words. */
export interface RecordedStep {
  readonly step: Step
  readonly file: string
  readonly words: string
  readonly sql: string | null
  /** False where the table no longer has what the step needs: it is passed over. */
  readonly isApplied: boolean
}

export interface ImportOutcome {
  readonly tables: readonly RawTable[]
  readonly failures: readonly ImportFailure[]
}

/** What filters every page, with the customers left after each clause. */
export interface FilterInForce {
  readonly clauses: Filter
  readonly left: Left
}

/** How the open workbook is kept. */
export interface WorkbookStatus {
  /** Null while there is none. */
  readonly id: string | null
  readonly name: string
  /** `empty`: there is nothing to keep. `read-only`: another tab writes it, and this one follows. */
  readonly save: 'empty' | 'saved' | 'saving' | 'memory' | 'demo' | 'failed' | 'read-only'
  /** A sentence: why it stays in memory, or why it could not be saved. */
  readonly message: string | null
}

/** A table whose bytes are not on this device as they were: it comes back when its file is dropped. */
export interface MissingSource {
  readonly table: string
  readonly file: string
  readonly part: string
  /** SHA-256; empty where it is not known, and then name and size tell the file. */
  readonly hash: string
  readonly bytes: number
  readonly reason: string
}

/** A workbook as it is after it was opened: everything the page shows of it. */
export interface OpenedWorkbook {
  readonly tables: readonly RawTable[]
  readonly mapping: Mapping | null
  /** Null while a mapping is to be chosen. */
  readonly company: Company | null
  readonly segments: readonly KeptSegment[]
  readonly filter: FilterInForce
  /** Settings by page, and the page last shown. */
  readonly pages: Recipe['pages']
  readonly page: string
  readonly isMasked: boolean
  readonly missing: readonly MissingSource[]
  /** Changes that did not read back as they were written, and were left out. */
  readonly damaged: number
}

/** What was on the device, and is not any more. */
export interface Erased {
  readonly workbooks: number
  readonly files: number
  readonly bytes: number
}

/** The workbooks on this device. Changes of a workbook that another tab writes reject with 'ReadOnlyWorkbook'. */
export interface Workbooks {
  /** The newest first. */
  list(): Promise<readonly WorkbookEntry[]>
  /** Opens one, by default the one that was open last; null where there is none. When it rejects, nothing is open, and what is kept is as it was. */
  open(id?: string): Promise<OpenedWorkbook | null>
  /** Leaves what is open, as it is kept, for an empty workbook; nothing of a demo is kept. */
  create(isDemo?: boolean): Promise<void>
  rename(id: string, name: string): Promise<void>
  /** Takes a workbook from the list. Its bytes are erased after ten seconds, unless it is put back. */
  remove(id: string): Promise<void>
  putBack(id: string): Promise<void>
  /** This tab writes from here on; the one that did follows. */
  takeOver(): Promise<OpenedWorkbook | null>
  /** True: nothing of what is open is kept, and what was kept of it is erased. */
  keepInMemory(isOn: boolean): Promise<void>
  eraseAll(): Promise<Erased>
  /** The page shown, and its settings as they stand in the address. */
  notePage(page: string, settings: Readonly<Record<string, string>>): Promise<void>
  /** Goes on without a missing table. */
  forget(table: string): Promise<void>
  /** One file that opens on another machine; of the workbook that is open, or of one on this device. */
  saveAs(choice: SaveChoice): Promise<Blob>
  /** Opens such a file as a new workbook. Rejects with 'NotAWorkbook', 'PassphraseNeeded' or 'WrongPassphrase'. */
  openFile(file: File, passphrase?: string, isDemo?: boolean): Promise<OpenedWorkbook>
}

export interface SaveChoice {
  readonly id?: string
  readonly withData: boolean
  /** Empty: not sealed. */
  readonly passphrase: string
}

/** A row of a table whose key is the same in a new version of it, and other values are not. */
export interface EditedRow {
  readonly lineBefore: number
  readonly lineAfter: number
  readonly key: readonly { readonly header: string; readonly value: string | null }[]
  readonly changes: readonly { readonly header: string; readonly before: string | null; readonly after: string | null }[]
}

export interface VersionRows {
  /** Rows of the new version that stand in the known table as they are. */
  readonly repeated: number
  /** By the columns that tell one row from another; null where there are none. `added` and `gone`: rows whose key is only in one. */
  readonly byKey: {
    readonly headers: readonly string[]
    readonly repeated: number
    readonly added: number
    readonly gone: number
    readonly edited: number
  } | null
}

/** What is different in a new version of a table. */
export interface VersionDiff {
  /** The new version, read with what was chosen by hand for the known one. */
  readonly table: RawTable
  readonly columns: ColumnChanges
  /** Null where there are too many rows to compare them one by one. */
  readonly rows: VersionRows | null
  /** The first of them. */
  readonly edited: readonly EditedRow[]
}

export interface Replaced {
  /** The new version, under the name of the one it replaces. */
  readonly table: RawTable
  /** Steps that could not be carried over, since the columns stand elsewhere. */
  readonly stepsLeft: number
}

/** One load of the workbook, with its headline numbers. */
export interface KeptLoad {
  readonly id: string
  readonly label: string
  readonly takenAt: string
  readonly asOf: string | null
  readonly customers: number
  readonly orders: number
  readonly revenue: number
  readonly isCurrent: boolean
}

/** New versions of known tables, by the names of both, and the loads that were. */
export interface Arrivals {
  compare(known: string, fresh: string): Promise<VersionDiff>
  /** One row per edited value, as CSV. */
  exportEdits(known: string, fresh: string): Promise<Blob>
  /** The new version takes the place of the known table, its steps included; the mapping must be applied again. */
  replace(known: string, fresh: string): Promise<Replaced>
  /** Everything as it was before the last replacement. */
  takeBack(): Promise<OpenedWorkbook>
  /** Records a step that leaves out of the new table what the known one has already, and gives all tables after it. */
  append(known: string, fresh: string, by: 'row' | 'key'): Promise<readonly RawTable[]>
  /** Notes the numbers that `mapping`, in which the new version stands in place of the known one, would give, and forgets the new version. Returns the names of both loads on `changes`. */
  compareOnly(fresh: string, mapping: Mapping): Promise<{ readonly from: string; readonly to: string }>
  /** The newest first. */
  loads(): Promise<readonly KeptLoad[]>
  dropLoad(id: string): Promise<void>
  /** The load dropped last. */
  bringBackLoad(): Promise<void>
}

/** Things the worker tells unasked. */
export type WorkbenchEvent =
  | { kind: 'progress'; progress: ImportProgress }
  /** All files with what is in them, whenever that changes. */
  | { kind: 'found'; files: readonly FoundFile[] }
  | { kind: 'engine restarted'; reason: string; milliseconds: number }
  | { kind: 'engine failed'; message: string }
  /** A page that takes long was computed: what it found belongs among what `insights` shows. */
  | { kind: 'computed'; page: string }
  | { kind: 'kept'; table: string; file: string; hash: string }
  | { kind: 'workbook'; status: WorkbookStatus }
  /** The workbook changed in another tab, or a missing file came back: everything is to be shown anew. */
  | { kind: 'reopened'; workbook: OpenedWorkbook }
  /** Workbooks came, went or were renamed. */
  | { kind: 'listed' }
  | { kind: 'not kept'; file: string; message: string }
  /** After a restart a file could not be read again; its table is gone, the others are there. */
  | { kind: 'lost'; table: string; file: string; message: string }

/** What somebody asks in SQL, with values that it reads by getvariable. */
export interface Statement {
  readonly sql: string
  readonly variables: Variables
}

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[]
  /** By row, in the order of the columns. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
  /** There are more. */
  readonly isCut: boolean
  readonly milliseconds: number
}

/** A table that can be asked in SQL, with its columns. */
export interface AskableTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly about: string
}

/**
 * THE BOUNDARY: every message between page and worker. Arguments and results are structured-cloneable;
 * a call rejects with an Error whose `name` is one of engine/failures.ts or 'ImportFailed'.
 */
export interface Workbench {
  /** Resolves when the engine answers. Files may be handed over before. */
  ready(): Promise<void>
  /** Heats the code that the first files will need, on made-up ones in an engine of their own; once, until files come. */
  warmUp(): Promise<void>
  readonly workbooks: Workbooks
  readonly arrivals: Arrivals
  listen(listener: (event: WorkbenchEvent) => void): Promise<void>
  /** Reads files into raw tables. One bad file fails alone. `dialects` overrides the guess, by file name. */
  importFiles(files: readonly File[], dialects?: Readonly<Record<string, Partial<Dialect>>>): Promise<ImportOutcome>
  /** Reads one more part of a file that is open; ids as in FoundFile. */
  importPart(file: string, part: string): Promise<ImportOutcome>
  cancelImport(): Promise<void>
  /** Generates the sample company's tables on the device. */
  importSample(): Promise<ImportOutcome>
  /** Forgets a raw table; the mapping must be applied again. */
  removeTable(table: string): Promise<void>
  /** All rows set aside, as CSV, not only the first ten thousand. */
  setAside(table: string): Promise<readonly SetAside[]>
  suggestMapping(returns: Mapping['returns']): Promise<Suggestion>
  /** The columns of a table read as one kind, as if nothing else were known of it. */
  readAs(table: string, kind: TableKind): Promise<TableMapping>
  /** Reads a table's file again with another reading of its text; the table keeps its name, and stays as it was when that fails. */
  reread(table: string, dialect: Partial<Dialect>): Promise<RawTable>
  /** The first rows of a table's file as another reading would give them; the table is not touched. Null where nothing can be chosen. */
  previewReading(table: string, dialect: Partial<Dialect>, rows: number): Promise<ReadingPreview | null>
  /** The recorded steps in their order. */
  steps(): Promise<readonly RecordedStep[]>
  /** Records steps behind those that are there, and gives all tables after them; the mapping must be applied again. Steps of a group are taken back together. */
  addSteps(steps: readonly Step[]): Promise<readonly RawTable[]>
  removeSteps(ids: readonly string[]): Promise<readonly RawTable[]>
  /** Changes of the tables that a mapping would gain from; none is made before its steps are added. `urgent`: those to be asked before the answers. */
  offers(mapping: Mapping, which: 'urgent' | 'all'): Promise<readonly Offer[]>
  /** What is wrong with the data as they stand. `today` is 'YYYY-MM-DD' by the reader's clock. */
  quality(today: string): Promise<QualityReport>
  /** Masks personal data in everything that is shown and exported, or shows them. Tables, and what is made of them, are others then. */
  mask(isMasked: boolean): Promise<{ readonly tables: readonly RawTable[]; readonly company: Company | null }>
  /** What the mask hides and what it leaves; while it is off, what it would hide. */
  hides(): Promise<readonly TableHides[]>
  /** Builds the canonical tables. All results before it are stale. */
  applyMapping(mapping: Mapping): Promise<Company>
  /** First rows of a raw table as text, for the mapping page. */
  preview(table: string, rows: number): Promise<readonly (readonly (string | null)[])[]>
  /** `soFar` hears what can be shown of a page before all of it is computed. */
  run(runId: number, analysis: string, settings: Readonly<Record<string, string>>, soFar?: (outcome: Outcome) => void): Promise<Outcome>
  cancel(runId: number): Promise<void>
  /** The export contract: `{ analysis, settings, asOf, tables, findings }` as JSON, or the tables as CSV (a zip where there are several). */
  exportData(analysis: string, settings: Readonly<Record<string, string>>, format: 'json' | 'csv'): Promise<Blob>
  customers(selection: Selection | null, from: number, to: number, view: CustomerView): Promise<CustomerPage>
  /** The rows and columns of the view, as CSV. */
  exportCustomers(selection: Selection | null, view: CustomerView): Promise<Blob>
  /** What the tables say of one customer, the latest first. */
  customerRows(customer: string): Promise<readonly CustomerTable[]>
  /** Kept segments with their counts as of the last mapping. */
  segments(): Promise<readonly KeptSegment[]>
  keepSegment(name: string, selection: Selection): Promise<KeptSegment>
  /** A filter that names it goes on without it. */
  dropSegment(id: string): Promise<FilterInForce>
  /** Gives it another name; what pages say of it changes, its customers do not. */
  renameSegment(id: string, name: string): Promise<FilterInForce>
  /** Filters every page to who meets all clauses; those that the data cannot answer are left out. */
  filterBy(filter: Filter): Promise<FilterInForce>
  /** The filter in force, with counts as of the last mapping. */
  filter(): Promise<FilterInForce>
  /** What a filter would leave; nothing is filtered. */
  countLeft(filter: Filter): Promise<Left>
  /** What every line of a rule does, among those whom the filter leaves. */
  countRule(rule: Rule): Promise<RuleCounts>
  /** Customers by a list of their ids or e-mail addresses. */
  matchList(typed: string): Promise<MatchedList>
  /** What a field holds among those whom a filter leaves; of values, the largest that hold the typed words. */
  lookAtField(source: string, under: Filter | Rule, typed: string): Promise<FieldLook>
  /** Values of any field that hold the typed words. */
  findValues(typed: string): Promise<readonly FoundValue[]>
  /** Tables that a statement may name. */
  askable(): Promise<readonly AskableTable[]>
  /** Runs one statement that reads, and nothing else; the one before is cancelled. */
  ask(statement: Statement): Promise<Answer>
  cancelAsking(): Promise<void>
  /** All rows of a statement, under the page `sql`. */
  exportAnswer(statement: Statement, format: 'json' | 'csv'): Promise<Blob>
  /** Tries to reach an address from inside the worker and by SQL. */
  tryToLeak(address: string): Promise<readonly LeakAttempt[]>
}
