import type { Database, RowOf, Variables } from '../../engine/database'
import type { Silence } from '../../model/company/company'
import { rateRatio } from '../../stats/rate-ratio'
import type { Interval } from '../../stats/wilson'
import { addPeriods } from '../wording/calendar-periods'
import type { Context } from '../contract/definition'
import { departed as departedQuery, departures, departureValues } from '../departures/departures'
import { periodOf, sourceOf, type LifecycleSettings, type ActivitySource } from './options'
import { counts, due, left, statuses, stickiness } from './queries'

export type Status = 'new' | 'returning' | 'resurrecting' | 'dormant'

/** One period: active = new + returning + resurrecting; active one period earlier = returning + dormant. */
export interface LifecyclePeriod {
  readonly startedOn: string
  readonly new: number
  readonly returning: number
  readonly resurrecting: number
  readonly dormant: number
  readonly active: number
  /** Whose last order it holds, with a longer silence after it than counts as gone; null where no orders tell. */
  readonly left: number | null
  readonly isComplete: boolean
  /** The data begin here: whoever had been active before counts as new. */
  readonly isFirst: boolean
}

/** How many came or came back for each who fell silent, over several periods; null where nobody fell silent. */
export interface QuickRatio extends Interval {
  readonly ratio: number
  readonly gained: number
  readonly lost: number
  readonly from: string
  readonly to: string
  readonly periods: number
}

export interface Stickiness {
  readonly periods: number
  readonly from: string
  /** The day after the last of them. */
  readonly until: string
  /** One for each number of active periods from 1 on, zeros included. */
  readonly counts: readonly { readonly times: number; readonly customers: number }[]
}

/** Customers by who left, as every page has them. */
export interface Departed {
  readonly silence: Silence
  readonly customers: number
  readonly gone: number
}

/** Who fell silent in the newest complete period and has been so for longer than is usual for them. */
export interface Due {
  readonly customers: number
  /** What its set is read with. */
  readonly values: Variables
}

export interface LifecycleResult {
  readonly source: ActivitySource
  /** Null where events make customers active, or no silence is told. */
  readonly departed: Departed | null
  readonly due: Due | null
  readonly periods: readonly LifecyclePeriod[]
  readonly quick: QuickRatio | null
  readonly stickiness: Stickiness | null
  /** Under `by`, the largest groups; the rest are one. */
  readonly groups: readonly { readonly name: string; readonly periods: readonly LifecyclePeriod[]; readonly quick: QuickRatio | null }[]
}

const OTHER_GROUP = 'All other values'
const LIMITS = { most_groups: 12, other_group: OTHER_GROUP }

/** The quick ratio of one period jumps; three together tell where it goes. */
const TOGETHER = 3

export async function lifecycle(database: Database, settings: LifecycleSettings, { company }: Context): Promise<LifecycleResult> {
  const source = sourceOf(settings, company)
  const variables = { ...LIMITS, active_by: source }
  await database.rows(statuses, variables)
  const rows = await database.rows(counts)
  const silence = source === 'orders' ? company.silence : null
  const departed = silence && (await departedOf(database, silence))
  const periods = rows
    .filter(({ group_name }) => group_name === null)
    .map(periodAt)
    .map((one) => ({ ...one, left: departed && (departed.byPeriod.get(one.startedOn) ?? 0) }))
  const names = [...new Set(rows.flatMap(({ group_name }) => (group_name === null ? [] : [group_name])))]
  const groups =
    settings.by === '' ? [] : names.map((name) => ({ name, periods: rows.filter((row) => row.group_name === name).map(periodAt) }))
  return {
    source,
    departed: departed && { silence: silence!, customers: departed.customers, gone: departed.gone },
    due: departed && (await dueOf(database, periods, departed.values)),
    periods,
    quick: quickRatio(periods),
    stickiness: await lookBack(database, settings, periods),
    groups: groups
      .map((group) => ({ ...group, quick: quickRatio(group.periods) }))
      .sort((a, b) => Number(a.name === OTHER_GROUP) - Number(b.name === OTHER_GROUP) || customersOf(b.periods) - customersOf(a.periods)),
  }
}

async function departedOf(database: Database, silence: Silence) {
  const values = departureValues('orders', silence)
  await database.rows(departures, values)
  const counted = await database.rows(departedQuery)
  const byPeriod = new Map((await database.rows(left)).map(({ started_on, customers }) => [started_on!, customers!]))
  const sum = (of: 'known' | 'gone') => counted.reduce((total, row) => total + row[of]!, 0)
  return { values, byPeriod, customers: sum('known'), gone: sum('gone') }
}

async function dueOf(database: Database, periods: readonly LifecyclePeriod[], values: Variables): Promise<Due | null> {
  const last = toldPeriods(periods).at(-1)
  if (!last) return null
  const [row] = await database.rows(due, { at_period: last.startedOn })
  return { customers: row!.customers!, values }
}

function periodAt(row: RowOf<typeof counts.columns>, index: number): LifecyclePeriod {
  const [fresh, returning, resurrecting] = [row.new_customers!, row.returning_customers!, row.resurrecting_customers!]
  return {
    startedOn: row.started_on!,
    new: fresh,
    returning,
    resurrecting,
    dormant: row.dormant_customers!,
    active: fresh + returning + resurrecting,
    left: null,
    isComplete: row.is_complete!,
    isFirst: index === 0,
  }
}

function customersOf(periods: readonly LifecyclePeriod[]): number {
  return periods.reduce((sum, one) => sum + one.new, 0)
}

/** Complete periods after the first, which has no history. */
export function toldPeriods(periods: readonly LifecyclePeriod[]): readonly LifecyclePeriod[] {
  return periods.filter(({ isComplete, isFirst }) => isComplete && !isFirst)
}

/** (new + resurrecting) / dormant over the newest complete periods. */
function quickRatio(all: readonly LifecyclePeriod[]): QuickRatio | null {
  const told = toldPeriods(all).slice(-TOGETHER)
  const gained = told.reduce((sum, one) => sum + one.new + one.resurrecting, 0)
  const lost = told.reduce((sum, one) => sum + one.dormant, 0)
  if (gained === 0 || lost === 0) return null
  return { ...rateRatio(gained, lost), gained, lost, from: told[0]!.startedOn, to: told.at(-1)!.startedOn, periods: told.length }
}

async function lookBack(database: Database, settings: LifecycleSettings, all: readonly LifecyclePeriod[]): Promise<Stickiness | null> {
  const complete = all.filter(({ isComplete }) => isComplete).slice(-settings.window)
  const [first, last] = [complete[0], complete.at(-1)]
  if (!first || !last || complete.length < 2) return null
  const until = addPeriods(last.startedOn, periodOf(settings), 1)
  const rows = await database.rows(stickiness, { window_from: first.startedOn, window_until: until })
  const found = new Map(rows.map(({ times, customers }) => [times, customers!]))
  return {
    periods: complete.length,
    from: first.startedOn,
    until,
    counts: complete.map((_, index) => ({ times: index + 1, customers: found.get(index + 1) ?? 0 })),
  }
}
