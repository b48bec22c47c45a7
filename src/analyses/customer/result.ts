import type { Database, RowOf } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Context } from '../contract/definition'
import { cutsOf, type Cuts } from '../rfm/cuts'
import { onFive, segmentOf, type Segment } from '../rfm/scoring'
import { addPeriods } from '../wording/calendar-periods'
import * as queries from './queries'

/** Things drawn and listed; all are exported. */
const MOST_DRAWN = 2000

/** Silences as long as this are looked at for as many days more. */
export const WITHIN = 30
/** Of those with this many order days or more, where the customer has as many. */
const STEADY = 7

export interface Meant {
  readonly id: string
  readonly name: string | null
}

export interface OrderDay {
  readonly day: string
  readonly orders: number
  readonly revenue: number
  readonly gapBefore: number | null
}

export interface Silences {
  readonly silences: number
  readonly ended: number
  /** They are those of customers with so many order days or more. */
  readonly leastDays: number
}

/** Where a customer stood in the past. Scores are fifths, 5 the best. */
export interface PastState {
  readonly asOf: string
  readonly segment: Segment | null
  readonly recency: number | null
  readonly frequency: number | null
}

export interface CustomerResult {
  /** Null where nobody is meant by what was typed. */
  readonly customer: (Meant & { readonly email: string | null }) | null
  readonly wanted: string
  /** What customers are called. */
  readonly subject: string
  /** Others who may be meant, the likeliest first. */
  readonly others: readonly Meant[]
  readonly asOf: string | null
  readonly attributes: readonly { readonly label: string; readonly value: string }[]
  readonly timeline: readonly RowOf<typeof queries.timeline.columns>[]
  /** What has no date. */
  readonly undated: CustomerResult['timeline']
  readonly things: number
  readonly days: readonly OrderDay[]
  readonly silentDays: number | null
  readonly silences: Silences | null
  readonly standing: readonly RowOf<typeof queries.standing.columns>[]
  readonly products: readonly RowOf<typeof queries.products.columns>[]
  readonly history: readonly PastState[]
  readonly similar: readonly (Meant & { readonly orders: number | null; readonly revenue: number | null; readonly distance: number })[]
  readonly place: {
    readonly place: number
    readonly customers: number
    readonly before: string | null
    readonly after: string | null
  } | null
  /** What the setting offers. */
  readonly choices: { readonly id: readonly string[] }
}

export async function oneCustomer(
  database: Database,
  { id }: { readonly id: string },
  { company }: Pick<Context, 'company'>,
): Promise<CustomerResult> {
  const [first, ...others] = await database.rows(queries.find, { id })
  const empty = { wanted: id, subject: company.subject.one, asOf: company.asOf, others: [], choices: { id: [] } }
  if (!first) return { ...empty, customer: null, ...NOTHING }
  const own = { customer: first.customer_id!, customer_key: first.customer_key! }
  const told = await database.rows(queries.timeline, own)
  const timeline = told.filter(({ happened_at }) => happened_at !== null)
  const hasOrders = (company.tables.orders ?? 0) > 0
  const days = hasOrders ? (await database.rows(queries.orderDays)).map(dayOf) : []
  const silentDays = days.length > 0 && company.asOf ? daysBetween(days.at(-1)!.day, company.asOf) : null
  const [place] = await database.rows(queries.neighbours)
  return {
    ...empty,
    customer: { id: first.customer_id!, name: first.name, email: first.email },
    others: others.filter(({ likeness }) => id !== '' && likeness! > first.likeness! - 1).map(meant),
    attributes: await attributesOf(database, company),
    timeline: timeline.slice(-MOST_DRAWN),
    undated: told.slice(timeline.length, timeline.length + MOST_DRAWN),
    things: timeline.length,
    days,
    silentDays,
    silences: silentDays === null ? null : await silencesOf(database, silentDays, days.length),
    standing: hasOrders ? await database.rows(queries.standing) : [],
    products: (company.tables.order_lines ?? 0) > 0 ? await database.rows(queries.products) : [],
    history: hasOrders ? await historyOf(database, company) : [],
    similar: await similarOf(database, company),
    place: place ? { place: place.place!, customers: place.customers!, before: place.before, after: place.after } : null,
  }
}

const NOTHING = {
  attributes: [],
  timeline: [],
  undated: [],
  things: 0,
  days: [],
  silentDays: null,
  silences: null,
  standing: [],
  products: [],
  history: [],
  similar: [],
  place: null,
}

function meant({ customer_id, name }: { customer_id: string | null; name: string | null }): Meant {
  return { id: customer_id!, name }
}

function dayOf({ day, orders, revenue, gap_before }: RowOf<typeof queries.orderDays.columns>): OrderDay {
  return { day: day!, orders: orders!, revenue: revenue ?? 0, gapBefore: gap_before }
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
}

async function attributesOf(database: Database, company: Company): Promise<CustomerResult['attributes']> {
  if (company.attributes.length === 0) return []
  const [row] = await database.rows(queries.attributesQuery(company))
  return company.attributes.flatMap(({ label, type }, index) => {
    const value = row?.[`value_${index}`]
    return value === null || value === undefined ? [] : [{ label, value: type === 'number' ? value.replace(/\.0$/, '') : value }]
  })
}

async function silencesOf(database: Database, silentDays: number, orderDays: number): Promise<Silences> {
  const leastDays = Math.min(STEADY, Math.max(2, orderDays))
  const [row] = await database.rows(queries.silences, { silent_days: silentDays, within_days: WITHIN, least_days: leastDays })
  return { silences: row!.silences!, ended: row!.ended!, leastDays }
}

/** As of today and of four days a quarter of a year apart before it, each among all customers of that day. */
async function historyOf(database: Database, { asOf, firstAt }: Company): Promise<readonly PastState[]> {
  if (!asOf || !firstAt) return []
  const past: PastState[] = []
  for (let quarters = 4; quarters >= 0; quarters--) {
    const day = addPeriods(asOf, 'month', -3 * quarters)
    if (day <= firstAt.slice(0, 10)) continue
    // Last of all the date in force, so that what follows reads it.
    const variables = { as_of: day, frequency: 'orders', monetary: 'sum' }
    const cuts = cutsOf(await database.rows(queries.cuts, variables))
    const [own] = await database.rows(queries.scores)
    past.push(stateOf(day, cuts, own))
  }
  return past
}

function stateOf(asOf: string, cuts: Cuts | null, own: RowOf<typeof queries.scores.columns> | undefined): PastState {
  if (!cuts || !own) return { asOf, segment: null, recency: null, frequency: null }
  const passed = (value: number, points: readonly number[]) => points.filter((point) => value > point).length
  const recency = cuts.recency.levels - passed(own.recency_days!, cuts.recency.cuts)
  const frequency = 1 + passed(own.frequency!, cuts.frequency.cuts)
  const levels = { r: cuts.recency.levels, f: cuts.frequency.levels, m: 1 }
  return {
    asOf,
    segment: segmentOf(recency, frequency, levels, 'f'),
    recency: onFive(recency, levels.r, 5),
    frequency: onFive(frequency, levels.f, 1),
  }
}

async function similarOf(database: Database, company: Company): Promise<CustomerResult['similar']> {
  const query = queries.similarQuery(company)
  if (!query) return []
  const rows = await database.rows(query)
  return rows
    .filter(({ distance }) => distance !== null)
    .map((row) => ({ ...meant(row), orders: row.orders, revenue: row.revenue, distance: row.distance! }))
}
