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
  'products',
  'other',
] as const
export type TableKind = (typeof TABLE_KINDS)[number]

/** The column of the canonical table that a raw column, or an expression over raw columns, fills: 'customer_id', 'ordered_at'. */
export type Role = string

/** Plain data, never SQL: it is saved, compared and accepted from strangers. Columns are physical names (c0…). */
export type Expression =
  | { readonly column: string }
  /** An amount made of columns: revenue = quantity × unit price. */
  | Product
  /** True where the column holds one of the values: churned = (Churn = 'Yes'). */
  | { readonly column: string; readonly isOneOf: readonly string[] }
  /** True where the column starts with the text: a credit note is an invoice 'C…'. */
  | { readonly column: string; readonly startsWith: string }
  /** True where the number is below 0: a return is a negative quantity beside an amount without a sign. */
  | { readonly column: string; readonly isNegative: true }
  /** The currency that stood beside the number. */
  | { readonly column: string; readonly part: 'currency' }
  /** The date with day and month exchanged, where no day is over 12 and the file alone cannot tell. */
  | { readonly column: string; readonly exchanged: 'day and month' }

/** The product of columns, and what is taken off it. */
export interface Product {
  readonly product: readonly string[]
  /** A discount, taken off the product. */
  readonly discounted?: { readonly column: string; readonly unit: 'share' | 'percent' }
  /** Money taken off: a refund, a voucher, the credit beside a debit. */
  readonly less?: readonly string[]
  /** What names an order whose rows all repeat its amount: the amount counts once, in equal parts on its rows. */
  readonly oncePer?: string
  /** Columns whose decimal sign is read as a thousands separator, or the other way about, where the file alone cannot tell. */
  readonly exchanged?: readonly string[]
  /** Words that stand among the numbers and are worth 0: "FREE", "gratis". Others are not known. */
  readonly worthNothing?: readonly string[]
}

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
  /** Empty where it is about the whole table. */
  readonly column: string
  readonly header: string
  readonly file: string
  readonly question: string
  readonly why: string
  readonly samples: readonly string[]
  /** Those of the samples that are unlike the others: they are outlined. */
  readonly odd?: readonly string[]
  readonly picture?: Picture
  /** Nothing in the file is this column: its role is required and `header` names it. */
  readonly isMissing?: true
  readonly choices: readonly DoubtChoice[]
  /** Asked value by value instead: what each state of an order counts as. The choice is the table as they stand. */
  readonly states?: readonly OrderState[]
  /** What the answer decides: "Decides €510.00 of €1,205.00." */
  readonly decides?: string
}

export interface DoubtChoice {
  readonly label: string
  /** What follows from it, shown at the right: "23,570 customers", "10 orders, 3 returns, €695.00". */
  readonly consequence: string | null
  /** The same as numbers; left out where the answer moves neither rows nor money. */
  readonly effect?: Effect
  /** The table's mapping if this is chosen. */
  readonly mapping: TableMapping
  /** The currency whose amounts count if this is chosen. */
  readonly currency?: string
}

/** What an answer makes of a table. */
export interface Effect {
  /** Rows that count. */
  readonly rows: number
  /** What they bring; null where the table has no amount. */
  readonly money: number | null
}

/** The evidence for a question, small: a bar for each reading or value, or the cells of a column with the odd ones marked. */
export type Picture =
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] }
  | {
      readonly kind: 'cells'
      readonly title: string
      readonly first: number
      readonly last: number
      readonly odd: readonly { readonly line: number; readonly label: string }[]
    }

export interface Bar {
  readonly label: string
  readonly size: number
  /** At its end: "10 rows, €950.00". */
  readonly text: string
  readonly tone: 'counts' | 'odd' | 'open' | 'out'
}

/** What the rows of a state count as. */
export const STATE_READINGS = ['sale', 'return', 'left out'] as const
export type StateReading = (typeof STATE_READINGS)[number]

/** One value of a column of states, with its rows. */
export interface OrderState {
  readonly value: string
  readonly rows: number
  /** As it stands in the amounts, without the signs that states give; null where there is none. */
  readonly money: number | null
  readonly reading: StateReading
}

export interface Suggestion {
  readonly mapping: Mapping
  /** Empty: straight to the answers. */
  readonly doubts: readonly Doubt[]
}
