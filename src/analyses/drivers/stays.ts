import { query, type Columns, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { DAYS } from '../../model/company/tenure-unit'
import { departures, departureValues } from '../departures/departures'
import { attributeColumns, type FeatureSet, type ChurnSource } from '../churn-features/features'
import type { Stay } from './at-risk'
import { clockOf, type Clock } from './clock'
import type { Compared } from './compare'
import { exposureColumns } from './exposure'
import { growsWithStay } from './grows-with-stay'
import type { Period } from './periods'
import type { Known } from './records'
import staysText from './stays.sql?raw'
import { traitsOf, type Trait } from './traits'

/** Customers with their attributes, and whether each left in each of the periods in which they could. */
export interface Stays {
  readonly ids: readonly string[]
  /** Of each customer. */
  readonly isThere: Uint8Array
  readonly traits: readonly Trait[]
  /** A row for each customer and period between coming and leaving: a discrete-time hazard (Allison 1982). */
  readonly reasons: Compared
  /** What only tells how long they stayed, compared as everybody is now. */
  readonly signs: Compared
  /** Days within which leaving is told; 0 where nothing tells when somebody left. */
  readonly horizon: number
  /** Times at which somebody could leave. */
  readonly trials: number
}

const MOST_RECORDS = 60_000

/** Attributes of customers beside their leaving. `wished`: days within which to tell of it, 0 for the usual ones. */
export async function readStays(
  database: Database,
  { set, known }: { set: FeatureSet; known: readonly Known[] },
  source: ChurnSource,
  { silence, tenureUnit }: Pick<Company, 'silence' | 'tenureUnit'>,
  periods: readonly Period[],
  wished: number,
): Promise<Stays> {
  const names = attributeColumns(set)
  const columns: Columns = {
    customer_id: 'text',
    came: 'number',
    went: 'number',
    has_left: 'flag',
    days_there: 'number',
    stayed: 'number',
    ...Object.fromEntries(names.map((name) => [name, 'text' as const])),
  }
  await database.rows(departures, departureValues(source, silence))
  const rows = await database.rows(query('stays', staysText, columns), {
    attributes: names,
    tenure_days: tenureUnit && DAYS[tenureUnit],
    most_customers: Math.ceil(MOST_RECORDS / Math.max(1, periods.length)),
  })
  const stays = rows.map((row): Stay => {
    const number = (name: string) => row[name] as number | null
    return {
      came: number('came'),
      went: number('went'),
      hasLeft: row.has_left === true,
      daysThere: number('days_there'),
      tenure: number('stayed'),
    }
  })
  const clock = clockOf(stays, source, tenureUnit && DAYS[tenureUnit], periods, wished)
  const tenures = clock.isTenure ? stays.map(({ tenure }) => tenure) : null
  const traits = known
    .filter(({ isAttribute }) => isAttribute)
    .flatMap((one) => {
      const values = rows.map((row) => row[one.column] as string | null)
      return traitsOf({ ...one, isHabit: one.isHabit || (tenures !== null && growsWithStay(one, values, tenures)) }, values)
    })
  const hasLeft = Uint8Array.from(stays, (stay) => Number(stay.hasLeft))
  return {
    ids: rows.map(({ customer_id }) => String(customer_id)),
    isThere: hasLeft.map((left) => 1 - left),
    traits,
    reasons: asCompared(
      clock,
      traits.filter(({ isHabit }) => !isHabit),
      stays.length,
    ),
    signs: {
      traits: traits.filter(({ isHabit }) => isHabit),
      rows: { labels: hasLeft, cluster: Int32Array.from(stays.keys()), clusters: stays.length },
      steps: 1,
      exposure: [],
    },
    horizon: clock.horizon,
    trials: clock.atRisk.reduce((sum, { trials }) => sum + trials, 0),
  }
}

function asCompared({ atRisk, isTenure, steps }: Clock, traits: readonly Trait[], clusters: number): Compared {
  const cluster = Int32Array.from(atRisk, ({ customer }) => customer)
  return {
    traits: traits.map((trait) => ({ ...trait, has: ofRows(trait.has, cluster) })),
    rows: {
      labels: Uint8Array.from(atRisk, ({ hasLeft }) => Number(hasLeft)),
      trials: Uint32Array.from(atRisk, ({ trials }) => trials),
      cluster,
      clusters,
    },
    steps,
    exposure: exposureColumns(
      isTenure ? [] : [atRisk.map(({ daysThere }) => daysThere)],
      atRisk.map(({ period }) => period),
    ),
  }
}

function ofRows(has: Int8Array, cluster: Int32Array): Int8Array {
  const rows = new Int8Array(cluster.length)
  for (let row = 0; row < rows.length; row++) rows[row] = has[cluster[row]!]!
  return rows
}
