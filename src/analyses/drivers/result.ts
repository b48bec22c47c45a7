import type { Database } from '../../engine/database'
import type { Context } from '../contract/definition'
import { before, sources, type FollowUp, type ChurnSource } from '../churn-features/features'
import { sourceOf } from '../churn-features/design'
import { compare, isSure, type Compared, type Driver } from './compare'
import { exposureColumns } from './exposure'
import { leaksIn, type Leak } from './leaks'
import type { DriverSettings } from './options'
import { periodsOf, QUARTER } from './periods'
import { knowable, recordsOf, type Knowable, type Records } from './records'
import { readStays, type Stays } from './stays'
import { traitsOf, type Trait } from './traits'

export interface DriversResult {
  readonly source: ChurnSource | null
  /** Days within which leaving is told, and how many such periods of the calendar there are; 0 where nothing tells when somebody left. */
  readonly horizon: number
  readonly days: number
  /** Times at which customers could leave. */
  readonly records: number
  readonly customers: number
  readonly left: number
  readonly drivers: readonly Driver[]
  readonly leaks: readonly Leak[]
  /** For the strongest reasons: customers who are there now and have it. */
  readonly now: readonly StillThere[]
  /** False where a silence of these orders is no leaving: then the page speaks of silence. */
  readonly meansLeaving: boolean
}

export interface StillThere {
  readonly feature: string
  readonly value: string
  /** How many there are, and the first of them. */
  readonly customers: number
  readonly ids: readonly string[]
}

const NOTHING: DriversResult = {
  source: null,
  horizon: 0,
  days: 0,
  records: 0,
  customers: 0,
  left: 0,
  drivers: [],
  leaks: [],
  now: [],
  meansLeaving: true,
}

const SHORTEST = 5
/** Days to look at: a reason may last for one season only. */
const MOST_DAYS = 12
const MOST_RECORDS = 30_000
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
  const silence = company.silence?.days ?? null
  const meansLeaving = source !== 'orders' || (company.silence?.meansLeaving ?? false)
  const observed = seen!.observed ?? 0
  const periods = periodsOf(source, observed, silence, settings.horizon)
  const followings = source === 'flag' ? [] : followingsOf(source, settings, observed, silence, company.asOf)
  if (source !== 'flag' && (periods.length === 0 || followings.length === 0)) return { ...NOTHING, source, meansLeaving }
  const known = await knowable(database, company, source)
  const stays = await readStays(database, known, source, company, periods, settings.horizon)
  const moments = asCompared(await recordsOf(database, known, followings))
  const leaks = [...leaksIn(stays.traits, stays.signs.rows.labels), ...leaksIn(moments.traits, moments.rows.labels)]
  const disguised = new Set(leaks.map(({ feature }) => feature))
  const drivers = compare(
    [stays.reasons, stays.signs, moments].map((one) => ({ ...one, traits: one.traits.filter(({ feature }) => !disguised.has(feature)) })),
  )
  const strongest = drivers.filter((one) => !one.isHabit && isSure(one) && one.difference.value > 0).slice(0, LOOKED_UP)
  return {
    source,
    horizon: stays.horizon,
    days: periods.length,
    records: stays.trials,
    customers: stays.ids.length,
    left: stays.reasons.rows.labels.reduce((sum, one) => sum + one, 0),
    drivers,
    leaks,
    meansLeaving,
    now: await whoHas(strongest, stays, () => recordsNow(database, followings, known, company.asOf)),
  }
}

/** Days spread over the data, each with its own time to leave behind it and as much before it; none where the data are too short. */
function followingsOf(
  source: ChurnSource,
  { horizon: wished }: DriverSettings,
  observed: number,
  silence: number | null,
  asOf: string | null,
): readonly FollowUp[] {
  const one = { source, gapDays: 0, isDrawn: true }
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

/** What was known of customers on several days, and whether they left after it: records of one customer say much the same. */
function asCompared(records: Records): Compared {
  const place = new Map<string, number>()
  const cluster = Int32Array.from(records.ids, (id) => {
    if (!place.has(id)) place.set(id, place.size)
    return place.get(id)!
  })
  return {
    traits: traitsIn(records),
    rows: { labels: records.left, cluster, clusters: place.size },
    steps: 1,
    exposure: exposureColumns(
      EXPOSURES.flatMap((column) => (records.values.has(column) ? [records.values.get(column)!] : [])),
      records.days,
    ),
  }
}

/**
 * How much there was to be seen of somebody: who has been there longer, ordered more or just now has had more chances to send something
 * back, to ask, to meet a new price.
 */
const EXPOSURES = ['days_there', 'orders', 'events', 'silence'] as const

function traitsIn({ known, values }: Records): readonly Trait[] {
  return known.filter(({ isAttribute }) => !isAttribute).flatMap((one) => traitsOf(one, values.get(one.column)!))
}

/** Those who are there on the as-of date. */
async function recordsNow(database: Database, followings: readonly FollowUp[], known: Knowable, asOf: string | null): Promise<Records> {
  return recordsOf(database, known, [{ ...followings.at(-1)!, cut: asOf!, most: MOST_NOW, isDrawn: false }])
}

/** Levels are named alike then and now; the quarter of a number was cut in the past and is another one now, so it has nobody. */
async function whoHas(strongest: readonly Driver[], stays: Stays, readNow: () => Promise<Records>): Promise<DriversResult['now']> {
  const isOf =
    ({ column, value }: Driver) =>
    (trait: Trait) =>
      trait.column === column && trait.value === value
  const found: StillThere[] = []
  let now: Records | null = null
  for (const driver of strongest) {
    const own = stays.traits.find(isOf(driver))
    if (!own) now ??= await readNow()
    const has = own?.has ?? traitsIn(now!).find(isOf(driver))?.has
    const is = (place: number) => has?.[place] === 1 && (own ? stays.isThere[place] === 1 : now!.left[place] === 0)
    const ids = (own ? stays.ids : now!.ids).filter((_, place) => is(place))
    if (ids.length > 0) found.push({ feature: driver.feature, value: driver.value, customers: ids.length, ids: ids.slice(0, MOST_LISTED) })
  }
  return found
}
