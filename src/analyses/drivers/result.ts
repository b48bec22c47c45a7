import type { Database } from '../../engine/database'
import type { Context } from '../definition'
import { before, sources, type Following, type LeavingSource } from '../leaving-features'
import { sourceOf } from '../leaving-design'
import { compare, leaksIn, type Driver, type Leak } from './compare'
import type { DriverSettings } from './options'
import { knowable, recordsOf, type Records } from './records'
import { traitsOf, type Trait } from './traits'

export interface DriversResult {
  readonly source: LeavingSource | null
  /** Days within which leaving was looked for; 0 without dates. */
  readonly horizon: number
  /** Days on which customers were looked at, the first and the last. */
  readonly days: number
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly records: number
  readonly customers: number
  readonly left: number
  readonly drivers: readonly Driver[]
  readonly leaks: readonly Leak[]
  /** For the strongest reasons: customers who are there now and have it. */
  readonly now: readonly { readonly feature: string; readonly value: string; readonly ids: readonly string[] }[]
}

const NOTHING: DriversResult = {
  source: null,
  horizon: 0,
  days: 0,
  firstDay: null,
  lastDay: null,
  records: 0,
  customers: 0,
  left: 0,
  drivers: [],
  leaks: [],
  now: [],
}

const QUARTER = 90
const SHORTEST = 5
/** Days to look at: a reason may last for one season only. */
const MOST_DAYS = 12
const MOST_RECORDS = 60_000
const MOST_NOW = 50_000
/** Reasons whose customers are looked up, and how many of them a list holds. */
const LOOKED_UP = 4
const MOST_LISTED = 5_000
/** A fifth more than the silence that counts as gone, as on the page of who is next. */
const STILL = 1.2

export async function findDrivers(database: Database, settings: DriverSettings, { company }: Context): Promise<DriversResult> {
  const [seen] = await database.rows(sources)
  const source = sourceOf(settings.source, company, seen!)
  if (source === null) return NOTHING
  const followings = followingsOf(source, settings, seen!.observed ?? 0, company.silence?.days ?? null, company.asOf)
  if (followings.length === 0) return { ...NOTHING, source }
  const known = await knowable(database, company, source)
  const records = await recordsOf(database, known, followings)
  const traits = traitsIn(records)
  const leaks = leaksIn(traits, records.left)
  const disguised = new Set(leaks.map(({ feature }) => feature))
  const drivers = compare(
    traits.filter(({ feature }) => !disguised.has(feature)),
    records.left,
  )
  const strongest = drivers.filter(({ isHabit, q, difference }) => !isHabit && q < SURE && difference.value > 0).slice(0, LOOKED_UP)
  return {
    source,
    horizon: source === 'flag' ? 0 : followings[0]!.horizonDays,
    days: source === 'flag' ? 0 : followings.length,
    firstDay: source === 'flag' ? null : followings[0]!.cut,
    lastDay: source === 'flag' ? null : followings.at(-1)!.cut,
    records: records.ids.length,
    customers: new Set(records.ids).size,
    left: records.left.reduce((sum, one) => sum + one, 0),
    drivers,
    leaks,
    now: strongest.length > 0 ? whoHas(strongest, await recordsNow(database, source, followings, known, records, company.asOf)) : [],
  }
}

/** Below this rate of false discoveries a trait is said to go with leaving. */
export const SURE = 0.05

/** Days spread over the data, each with its own time to leave behind it and as much before it; none where the data are too short. */
function followingsOf(
  source: LeavingSource,
  { horizon: wished }: DriverSettings,
  observed: number,
  silence: number | null,
  asOf: string | null,
): readonly Following[] {
  const one = { source, gapDays: 0, isDrawn: true }
  if (source === 'flag')
    return [{ ...one, cut: '1970-01-01', seenUntil: '1970-01-01', horizonDays: 0, silenceDays: 0, recentDays: 0, most: MOST_RECORDS }]
  const usual = source === 'orders' ? (silence ?? QUARTER) : QUARTER
  const horizon = wished > 0 ? wished : Math.min(Math.max(Math.round(usual), SHORTEST), Math.floor(observed / 4))
  const room = observed - 2 * horizon
  if (asOf === null || horizon < SHORTEST || room < 0) return []
  const days = Math.min(MOST_DAYS, 1 + Math.floor(room / horizon))
  const step = days > 1 ? Math.max(horizon, room / (days - 1)) : 0
  return Array.from({ length: days }, (_, index) => ({
    ...one,
    cut: before(asOf, Math.round(horizon + step * (days - 1 - index))),
    seenUntil: asOf,
    horizonDays: horizon,
    silenceDays: Math.round(STILL * Math.max(horizon, Math.min(Math.round(usual), observed))),
    recentDays: horizon,
    most: Math.ceil(MOST_RECORDS / days),
  }))
}

function traitsIn({ known, values }: Records): readonly Trait[] {
  return known.flatMap((one) => traitsOf(one, values.get(one.column)!))
}

/** The same customers where there are no dates; else those who are there on the as-of date. */
async function recordsNow(
  database: Database,
  source: LeavingSource,
  followings: readonly Following[],
  known: Awaited<ReturnType<typeof knowable>>,
  past: Records,
  asOf: string | null,
): Promise<Records> {
  if (source === 'flag' || asOf === null) return past
  return recordsOf(database, known, [{ ...followings.at(-1)!, cut: asOf, most: MOST_NOW, isDrawn: false }])
}

/** Levels are named alike then and now; the quarter of a number was cut in the past and is another one now, so it has nobody. */
function whoHas(strongest: readonly Driver[], now: Records): DriversResult['now'] {
  const traits = traitsIn(now)
  return strongest.flatMap(({ column, feature, value }) => {
    const has = traits.find((trait) => trait.column === column && trait.value === value)?.has
    const ids = has ? now.ids.filter((_, record) => has[record] === 1 && now.left[record] === 0).slice(0, MOST_LISTED) : []
    return ids.length > 0 ? [{ feature, value, ids }] : []
  })
}
