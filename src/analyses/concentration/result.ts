import type { Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { gini, giniInterval, topShare, topShareInterval, type RankedGroup } from '../../stats/bootstrap'
import type { Interval } from '../../stats/wilson'
import type { Context, SettingsOf } from '../contract/definition'
import type { page } from './page'
import { below, curve, deciles, ranked } from './queries'
import { LARGEST } from './words'

export type ConcentrationSettings = SettingsOf<(typeof page)['options']>

export type Amount = 'revenue' | 'gross' | 'margin'

/** An interval of years needs fewer draws than the one that leads. */
const SAMPLES_OF_A_YEAR = 500

/** What the first customers hold of the whole: null where others took back more than they brought, so that it is no part of it. */
export interface Top {
  readonly customers: number
  readonly amount: number
  readonly share: number
  readonly interval: Interval | null
}

export interface Decile {
  readonly decile: number
  readonly customers: number
  readonly revenue: number
  /** Of the whole, and of the whole with all deciles before. */
  readonly share: number
  readonly cumulative: number
}

export interface Year {
  readonly year: number
  readonly customers: number
  readonly revenue: number
  readonly top: Top
  readonly isComplete: boolean
}

export interface ConcentrationResult {
  /** As set, where the data tell it. */
  readonly amount: Amount
  readonly customers: number
  readonly revenue: number
  readonly top: Top | null
  readonly largest: Top | null
  readonly gini: ({ readonly value: number } & Interval) | null
  /** So many customers bring half of the whole; null where the whole is nothing. */
  readonly halfFrom: number | null
  /** Share of customers and of what they bring, the largest first, from 0 on. */
  readonly curve: readonly (readonly [customers: number, revenue: number])[]
  readonly deciles: readonly Decile[]
  readonly years: readonly Year[]
  /** Customers who took back or cost more than they brought. */
  readonly below: { readonly customers: number; readonly revenue: number }
}

export async function concentration(
  database: Database,
  settings: ConcentrationSettings,
  { company }: Pick<Context, 'company'>,
): Promise<ConcentrationResult> {
  const amount = amountOf(settings, company)
  await database.rows(ranked, { amount })
  const rows = (await database.rows(curve)).map(({ year, count, sum }) => ({ year, count: count!, sum: sum! }))
  const groups = rows.filter(({ year }) => year === null)
  const [customers, revenue] = totalOf(groups)
  const share = settings.top / 100
  const [under] = await database.rows(below)
  return {
    amount,
    customers,
    revenue,
    top: topOf(groups, share),
    largest: customers > LARGEST ? topOf(groups, LARGEST / customers, 0) : null,
    gini: giniOf(groups),
    halfFrom: revenue > 0 ? halfFrom(groups, revenue) : null,
    curve: revenue > 0 ? curveOf(groups, customers, revenue) : [],
    deciles: decilesOf(await database.rows(deciles), revenue),
    years: yearsOf(
      rows.filter(({ year }) => year !== null),
      share,
      company,
    ),
    below: { customers: under!.customers!, revenue: under!.revenue ?? 0 },
  }
}

function amountOf({ amount }: ConcentrationSettings, { roles }: Company): Amount {
  return amount === 'margin' && !roles.orders?.includes('margin') && !roles.order_lines?.includes('margin') ? 'revenue' : (amount as Amount)
}

function totalOf(groups: readonly RankedGroup[]): [customers: number, revenue: number] {
  return groups.reduce(([customers, revenue], { count, sum }) => [customers + count, revenue + sum], [0, 0])
}

function topOf(groups: readonly RankedGroup[], wished: number, samples?: number): Top | null {
  const [all, revenue] = totalOf(groups)
  const customers = Math.max(1, Math.round(all * wished))
  const share = topShare(groups, customers / all)
  if (all < 2 || revenue <= 0 || share > 1) return null
  return { customers, amount: share * revenue, share, interval: topShareInterval(groups, customers / all, samples) }
}

function giniOf(groups: readonly RankedGroup[]): ConcentrationResult['gini'] {
  const [value, interval] = [gini(groups), giniInterval(groups)]
  return value === null || interval === null ? null : { value, ...interval }
}

function halfFrom(groups: readonly RankedGroup[], revenue: number): number {
  let [customers, held] = [0, 0]
  for (const { count, sum } of groups) {
    if (held + sum >= revenue / 2) return customers + Math.ceil((revenue / 2 - held) / (sum / count))
    customers += count
    held += sum
  }
  return customers
}

/** A point for every hundredth of the customers or of what they bring. */
function curveOf(groups: readonly RankedGroup[], customers: number, revenue: number): ConcentrationResult['curve'] {
  const points: (readonly [number, number])[] = [[0, 0]]
  let [seen, held] = [0, 0]
  for (const { count, sum } of groups) {
    seen += count
    held += sum
    const [x, y] = points.at(-1)!
    const isFar = seen / customers - x >= 0.01 || Math.abs(held / revenue - y) >= 0.01
    if (seen === customers || isFar) points.push([seen / customers, held / revenue])
  }
  return points
}

function decilesOf(rows: readonly { decile: number | null; customers: number | null; revenue: number | null }[], total: number): Decile[] {
  let held = 0
  return rows.map(({ decile, customers, revenue }) => {
    held += revenue!
    const share = total > 0 ? revenue! / total : 0
    return { decile: decile!, customers: customers!, revenue: revenue!, share, cumulative: total > 0 ? held / total : 0 }
  })
}

function yearsOf(rows: readonly (RankedGroup & { year: number | null })[], share: number, { spans }: Company): Year[] {
  const orders = spans.find(({ kind }) => kind === 'orders')
  return [...new Set(rows.map(({ year }) => year!))].flatMap((year) => {
    const groups = rows.filter((row) => row.year === year)
    const top = topOf(groups, share, SAMPLES_OF_A_YEAR)
    if (!top) return []
    const isComplete = (orders?.seenFrom ?? '9') <= `${year}-01-01` && (orders?.seenUntil ?? '') >= `${year}-12-31`
    return [{ year, customers: totalOf(groups)[0], revenue: totalOf(groups)[1], top, isComplete }]
  })
}
