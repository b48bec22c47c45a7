/** What a raw table can be: the canonical tables of the model, or nothing we know. */
export const TABLE_KINDS = [
  'customers',
  'orders',
  'order_lines',
  'events',
  'feedback',
  'tickets',
  'subscriptions',
  'leads',
  'touches',
  'spend',
  'other',
] as const
export type TableKind = (typeof TABLE_KINDS)[number]

/** The column of the canonical table that a raw column, or an expression over raw columns, fills: 'customer_id', 'ordered_at'. */
export type Role = string

/** Plain data, never SQL: it is saved, compared and accepted from strangers. Columns are physical names (c0…). */
export type Expression =
  | { readonly column: string }
  /** The product of columns: revenue = quantity × unit price. */
  | { readonly product: readonly string[] }
  /** True where the column holds one of the values: churned = (Churn = 'Yes'). */
  | { readonly column: string; readonly isOneOf: readonly string[] }
  /** True where the column starts with the text: a credit note is an invoice 'C…'. */
  | { readonly column: string; readonly startsWith: string }
  /** The date with day and month exchanged, where no day is over 12 and the file alone cannot tell. */
  | { readonly column: string; readonly exchanged: 'day and month' }

/** Below this confidence the review asks. */
export const DOUBTFUL = 0.6

export interface Binding {
  readonly role: Role
  readonly from: Expression
  /** 0 to 1. */
  readonly confidence: number
}

export interface TableMapping {
  /** RawTable.name */
  readonly table: string
  readonly kind: TableKind
  readonly confidence: number
  readonly bindings: readonly Binding[]
}

/** `net`: returns reduce revenue. `ignore`: only lines with quantity > 0 and price > 0 count. */
export type Returns = 'net' | 'ignore'

export interface Mapping {
  readonly version: 1
  readonly tables: readonly TableMapping[]
  readonly returns: Returns
  /** 'YYYY-MM-DD'; null: the day after the last date in the data. */
  readonly asOf: string | null
  /** ISO 4217; null where it is not known, and then no sign is shown. */
  readonly currency: string | null
  /** Days without an order after which a customer counts as gone, on every page; null, or left out: taken from the data. */
  readonly silentAfter?: number | null
}

/** One thing the review asks: a reading, its rivals, and the values that make it doubtful. */
export interface Doubt {
  readonly table: string
  readonly column: string
  readonly header: string
  readonly file: string
  readonly question: string
  readonly why: string
  readonly samples: readonly string[]
  readonly choices: readonly DoubtChoice[]
}

export interface DoubtChoice {
  readonly label: string
  /** What follows from it, shown at the right: "23,570 customers". */
  readonly consequence: string | null
  /** The table's mapping if this is chosen. */
  readonly mapping: TableMapping
}

export interface Suggestion {
  readonly mapping: Mapping
  /** Empty: straight to the answers. */
  readonly doubts: readonly Doubt[]
}
