import type { Database, RowOf } from '../../engine/database'
import { parseRule } from '../../model/runtime/parse-rule'
import { sourcesOf, type Line, type Rule } from '../../model/runtime/rule'
import { bringMoney } from '../../model/runtime/filter-fields'
import { shareIntervals, type GroupValues } from '../../stats/bootstrap'
import { riskDifference, type RiskDifference, type Stratum } from '../../stats/mantel-haenszel'
import { wilson, type Interval } from '../../stats/wilson'
import type { Context } from '../contract/definition'
import { kindNames, usualKinds } from './kinds'
import type { RelationshipsSettings } from './options'
import { NONE } from './places'
import { amounts, factsBefore, moves, peers, sizes, standing, statedBy } from './queries'

export interface Share {
  readonly value: number
  readonly interval: Interval | null
}

export interface Kind {
  readonly place: number
  readonly name: string
  readonly customers: number
  /** Of all customers who have ordered. */
  readonly share: Share
  readonly revenue: number | null
  readonly revenueShare: Share | null
  /** Median days of those of the kind. */
  readonly gap: number | null
  /** Who was of the kind at the earlier day, and who of them ordered from then on. */
  readonly before: number
  readonly back: number
  readonly backShare: Share | null
  /** Who of them came back beyond those of other kinds with as many orders and as long a silence; null where there are none such, or that is all that tells the kind. */
  readonly beyond: RiskDifference | null
}

export interface RelationshipsResult {
  /** The kinds in force, as they are edited on the page. */
  readonly rule: Rule
  readonly isUsual: boolean
  readonly kinds: readonly Kind[]
  /** Of no kind: those who have not ordered, and those whom no rule fits. */
  readonly without: number
  readonly customers: number
  readonly revenue: number | null
  /** 'YYYY-MM-DD': the day at which everybody was classed to see who came back; null where the file is too short. */
  readonly before: string | null
  readonly within: number
  /** Of all who had ordered by then. */
  readonly everyone: { readonly before: number; readonly back: number }
  /** From kind (−1: of none) to kind, among those who had ordered by then; `isNew`: who had not. */
  readonly moves: readonly { readonly from: number; readonly to: number; readonly customers: number; readonly isNew: boolean }[]
  /** What a column states beside what the rules say; empty where none is chosen. */
  readonly stated: readonly { readonly value: string; readonly kind: number; readonly customers: number }[]
}

const DAY = 86_400_000

export async function relationships(
  database: Database,
  settings: RelationshipsSettings,
  { company }: Context,
): Promise<RelationshipsResult> {
  const asked = parseRule(settings.kinds)
  const rule = asked ?? (await usualKinds(database, company))
  const within = Number(settings.within)
  const until = new Date(Date.parse(`${company.asOf!}T00:00:00Z`) - within * DAY).toISOString().slice(0, 10)
  // Before the file begins nobody stood anywhere.
  const isLong = company.firstAt !== null && until > company.firstAt.slice(0, 10)
  await database.rows(factsBefore, { until })
  await database.rows(standing(rule, company, until))
  const counted = await database.rows(sizes)
  const moved = await database.rows(moves)
  const alike = isLong ? await database.rows(peers) : []
  const hasMoney = bringMoney(company)
  const money = hasMoney ? await sharesOf(database) : null
  const names = kindNames(rule)
  const ordered = counted.filter(({ kind }) => kind !== NONE)
  const customers = sum(ordered.map((row) => row.customers!))
  const there = isLong ? moved.filter(({ was_there: was }) => was) : []
  return {
    rule,
    isUsual: asked === null,
    kinds: names.map((name, place): Kind => {
      const row = counted.find(({ kind }) => kind === place)
      const own = there.filter(({ kind_before: from }) => from === place)
      const [before, back] = [sum(own.map((one) => one.customers!)), sum(own.map((one) => one.back!))]
      const size = row?.customers ?? 0
      return {
        place,
        name,
        customers: size,
        share: { value: customers > 0 ? size / customers : 0, interval: customers > 0 ? wilson(size, customers) : null },
        revenue: hasMoney ? (row?.revenue ?? 0) : null,
        revenueShare: money?.get(place) ?? null,
        gap: row?.gap ?? null,
        before,
        back,
        beyond: isByPaceAlone(rule.lines[place]!) ? null : beyond(alike, place),
        backShare: before > 0 ? { value: back / before, interval: wilson(back, before) } : null,
      }
    }),
    without: counted.find(({ kind }) => kind === NONE)?.customers ?? 0,
    customers,
    revenue: hasMoney ? sum(ordered.map((row) => row.revenue ?? 0)) : null,
    before: isLong ? until : null,
    within,
    everyone: { before: sum(there.map((one) => one.customers!)), back: sum(there.map((one) => one.back!)) },
    moves: isLong ? moved.map((row) => ({ from: row.kind_before!, to: row.kind!, customers: row.customers!, isNew: !row.was_there })) : [],
    stated:
      settings.by === ''
        ? []
        : (await database.rows(statedBy)).map((row) => ({ value: row.value!, kind: row.kind!, customers: row.customers! })),
  }
}

const PACE = ['fact.orders', 'fact.silent', 'fact.late', 'fact.gap', 'fact.first', 'fact.last', 'fact.ordered', 'order']

/** Nobody else orders as often and as lately: there is no like to compare with. */
function isByPaceAlone(line: Line): boolean {
  return [...sourcesOf({ kind: 'group', of: 'all', lines: [line] })].every((source) => PACE.includes(source))
}

function beyond(rows: readonly RowOf<(typeof peers)['columns']>[], place: number): RiskDifference | null {
  const strata = new Map<string, Stratum>()
  for (const row of rows) {
    const key = `${row.orders_before} ${row.silence_before}`
    const { one, ofOne, other, ofOther } = strata.get(key) ?? { one: 0, ofOne: 0, other: 0, ofOther: 0 }
    const [customers, back] = [row.customers!, row.back!]
    const isOwn = row.kind_before === place
    strata.set(
      key,
      isOwn
        ? { one: one + back, ofOne: ofOne + customers, other, ofOther }
        : { one, ofOne, other: other + back, ofOther: ofOther + customers },
    )
  }
  return riskDifference([...strata.values()])
}

async function sharesOf(database: Database): Promise<ReadonlyMap<number, Share>> {
  const rows = await database.rows(amounts)
  const places = [...new Set(rows.map(({ kind }) => kind!))]
  const groups = places.map((place): GroupValues => {
    const own = rows.filter(({ kind }) => kind === place)
    const rest = own.find(({ amount }) => amount === null)
    return {
      large: own.flatMap(({ amount }) => (amount === null ? [] : [amount])),
      restSum: rest?.total ?? 0,
      restSquares: rest?.squares ?? 0,
    }
  })
  const total = sum(rows.map((row) => row.total!))
  if (!(total > 0)) return new Map()
  const { each } = shareIntervals(groups)
  return new Map(
    places.map((place, index) => {
      const own = sum(rows.filter(({ kind }) => kind === place).map((row) => row.total!))
      return [place, { value: own / total, interval: each[index]! }] as const
    }),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
