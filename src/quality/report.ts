import type { RawType } from '../ingest/table'
import type { Step } from '../steps/definition'
import type { PersonalKind } from './personal'

/** What the page `quality` shows. Small, and cloneable. */
export interface QualityReport {
  readonly tables: readonly TableProfile[]
  /** Worst first: by money, then by rows. */
  readonly findings: readonly QualityFinding[]
  readonly merges: MergeSuggestions
}

export interface TableProfile {
  /** RawTable.name */
  readonly table: string
  readonly file: string
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
}

export interface ColumnProfile {
  readonly name: string
  readonly header: string
  readonly type: RawType
  readonly rows: number
  readonly missing: number
  readonly distinct: number
  readonly least: string | null
  readonly most: string | null
  readonly personal: PersonalKind | null
  /** Rows in steps of equal width from the 1st to the 99th percentile, the ends open; for numbers and dates with more than one value. */
  readonly bins: readonly number[]
  /** Where the first step begins and the last ends, as text of the column's type. */
  readonly from: string | null
  readonly to: string | null
  /** The most frequent values of a text or a flag, where some repeat. */
  readonly top: readonly { readonly value: string; readonly rows: number }[]
  /** Values that are not what most of their column are: words among numbers or dates. */
  readonly unfit: readonly string[]
  readonly unfitRows: number
}

export const RULES = [
  'rows without a customer',
  'one large customer',
  'counted twice',
  'shortened ids',
  'birth dates',
  'repeated rows',
  'one order, several customers',
  'repeated customers',
  'customers not listed',
  'listed without orders',
  'dates in the future',
  'dates before the company',
  'outlying amounts',
  'gaps in time',
] as const
export type Rule = (typeof RULES)[number]

export interface QualityFinding {
  /** The rule and the table: the same finding has the same id as long as it is there. */
  readonly id: string
  readonly table: string
  readonly file: string
  readonly rule: Rule
  readonly claim: string
  readonly evidence: string
  readonly rows: number
  /** Amounts of the rows it touches, added up without their signs; null where they have none. */
  readonly money: number | null
  readonly examples: Examples | null
  readonly fix: Fix | null
  /** What to do where no step can. */
  readonly advice: string | null
}

/** A few rows that are meant, as text. */
export interface Examples {
  readonly headers: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]
}

/** Steps that would be recorded, in words and as SQL. */
export interface Fix {
  readonly label: string
  readonly steps: readonly Step[]
  readonly words: readonly string[]
  readonly sql: readonly string[]
}

/** Two ids that are probably one customer. */
export interface Merge {
  readonly id: string
  readonly keep: Person
  readonly other: Person
  readonly reason: 'same e-mail' | 'same phone' | 'similar name'
  /** Jaro–Winkler similarity of the names, 0 to 1; null where one has no name. */
  readonly similarity: number | null
  /** An address or a phone that both have, and names that do not speak against it; else they may be one. */
  readonly isSure: boolean
  readonly steps: readonly Step[]
}

export interface Person {
  readonly customer: string
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly place: string | null
  readonly orders: number
  readonly revenue: number
}

export interface MergeSuggestions {
  readonly total: number
  /** Pairs that are sure. */
  readonly sure: number
  /** Customers who would go, were every pair merged; and their money. */
  readonly customers: number
  readonly money: number
  /** The first ones of both kinds, the sure ones before the others, the most money first. */
  readonly shown: readonly Merge[]
  /** Every sure pair at once: one group of steps. The others are merged one by one. */
  readonly all: Fix | null
}
