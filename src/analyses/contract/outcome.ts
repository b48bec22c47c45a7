import type { Action, CustomerSet, Finding } from './definition'

export type SettingValue = string | number | readonly number[]

export type Settings = Readonly<Record<string, SettingValue>>

/** One query that ran for a page, as it ran. */
export interface RanQuery {
  readonly name: string
  readonly sql: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly rows: number
  readonly milliseconds: number
}

/** What a page shows. `result` is what the analysis' run returned. */
export interface Outcome {
  readonly analysis: string
  readonly settings: Settings
  readonly asOf: string | null
  readonly result: unknown
  readonly findings: readonly Finding[]
  readonly action: Action | null
  readonly queries: readonly RanQuery[]
}

/**
 * Which customers: a set of an analysis at given settings, or everyone under the filter (null).
 * A set named 'segments/members' is that of another page with its initial settings: `insights` passes on what other pages found.
 */
export interface Selection {
  readonly analysis: string
  readonly settings: Settings
  readonly who: CustomerSet
}

/** Who is left under the filter that `where` tells from others: what is kept when a filter is kept as a segment. */
export function everyone(name: string, count: number, where: string): Selection {
  return { analysis: 'filter', settings: {}, who: { set: 'everyone', values: { filter: where }, name, count } }
}

export function isEveryone({ analysis, who }: Selection): boolean {
  return analysis === 'filter' && who.set === 'everyone'
}

/** A segment that was kept: the recipe of its customers, evaluated anew when the data change. */
export interface KeptSegment {
  readonly id: string
  readonly name: string
  readonly analysis: string
  readonly settings: Settings
  readonly who: CustomerSet
  readonly count: number
}

/** What is known of one customer in a list. The segment is that of the segments page at first, among all customers. */
export interface CustomerRow {
  readonly customer_id: string
  readonly name: string | null
  readonly email: string | null
  readonly country: string | null
  readonly segment: string | null
  readonly orders: number | null
  readonly revenue: number | null
  readonly first_order_at: string | null
  readonly last_order_at: string | null
  readonly silent_days: number | null
  readonly usual_gap_days: number | null
}

export const CUSTOMER_COLUMNS = [
  'customer_id',
  'name',
  'email',
  'country',
  'segment',
  'orders',
  'revenue',
  'first_order_at',
  'last_order_at',
  'silent_days',
  'usual_gap_days',
] as const satisfies readonly (keyof CustomerRow)[]

export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number]

/** How a list of customers is looked at; what is exported follows it. */
export interface CustomerView {
  readonly sort: CustomerColumn
  readonly isDescending: boolean
  /** Words that stand in what is known of a customer. */
  readonly search: string
  readonly columns: readonly CustomerColumn[]
}

export const FIRST_VIEW: CustomerView = { sort: 'revenue', isDescending: true, search: '', columns: CUSTOMER_COLUMNS }

export interface CustomerPage {
  readonly total: number
  readonly revenue: number | null
  readonly rows: readonly CustomerRow[]
}
