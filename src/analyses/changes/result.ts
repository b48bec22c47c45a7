import type { Database, RowOf, Variables } from '../../engine/database'
import { date } from '../../shared/format'
import type { Context } from '../contract/definition'
import { cutsOf, segmentsOfScores, type Cuts } from '../rfm/cuts'
import { headlinesOf, type Headline } from './headlines'
import { migrationOf, type Migration, type Move } from './migration'
import type { ChangeSettings } from './options'
import { allStates, cutsAfter, cutsBefore, loads, migration, parts, states } from './queries'
import { sidesOf, type Load, type Sides } from './sides'

/** How many customers are new, lost, or came back after they had ordered nothing in the earlier time counted. */
export interface Classes {
  readonly new: number
  readonly lost: number
  readonly other: number
}

export interface ChangesResult {
  readonly sides: Sides
  readonly classes: Classes
  readonly headlines: readonly Headline[]
  readonly migration: Migration
  /** Both states are cut at the earlier one's points, except where it has nobody. */
  readonly areCutsShared: boolean
  readonly cuts: readonly { readonly state: 'before' | 'after'; readonly measure: string; readonly cuts: readonly number[] }[]
  /** Variables with which SQL tells the two states as it did here: they go with every set of customers. */
  readonly values: Variables
  readonly loads: readonly Load[]
  /** Loads that settings can name. */
  readonly choices: Readonly<Record<string, readonly string[]>>
}

export async function compareStates(database: Database, settings: ChangeSettings, { company }: Context): Promise<ChangesResult> {
  const known = await loadsOf(database)
  const sides = sidesOf(settings, company, known)
  const dates = {
    before_load: sides.before.load,
    before_at: sides.before.at,
    before_from: sides.before.from,
    after_load: sides.after.load,
    after_at: sides.after.at,
    after_from: sides.after.from,
  }
  await database.rows(allStates, dates)
  await database.rows(states)
  const [before, after] = [cutsOf(await database.rows(cutsBefore)), cutsOf(await database.rows(cutsAfter))]
  const first = before ?? after
  const second = settings.cuts === 'own' ? (after ?? before) : first
  const scoring = variables(first, second)
  const kinds = await database.rows(parts, { active_days: settings.active_days })
  const rows = await database.rows(migration, scoring)
  const counted = (change: string) =>
    kinds
      .filter((row) => row.change === change)
      .reduce((sum, row) => sum + Math.max(row.before_customers ?? 0, row.after_customers ?? 0), 0)
  const choosable = known.filter(({ id, isCurrent }) => id !== '' || isCurrent).map(({ name }) => name)
  return {
    sides,
    classes: { new: counted('new'), lost: counted('lost'), other: counted('other') },
    headlines: headlinesOf(kinds, rows, sides.countedDays !== null),
    migration: migrationOf(movesOf(rows), settings.rank),
    areCutsShared: settings.cuts !== 'own',
    cuts: [...cutRows('before', first), ...cutRows('after', second)],
    values: { ...dates, ...scoring },
    loads: known,
    choices: choosable.length > 1 ? { from_load: choosable, to_load: choosable } : {},
  }
}

/** Every load, the oldest first, the one in force last. */
export async function loadsOf(database: Database): Promise<readonly Load[]> {
  return named(await database.rows(loads))
}

type LoadRow = RowOf<(typeof loads)['columns']>

/** A load is named by its file and by the last day in it; loads of one name are told apart by their place. */
function named(rows: readonly LoadRow[]): Load[] {
  const names = new Set<string>()
  return rows.map((row) => {
    const label = row.label ?? ''
    const own = row.as_of ? `${label}, to ${date(lastDay(row.as_of))}` : label
    let name = own
    for (let place = 2; names.has(name); place++) name = `${own}, ${place}`
    names.add(name)
    return {
      id: row.is_kept ? (row.load_id ?? '') : '',
      name,
      label,
      takenAt: row.taken_at,
      asOf: row.as_of,
      customers: row.customers,
      activeCustomers: row.active_customers,
      orders: row.orders,
      revenue: row.revenue,
      isCurrent: row.is_current ?? false,
    }
  })
}

function lastDay(asOf: string): string {
  return new Date(Date.parse(asOf) - 86_400_000).toISOString().slice(0, 10)
}

function movesOf(rows: readonly RowOf<(typeof migration)['columns']>[]): Move[] {
  const moves = new Map<string, Move>()
  for (const row of rows) {
    const [from, to] = [row.segment_before ?? '', row.segment_after ?? '']
    const key = `${from}\n${to}`
    const sum = moves.get(key)
    moves.set(key, {
      from,
      to,
      customers: (sum?.customers ?? 0) + (row.customers ?? 0),
      revenueBefore: (sum?.revenueBefore ?? 0) + (row.revenue_before ?? 0),
      revenueAfter: (sum?.revenueAfter ?? 0) + (row.revenue_after ?? 0),
    })
  }
  return [...moves.values()]
}

/** What SQL scores with; a state that has nobody is cut nowhere. */
function variables(before: Cuts | null, after: Cuts | null): Variables {
  return {
    before_r_cuts: before?.recency.cuts ?? [],
    before_f_cuts: before?.frequency.cuts ?? [],
    before_r_levels: before?.recency.levels ?? 1,
    before_f_levels: before?.frequency.levels ?? 1,
    before_segments: before ? segmentsOfScores(before) : ['New'],
    after_r_cuts: after?.recency.cuts ?? [],
    after_f_cuts: after?.frequency.cuts ?? [],
    after_r_levels: after?.recency.levels ?? 1,
    after_f_levels: after?.frequency.levels ?? 1,
    after_segments: after ? segmentsOfScores(after) : ['New'],
  }
}

function cutRows(state: 'before' | 'after', cuts: Cuts | null): ChangesResult['cuts'] {
  return cuts
    ? [
        { state, measure: 'recency', cuts: cuts.recency.cuts },
        { state, measure: 'frequency', cuts: cuts.frequency.cuts },
      ]
    : []
}
