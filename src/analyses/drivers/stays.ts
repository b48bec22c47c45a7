import { query, type Columns, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { DAYS } from '../../model/company/tenure-unit'
import { departures, departureValues } from '../departures/departures'
import { attributeColumns, type FeatureSet, type ChurnSource } from '../churn-features/features'
import type { Compared } from './compare'
import { exposureColumns } from './exposure'
import type { Period } from './periods'
import type { Known } from './records'
import staysText from './stays.sql?raw'
import { traitsOf, type Trait } from './traits'

/** Customers with their attributes, and whether each left in each of the periods in which they could. */
export interface Stays extends Compared {
  readonly ids: readonly string[]
  /** Of each customer. */
  readonly isThere: Uint8Array
  readonly byCustomer: readonly Trait[]
}

const MOST_RECORDS = 60_000

/**
 * A discrete-time hazard of attributes: one row for each customer and period between coming and leaving (Allison 1982). Those who came
 * within a period are in it too: many leave with their first order.
 */
export async function readStays(
  database: Database,
  { set, known }: { set: FeatureSet; known: readonly Known[] },
  source: ChurnSource,
  { silence, tenureUnit }: Pick<Company, 'silence' | 'tenureUnit'>,
  periods: readonly Period[],
): Promise<Stays> {
  const names = attributeColumns(set)
  const columns: Columns = {
    customer_id: 'text',
    came: 'number',
    went: 'number',
    has_left: 'flag',
    days_there: 'number',
    ...Object.fromEntries(names.map((name) => [name, 'text' as const])),
  }
  await database.rows(departures, departureValues(source, silence))
  const rows = await database.rows(query('stays', staysText, columns), {
    attributes: names,
    tenure_days: tenureUnit && DAYS[tenureUnit],
    most_customers: Math.ceil(MOST_RECORDS / Math.max(1, periods.length)),
  })
  const records = rows.flatMap(({ came, went, has_left, days_there }, customer) =>
    source === 'flag'
      ? [{ customer, period: 0, hasLeft: has_left === true, tenure: days_there as number | null }]
      : periods.flatMap(({ from, to }, period) =>
          Number(came) < to && (went === null || Number(went) >= from)
            ? [{ customer, period, hasLeft: went !== null && Number(went) < to, tenure: Number(came) < from ? from - Number(came) : null }]
            : [],
        ),
  )
  const cluster = Int32Array.from(records, ({ customer }) => customer)
  const byCustomer = known
    .filter(({ isAttribute }) => isAttribute)
    .flatMap((one) =>
      traitsOf(
        one,
        rows.map((row) => row[one.column] as string | null),
      ),
    )
  return {
    ids: rows.map(({ customer_id }) => String(customer_id)),
    isThere: Uint8Array.from(rows, ({ has_left }) => Number(has_left !== true)),
    byCustomer,
    traits: byCustomer.map((trait) => ({ ...trait, has: Int8Array.from(cluster, (customer) => trait.has[customer]!) })),
    rows: { labels: Uint8Array.from(records, ({ hasLeft }) => Number(hasLeft)), cluster, clusters: rows.length },
    exposure: exposureColumns(
      [records.map(({ tenure }) => tenure)],
      records.map(({ period }) => period),
    ),
  }
}
