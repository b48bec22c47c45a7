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

/** A segment that was kept: the recipe of its customers, evaluated anew when the data change. */
export interface KeptSegment {
  readonly id: string
  readonly name: string
  readonly analysis: string
  readonly settings: Settings
  readonly who: CustomerSet
  readonly count: number
}

export interface CustomerRow {
  readonly customer_id: string
  readonly name: string | null
  readonly orders: number | null
  readonly revenue: number | null
  readonly last_order_at: string | null
}

export interface CustomerPage {
  readonly total: number
  readonly revenue: number | null
  readonly rows: readonly CustomerRow[]
}
