import type { Picture } from '../../charts/sparkline/picture'
import type { Database, Query, Variables } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { TableKind } from '../../model/mapping/mapping'

/** The seven questions of the rail, and the data behind them. */
export type Group = 'know' | 'who' | 'leaving' | 'move' | 'worth' | 'say' | 'next' | 'data'

/** A knob on the page. It stands in the hash under its name and in SQL as getvariable('name'). */
export type Option =
  /** `isDrawn`: set where the page draws it, and not in its line of settings. */
  | { kind: 'choice'; label: string; before: string; initial: string; choices: readonly Choice[]; isDrawn?: true }
  /** `initialWords`: what the initial value means where it is no number of its own, such as "told by the data". */
  | { kind: 'number'; label: string; before: string; initial: number; initialWords?: string; range: readonly [least: number, most: number] }
  /** Increasing numbers, such as cut points; empty: taken from the data. */
  | { kind: 'numbers'; label: string; before: string; initial: readonly number[] }
  /** 'YYYY-MM-DD'; empty: the company's as-of date, or what `initialWords` say. */
  | { kind: 'date'; label: string; before: string; initial: string; initialWords?: string }
  /** An attribute's id, or `segment:<id>`; empty: all customers together, or what `initialWords` say. The view `breakdown` follows it. */
  | { kind: 'breakdown'; label: string; before: string; initial: string; initialWords?: string }
  /** Free text with choices that only the data know, offered by `choices` of the result. `isOnPage`: written on the page itself, not among its settings, and read by nothing that computes; `isDrawn`: chosen on the page itself. */
  | { kind: 'text'; label: string; before: string; initial: string; initialWords?: string; isOnPage?: true; isDrawn?: true }
  /** Ids with commas between them, of what only the data know, offered by `choices` of the result; empty: what `initialWords` say. */
  | { kind: 'several'; label: string; before: string; initial: string; initialWords: string; one: string }
  /** `segment:<id>` of a kept segment; empty: what `initialWords` say. */
  | { kind: 'segment'; label: string; before: string; initial: string; initialWords: string }
  /** A rule as text, edited on the page itself; empty: the one that the result holds under `rule`. `isList`: named groups, of which the first that fits counts. */
  | { kind: 'rule'; label: string; before: string; initial: string; isList?: true }

export interface Choice {
  readonly value: string
  readonly label: string
  /** What it means, one line, when the label cannot say it. */
  readonly hint?: string
  /** Of several that can be ticked: whether it is, unless the reader chose. */
  readonly isUsual?: boolean
}

export type Options = Readonly<Record<string, Option>>

type SettingOf<O extends Option> = O extends { kind: 'number' } ? number : O extends { kind: 'numbers' } ? readonly number[] : string

export type SettingsOf<O extends Options> = { readonly [Name in keyof O]: SettingOf<O[Name]> }

/** Customers: one column, customer_id, read by the set's values with getvariable. */
export type SetQuery = Query<{ customer_id: 'text' }>

/** A set of customers that can be listed, exported and kept: a query of the analysis, with the values that pick it. */
export interface CustomerSet {
  /** Key in `Analysis.sets`. */
  readonly set: string
  readonly values: Variables
  /** "At risk and Can't lose"; becomes the kept segment's name. */
  readonly name: string
  readonly count: number
}

/** Two things go together; something moved over time; one of several stands out. */
export type Claim = 'association' | 'trend' | 'extreme'

/** One sentence worth reading. `text` in exports is claim + ' ' + evidence. */
export interface Finding {
  /** At most 14 words, bold on the page. */
  readonly claim: string
  /** Count, estimate, interval, comparison. Intervals stand in round brackets. */
  readonly evidence: string
  readonly kind: 'fact' | 'warning'
  /** What it says beyond counts and rates, each of which chance alone could make: tested before it is said. Without it: nothing. */
  readonly claims?: Claim
  /** What it is about, where another finding may say much the same: `insights` shows one a theme. Without it: its page. */
  readonly theme?: string
  /** False for hints, truisms and what follows from the filter alone: they stand on their page, not among the first of `insights`. */
  readonly leads?: false
  /** Money it touches, in the data's currency; 0 when it is not about money. */
  readonly money: number
  /** Customers it touches. */
  readonly customers: number
  /** 0 to 1: how sure (1: a count; lower as the interval nears no difference). */
  readonly certainty: number
  /** Whom it is about, when they can be listed. */
  readonly who?: CustomerSet
  /** A small picture beside it on `insights`. */
  readonly picture?: Picture
}

/** What the page ends in. */
export interface Action {
  /** One sentence in plain words. */
  readonly text: string
  /** What happens next, or a caveat. */
  readonly note: string
  readonly who?: CustomerSet
}

/** A table as it is exported: rows with the contract's column names, full precision. */
export type Tables = Record<string, readonly Readonly<Record<string, string | number | boolean | null>>[]>

/** What a page needs before it can run; the rail says `short`, the page says `sentence`. */
export interface Need {
  /** Any one of these tables with all of `roles` will do. */
  readonly anyOf: readonly { table: Exclude<TableKind, 'other'>; roles: readonly string[] }[]
  readonly short: string
  readonly sentence: string
  /** True where leaving and coming back is asked about: a log of cases is not enough. */
  readonly isOfCustomers?: true
}

/** What an analysis may know besides its rows. */
export interface Context {
  readonly company: Company
  /** The filter in force, for sentences that begin "Among the 357 customers in France": its name is "in France". */
  readonly filter: { readonly name: string; readonly customers: number } | null
  /** Kept segments, whose customers stand in company.segment_members; a page that reads them says so by `readsSegments`. */
  readonly segments: readonly { readonly id: string; readonly name: string; readonly count: number }[]
  /** The other pages that can run, in the order of their findings. */
  readonly others: readonly Pick<AnyAnalysis, 'id' | 'name' | 'question'>[]
  /** Findings of each of them, with its initial settings, as soon as it is computed: what `insights` ranks. */
  findings(): AsyncIterable<PageFindings>
  /** Shows a result before all of it is computed. What has been shown stands: what comes later adds to it. */
  show(result: unknown): void
  /** For long computations between queries: lets others work for a moment, and throws QueryCancelled when the run was stopped. */
  pause(): Promise<void>
}

export interface PageFindings {
  readonly id: string
  readonly name: string
  readonly findings: readonly Finding[]
  readonly action: Action | null
  /** Why this page could not be computed; null when it was. */
  readonly failure: string | null
  /** It takes long, and is computed when nothing else is left to do, or when somebody opens it. */
  readonly waits?: 'while idle' | 'until opened'
}

/** What stands on the rail and at the head of a page: all that the page's bundle knows of an analysis besides its drawing. */
export interface Page<O extends Options> {
  /** The folder's name, the page's route and `analysis` in exports. */
  readonly id: string
  readonly group: Group
  /** In the rail: "Segments". */
  readonly name: string
  /** The page's title: the question a colleague would ask aloud. */
  readonly question: string
  /** The title once there is a result, where it is about one thing; null: the question stays. */
  title?(result: unknown): string | null
  readonly needs: Need
  readonly options: O
  /** Milliseconds that a run with its initial settings takes, estimated for two cores and a warm engine: decides when it is computed unasked. */
  cost(company: Company): number
  /** How much of what leads `insights` comes from here, beside other pages at 1: decides what is computed first. */
  readonly weight?: number
  /** False where findings are about what the reader chose: they stand on their page only, and nobody computes it unasked. */
  readonly joinsInsights?: false
  /** True where the result depends on the segments that are kept. */
  readonly readsSegments?: true
  /** True where View.svelte sets the findings itself, so that the page does not list them a second time. */
  readonly drawsFindings?: boolean
}

/** What the worker computes for a page. */
export interface Computation<O extends Options, Result> {
  /** Lists of customers: each a query, or one that is made for the set's values and the company. */
  readonly sets: Readonly<Record<string, SetQuery | ((values: Variables, company: Company) => SetQuery)>>
  /** Reads the canonical views only (as_of, first_at, last_at are always set as variables); the result must be structured-cloneable and small. */
  run(database: Database, settings: SettingsOf<O>, context: Context): Promise<Result>
  /** Pure: what the result says, the weightiest first. */
  findings(result: Result, settings: SettingsOf<O>, context: Pick<Context, 'company' | 'filter'>): Finding[]
  action(result: Result, settings: SettingsOf<O>, context: Pick<Context, 'company' | 'filter'>): Action | null
  /** The exported tables, whole. */
  tables(database: Database, settings: SettingsOf<O>, result: Result, context: Context): Promise<Tables>
}

/** Everything the workbench knows about one analysis. Drawing is in View.svelte, words are in README.md. */
export type Analysis<O extends Options, Result> = Page<O> & Computation<O, Result>

// The two `any`s of the product: here, and in views.ts, unlike analyses meet.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyAnalysis = Analysis<any, any>

export type AnyPage = Page<Options>

/** Exists so that TypeScript infers the settings. */
export function definePage<const O extends Options>(page: Page<O>): Page<O> {
  return page
}

/** Exists so that TypeScript infers the settings and the result. */
export function defineAnalysis<const O extends Options, Result>(page: Page<O>, computation: Computation<O, Result>): Analysis<O, Result> {
  return { ...page, ...computation }
}

export type ResultOf<A> = A extends Analysis<infer _O, infer Result> ? Result : never

/** What View.svelte gets: a finished result, never a loading state. */
export interface ViewProps<A> {
  result: ResultOf<A>
  settings: A extends Analysis<infer O, infer _R> ? SettingsOf<O> : never
  company: Company
  /** Opens the customers of a mark or a row. */
  onCustomers: (who: CustomerSet) => void
  /** Changes settings; the hash follows and the page runs again. */
  onSettings: (change: Record<string, string | number | readonly number[]>) => void
  /** Sets the silence that means leaving for every page, as the mapping page does; null: as the data tell. */
  onSilence: (days: number | null) => Promise<void>
}
