import type { Database, RowOf } from '../../engine/database'
import { rateRatio } from '../../stats/rate-ratio'
import type { Interval } from '../../stats/wilson'
import { addPeriods } from '../calendar-periods'
import type { Context } from '../definition'
import { periodOf, sourceOf, type LifecycleSettings, type Source } from './options'
import { counts, statuses, stickiness } from './queries'

export type Status = 'new' | 'returning' | 'resurrecting' | 'dormant'

/** One period: active = new + returning + resurrecting; active one period earlier = returning + dormant. */
export interface LifecyclePeriod {
  readonly startedOn: string
  readonly new: number
  readonly returning: number
  readonly resurrecting: number
  readonly dormant: number
  readonly active: number
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

export interface LifecycleResult {
  readonly source: Source
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
  const periods = rows.filter(({ group_name }) => group_name === null).map(periodAt)
  const names = [...new Set(rows.flatMap(({ group_name }) => (group_name === null ? [] : [group_name])))]
  const groups =
    settings.by === '' ? [] : names.map((name) => ({ name, periods: rows.filter((row) => row.group_name === name).map(periodAt) }))
  return {
    source,
    periods,
    quick: quickRatio(periods),
    stickiness: await lookBack(database, settings, periods),
    groups: groups
      .map((group) => ({ ...group, quick: quickRatio(group.periods) }))
      .sort((a, b) => Number(a.name === OTHER_GROUP) - Number(b.name === OTHER_GROUP) || customersOf(b.periods) - customersOf(a.periods)),
  }
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
