import type { Database, RowOf } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { NO_CUSTOMER } from '../../model/mapping/left-out'
import { topShare, topShareInterval, type RankedGroup } from '../../stats/bootstrap'
import type { Interval } from '../../stats/wilson'
import type { Context } from '../contract/definition'
import type { OverviewSettings } from './options'
import { activity, base, groups, margins, months, ranked, topCustomers, topLines, topOrders, totals } from './queries'

export type Month = RowOf<typeof months.columns>
export type Activity = RowOf<typeof activity.columns>
export type Base = RowOf<typeof base.columns>
export type Group = RowOf<typeof groups.columns>
export type Margins = RowOf<typeof margins.columns>

/** Part of the whole by one kind of name, largest first; name null: all names after the first twenty, `names` of them. */
export interface TopRow {
  readonly name: string | null
  readonly names: number
  readonly customers: number | null
  readonly orders: number | null
  readonly revenue: number | null
  readonly churned: number | null
  /** Of revenue; of customers where there are no orders. */
  readonly share: number | null
}

export interface Top {
  readonly kind: string
  readonly label: string
  readonly rows: readonly TopRow[]
}

/** How unevenly revenue is spread. */
export interface Concentration {
  /** The tenth, as a number of customers and as what they hold. */
  readonly customers: number
  readonly revenue: number
  readonly share: number
  readonly interval: Interval | null
  /** The fewest customers that hold half of the revenue. */
  readonly halfFrom: number
  /** Cumulative: share of customers, share of revenue. */
  readonly curve: readonly (readonly [number, number])[]
  /** The tenth's place in it. */
  readonly curveAt: number
}

export interface Totals extends RowOf<typeof totals.columns> {
  /** Rows of the files, as the accounting counts them. */
  readonly rows_without_customer: number
}

export interface OverviewResult {
  /** null: no orders. */
  readonly totals: Totals | null
  readonly base: Base
  readonly months: readonly Month[]
  readonly concentration: Concentration | null
  readonly tops: readonly Top[]
  readonly groups: readonly Group[]
  /** null where lines tell no discount, or not what they earned. */
  readonly margins: Margins | null
  readonly groupsBy: string | null
  /** What happened by month besides orders; empty where there are orders. */
  readonly activity: readonly Activity[]
}

/** Customers ranked by revenue: the share of them that the first finding speaks of. */
export const TOP_SHARE = 0.1

/** Lines given away by more than this share are told apart. */
export const LARGE_DISCOUNT = 0.2

async function marginsOf(database: Database, { roles }: Company): Promise<Margins | null> {
  const told = roles.order_lines ?? []
  if (!told.includes('margin') || !told.includes('discount')) return null
  const [row] = await database.rows(margins, { from_share: LARGE_DISCOUNT })
  return row ?? null
}

export async function computeOverview(database: Database, settings: OverviewSettings, { company }: Context): Promise<OverviewResult> {
  const [all] = await database.rows(base)
  const hasOrders = (company.tables.orders ?? 0) > 0
  const common = {
    base: all!,
    groupsBy: nameOf(settings.by, company),
    groups: settings.by === '' ? [] : await database.rows(groups, { has_orders: hasOrders }),
  }
  if (!hasOrders) {
    return {
      ...common,
      totals: null,
      margins: null,
      months: [],
      concentration: null,
      tops: await customerTops(database, company, all!),
      activity: await database.rows(activity),
    }
  }
  const [sums] = await database.rows(totals)
  const nameless = company.accounting.filter(({ label, kind }) => kind === 'left out' && label === NO_CUSTOMER)
  return {
    ...common,
    totals: { ...sums!, rows_without_customer: nameless.reduce((sum, { rows }) => sum - rows, 0) },
    margins: await marginsOf(database, company),
    months: sums!.customers ? await database.rows(months) : [],
    concentration: concentration((await database.rows(ranked)).map(({ count, sum }) => ({ count: count!, sum: sum ?? 0 }))),
    tops: await orderTops(database, company, sums!.revenue_net ?? 0),
    activity: [],
  }
}

function nameOf(by: string, company: Company): string | null {
  if (by === '') return null
  return company.attributes.find(({ id }) => id === by)?.label ?? 'segment'
}

const ORDER_KINDS = [
  { kind: 'country', label: 'Countries', table: 'orders', query: topOrders },
  { kind: 'category', label: 'Categories', table: 'order_lines', query: topLines },
  { kind: 'channel', label: 'Channels', table: 'orders', query: topOrders },
  { kind: 'product', label: 'Products', table: 'order_lines', query: topLines },
] as const

async function orderTops(database: Database, company: Company, revenue: number): Promise<Top[]> {
  const tops: Top[] = []
  for (const { kind, label, table, query } of ORDER_KINDS) {
    if (!company.roles[table]?.includes(kind)) continue
    const rows = await database.rows(query, { kind })
    // What is taken back from one adds to the others: parts of which one is negative are no shares.
    const areShares = revenue > 0 && rows.every((row) => (row.revenue ?? 0) >= 0)
    const shared = rows.map((row) => ({
      ...row,
      names: row.names ?? 0,
      churned: null,
      share: areShares && row.revenue !== null ? row.revenue / revenue : null,
    }))
    tops.push({ kind, label, rows: shared })
  }
  return tops
}

const CUSTOMER_KINDS = [
  { kind: 'plan', label: 'Plans' },
  { kind: 'country', label: 'Countries' },
  { kind: 'region', label: 'Regions' },
  { kind: 'status', label: 'Statuses' },
  { kind: 'industry', label: 'Industries' },
  { kind: 'source', label: 'Sources' },
  { kind: 'gender', label: 'Genders' },
  { kind: 'city', label: 'Cities' },
] as const

async function customerTops(database: Database, company: Company, all: Base): Promise<Top[]> {
  const tops: Top[] = []
  for (const { kind, label } of CUSTOMER_KINDS) {
    if (!company.roles.customers?.includes(kind)) continue
    const rows = await database.rows(topCustomers, { kind })
    const shared = rows.map((row) => ({
      ...row,
      names: row.names ?? 0,
      orders: null,
      share: all.customers ? (row.customers ?? 0) / all.customers : null,
    }))
    tops.push({ kind, label, rows: shared })
  }
  return tops
}

function concentration(groups: readonly RankedGroup[]): Concentration | null {
  const customers = groups.reduce((sum, { count }) => sum + count, 0)
  const revenue = groups.reduce((sum, { sum: own }) => sum + own, 0)
  if (customers < 2 || revenue <= 0) return null
  const top = Math.round(customers * TOP_SHARE)
  const share = topShare(groups, top / customers)
  // The others took back more than they bought: what the tenth holds is no part of the whole.
  if (share > 1) return null
  const points = curve(groups, customers, revenue)
  return {
    customers: top,
    revenue: share * revenue,
    share,
    interval: topShareInterval(groups, TOP_SHARE),
    halfFrom: halfFrom(groups, revenue),
    curve: points,
    curveAt: points.findIndex(([part]) => part >= top / customers),
  }
}

function halfFrom(groups: readonly RankedGroup[], revenue: number): number {
  let customers = 0
  let held = 0
  for (const { count, sum } of groups) {
    if (held + sum >= revenue / 2) return customers + Math.ceil((revenue / 2 - held) / (sum / count))
    customers += count
    held += sum
  }
  return customers
}

/** Fine where it is steep: every quarter of a per cent up to the tenth, which is a point itself, then every per cent. */
function curve(groups: readonly RankedGroup[], customers: number, revenue: number): [number, number][] {
  const points: [number, number][] = [[0, 0]]
  const top = Math.round(customers * TOP_SHARE)
  let counted = 0
  let held = 0
  for (const { count, sum } of groups) {
    const passesTop = counted < top && counted + count > top
    if (passesTop) points.push([top / customers, (held + ((top - counted) * sum) / count) / revenue])
    counted += count
    held += sum
    const share = counted / customers
    const isStep = share - points.at(-1)![0] >= (share <= TOP_SHARE ? 0.0025 : 0.01)
    if (isStep || counted === top || counted === customers) points.push([share, held / revenue])
  }
  // The last sum is the total but for the last bits of its additions.
  return points.map(([share, part]) => [share, Math.min(1, part)])
}
