import type { GapLength } from '../../stats/silence-limit'
import type { TableSpan } from './dates'
import type { Join } from '../mapping/joins'
import type { OrderState, TableKind } from '../mapping/mapping'
import type { Subject } from './subject'
import type { TenureUnit } from './tenure-unit'

/** A column of the customers table that pages can be broken down by. `column` is physical and safe; `label` is the file's own header. */
export interface Attribute {
  readonly id: string
  readonly column: string
  readonly label: string
  readonly type: 'text' | 'number' | 'flag' | 'date'
  readonly distinct: number
}

/** Rows on their way from the files to the analyses: it starts with rows read and ends with rows used. */
export interface AccountingStep {
  readonly label: string
  /** Positive: rows there; negative: rows left out for the reason in `label`. */
  readonly rows: number
  readonly kind: 'read' | 'left out' | 'used'
}

/** What stands in one of several currencies. */
export interface CurrencyTotal {
  /** ISO 4217, or what stands there. */
  readonly currency: string
  readonly rows: number
  readonly money: number
}

/** A column of states of orders, and what each counts as. */
export interface StateColumn {
  /** RawTable.name */
  readonly table: string
  readonly column: string
  readonly states: readonly OrderState[]
}

/** The rows of one file. */
export interface Account {
  /** RawTable.name */
  readonly table: string
  readonly file: string
  readonly kind: TableKind
  readonly steps: readonly AccountingStep[]
}

/** How long customers without a contract have to be silent to count as gone. */
export interface Silence {
  /** Gone is who has not ordered for more days than this. */
  readonly days: number
  /** Set by hand in the mapping. */
  readonly isGiven: boolean
  /** At most one in five of those silent for longer order again, or it was set by hand and nothing speaks against it. Else pages say "silent", not "left". */
  readonly meansLeaving: boolean
  /** Of those silent for longer, the share that order again in the time the data show; null where too little was seen. */
  readonly comeBack: number | null
  /** Customers with two order days or more. */
  readonly returned: number
  /** All silences by their length. */
  readonly lengths: readonly GapLength[]
}

/** What the model knows after a mapping was applied: small, and sent to the page once. */
export interface Company {
  /** Canonical tables that have rows, with their counts. */
  readonly tables: Readonly<Partial<Record<Exclude<TableKind, 'other'>, number>>>
  /** Roles filled per canonical table: what a page needs is checked against this. */
  readonly roles: Readonly<Partial<Record<TableKind, readonly string[]>>>
  readonly customers: number
  /** What customers are called: a log of cases has none. */
  readonly subject: Subject
  /** Wall-clock ISO timestamps of the history that pages stand on, which is the orders' where there are any; null when nothing is dated. */
  readonly firstAt: string | null
  readonly lastAt: string | null
  /** The same for every kind of table that dates anything. */
  readonly spans: readonly TableSpan[]
  /** 'YYYY-MM-DD': the setting, or the day after lastAt. */
  readonly asOf: string | null
  /** What customers.tenure counts; null where no list tells a length of stay. */
  readonly tenureUnit: TenureUnit | null
  /** The one whose amounts count. */
  readonly currency: string | null
  /** Where amounts stand in several: what each comes to. Empty otherwise. */
  readonly currencies: readonly CurrencyTotal[]
  readonly states: readonly StateColumn[]
  /** One number for every page; null where nobody ordered on two days and none is set. */
  readonly silence: Silence | null
  readonly attributes: readonly Attribute[]
  /** The rows that orders are made of; of the first table where there are no orders. */
  readonly accounting: readonly AccountingStep[]
  /** The same for each file that is used. */
  readonly accounts: readonly Account[]
  /** What the tables share: each one that names customers against each other one. Empty where only one does. */
  readonly joins: readonly Join[]
}
