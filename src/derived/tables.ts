import calendarText from './calendar.sql?raw'
import customerPeriodsText from './customer-periods.sql?raw'
import departuresText from './departures.sql?raw'
import dataEndsText from './data-ends.sql?raw'
import firstOrdersText from './first-orders.sql?raw'
import orderTopicsText from './order-topics.sql?raw'
import rfmMeasuresText from './rfm-measures.sql?raw'

/** A table worked out of the canonical ones for several pages: made once, when something first reads it, whatever filter is in force. */
export interface DerivedTable {
  /** A select over `company`, of everyone. */
  readonly text: string
  /** Variables that it reads: each of their values has a table of its own. */
  readonly by: readonly string[]
  /** True where pages see all of it whatever the filter. Else it has a column customer_key. */
  readonly isOfEveryone?: true
}

/** Every derived table, by the name under which SQL reads it. */
const TABLES = {
  calendar: { text: calendarText, by: ['as_of', 'period'], isOfEveryone: true },
  customer_periods: { text: customerPeriodsText, by: [] },
  data_ends: { text: dataEndsText, by: [], isOfEveryone: true },
  first_orders: { text: firstOrdersText, by: [] },
  order_topics: { text: orderTopicsText, by: ['taken_from'] },
  rfm_measures: { text: rfmMeasuresText, by: ['as_of', 'last_at', 'frequency', 'monetary'], isOfEveryone: true },
  departures: { text: departuresText, by: ['as_of', 'source', 'gone_after'] },
} satisfies Record<string, DerivedTable>

export type DerivedName = keyof typeof TABLES

export const DERIVED: Readonly<Record<DerivedName, DerivedTable>> = TABLES

const READ = new RegExp(`\\b(?:from|join)\\s+(${Object.keys(DERIVED).join('|')})\\b`, 'g')

/** The derived tables that SQL reads. */
export function derivedIn(sql: string): readonly DerivedName[] {
  return [...new Set([...sql.matchAll(READ)].map(([, name]) => name as DerivedName))]
}
