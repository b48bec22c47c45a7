import type { Database } from '../../engine/database'
import type { Context } from '../contract/definition'
import { wilson, type Interval } from '../../stats/wilson'
import type { RhythmSettings } from './options'
import { calendar, days, due, foreseen, items, once, paces, states } from './queries'
import { seasonsOf, type UnitSeason } from './seasons'

export const STATES = ['not yet', 'due', 'overdue', 'long overdue'] as const
export type State = (typeof STATES)[number]

export interface StateRow {
  readonly state: State
  /** Of customers, or of customers and items. */
  readonly paces: number
  readonly customers: number
  readonly usualDays: number | null
}

export interface RhythmResult {
  readonly asOf: string
  readonly of: 'customer' | 'category' | 'product'
  readonly paces: number
  readonly usualDays: number | null
  readonly states: readonly StateRow[]
  /** By the middle of what is to be expected, in weeks from the as-of date on. */
  readonly calendar: readonly { readonly week: number; readonly paces: number; readonly customers: number }[]
  readonly items: readonly {
    readonly item: string
    readonly customers: number
    readonly usualDays: number
    readonly low: number
    readonly high: number
    readonly due: number
  }[]
  /** Customers with one order day, who have no pace. */
  readonly once: number
  /** Tenth, quarter, half, three quarters, nine tenths and nineteen twentieths of the errors: what all dates are told with. */
  readonly bounds: readonly number[]
  /** Of last gaps foreseen, how many lay in the interval that is to hold eight in ten; null: too few to tell. */
  readonly check: (Interval & { readonly tried: number; readonly held: number }) | null
  readonly seasons: readonly UnitSeason[]
}

/** Of a normal distribution: where too few last gaps are there to take them from. */
const NORMAL = [-1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449]
const FEWEST = 40

export async function rhythm(database: Database, settings: RhythmSettings, { company, pause }: Context): Promise<RhythmResult> {
  const asOf = settings.as_of || company.asOf!
  await database.rows(paces, { skip: 1 })
  const [errors] = await database.rows(foreseen)
  const isEnough = (errors?.measured ?? 0) >= FEWEST && (errors?.tried ?? 0) >= FEWEST
  const bounds = isEnough
    ? [errors!.tenth!, errors!.quarter!, errors!.half!, errors!.three_quarters!, errors!.nine_tenths!, errors!.nineteen!]
    : NORMAL
  await pause()
  await database.rows(paces, { skip: 0 })
  await database.rows(due, { bounds })
  const found = await database.rows(states)
  const rows = STATES.map((state): StateRow => {
    const own = found.find((row) => row.state === state)
    return { state, paces: own?.paces ?? 0, customers: own?.customers ?? 0, usualDays: own?.usual_days ?? null }
  })
  const span = company.spans.find(({ kind }) => kind === 'orders')
  const [from, until] = [span?.seenFrom ?? company.firstAt, span?.seenUntil ?? company.lastAt].map((day) => day?.slice(0, 10) ?? null)
  const counted = from && until ? await database.rows(days, { seen_from: from, seen_until: until }) : []
  const week = await database.rows(calendar)
  return {
    asOf,
    of: settings.item_of as RhythmResult['of'],
    paces: rows.reduce((sum, row) => sum + row.paces, 0),
    usualDays: found.find(({ state }) => state === null)?.usual_days ?? null,
    states: rows,
    calendar: Array.from({ length: settings.weeks }, (_, at) => {
      const own = week.find((row) => row.week === at)
      return { week: at, paces: own?.paces ?? 0, customers: own?.customers ?? 0 }
    }),
    items: (await database.rows(items)).map((row) => ({
      item: row.item!,
      customers: row.customers!,
      usualDays: row.usual_days!,
      low: row.low!,
      high: row.high!,
      due: row.due!,
    })),
    once: (await database.rows(once))[0]?.customers ?? 0,
    bounds,
    check: isEnough ? { tried: errors!.tried!, held: errors!.held!, ...wilson(errors!.held!, errors!.tried!) } : null,
    seasons:
      from && until
        ? seasonsOf(
            counted.map((row) => ({ day: row.day!, orders: row.orders! })),
            from,
            until < asOf ? until : dayBefore(asOf),
          )
        : [],
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}
