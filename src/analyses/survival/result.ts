import type { Database, Variables } from '../../engine/database'
import type { Silence } from '../../model/company/company'
import { kaplanMeier, medianStay, stepAt, type Median, type SurvivalStep } from '../../stats/kaplan-meier'
import { logRank, type LogRank } from '../../stats/log-rank'
import { restrictedMean } from '../../stats/restricted-mean'
import { Z95 } from '../../stats/wilson'
import { FEW } from '../wording/certainty'
import type { Context } from '../contract/definition'
import { departures, departureValues, silenceInForce } from '../departures/departures'
import { groupStays, together, type GroupStays } from './groups'
import { hazardModel, type HazardModel } from './hazards'
import { axisTicks, commonUntil, drawnPoints, horizons, spanLength, type DrawnPoint, type Unit } from './horizons'
import type { SurvivalSettings } from './options'
import * as queries from './queries'
import { departuresBy, sourceOf, type StaySource } from './source'
import { spansOf, type Span } from './spans'

/** The share still there at a round time; null where nobody was followed so far. */
export interface Later {
  readonly time: number
  readonly survival: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Group extends Median {
  readonly name: string
  readonly isRest: boolean
  readonly customers: number
  readonly left: number
  /** Mean stay within `until`; null where nobody was followed so far. */
  readonly mean: { readonly mean: number; readonly error: number; readonly low: number; readonly high: number } | null
  readonly later: readonly Later[]
  readonly spans: readonly Span[]
  /** For those drawn. */
  readonly points: readonly DrawnPoint[]
}

/** The silence in force, and how many hang on it. */
export interface SilentCustomers extends Silence {
  /** Nobody can be seen leaving after a longer stay: the silence must be over by the as-of date. */
  readonly seenFor: number
  readonly gone: number
  readonly ifShorter: number
  readonly ifLonger: number
}

export interface SurvivalResult {
  /** Null: the files cannot fill the source asked for, or orders tell no usual gap. */
  readonly source: StaySource | null
  readonly unit: Unit
  readonly silence: SilentCustomers | null
  /** In view, and those of them whose stay is known. */
  readonly customers: number
  readonly known: number
  readonly all: Group
  /** Under `by`, the largest first; drawn are up to six of thirty customers or more, or where there are none, any. */
  readonly groups: readonly Group[]
  readonly groupCount: number
  readonly until: number
  readonly spanName: string | null
  readonly ticks: readonly number[]
  readonly test: LogRank | null
  readonly hazards: HazardModel | null
}

const MOST_DRAWN = 6

export async function survival(database: Database, settings: SurvivalSettings, { company }: Context): Promise<SurvivalResult> {
  const found = sourceOf(settings, company)
  const unit: Unit = (found === 'tenure' ? company.tenureUnit : null) ?? 'day'
  const inForce = found === 'orders' ? silenceInForce(company, settings.silence) : null
  const source = found === 'orders' && inForce === null ? null : found
  await database.rows(departures, variablesOf({ source, silence: inForce }))
  const silence = inForce && (await silentCustomers(database, inForce))
  await database.rows(queries.stays)
  const grouped = await groupStays(database)
  const [leftOut] = await database.rows(queries.leftOut)
  const all = together(grouped)
  const curves = grouped.map(({ stays }) => kaplanMeier(stays))
  const whole = kaplanMeier(all)
  const most = silence?.seenFor ?? Infinity
  const named = curves.filter((_, index) => !grouped[index]!.isRest)
  const until = settings.until > 0 ? settings.until : commonUntil(settings.by === '' ? [whole] : [whole, ...named], unit, most)
  const tells = silence?.meansLeaving !== false
  const span = tells ? spanLength(until, unit) : null
  const ticks = axisTicks(whole.at(-1)?.time ?? 0, unit)
  const describe = (one: GroupStays, curve: readonly SurvivalStep[], hasPoints: boolean) =>
    groupOf(one, curve, { until, unit, most, span: span?.length ?? null, ticks: hasPoints ? ticks : null })
  const known = leftOut!.known!
  const isBroken = settings.by !== ''
  const hasMany = grouped.some(({ customers }) => customers >= FEW)
  const isDrawn = ({ isRest, customers }: GroupStays, index: number) => index < MOST_DRAWN && !isRest && (customers >= FEW || !hasMany)
  return {
    source,
    unit,
    silence,
    customers: leftOut!.customers!,
    known,
    all: describe({ name: 'All customers', isRest: false, customers: known, stays: all }, whole, true),
    groups: isBroken ? grouped.map((one, index) => describe(one, curves[index]!, isDrawn(one, index))) : [],
    groupCount: leftOut!.groups!,
    until,
    spanName: span?.name ?? null,
    ticks,
    // Where no silence means leaving, nothing is said that presumes it.
    test: tells && isBroken && grouped.length > 1 ? compare(grouped) : null,
    hazards: tells && known > 0 ? await hazardModel(database, company, asked(settings), known) : null,
  }
}

/** All groups that one customer or more is expected to leave: of smaller ones χ² says nothing. */
function compare(grouped: readonly GroupStays[]): LogRank {
  const named = grouped.filter(({ isRest }) => !isRest).map(({ stays }) => stays)
  const { expected } = logRank(named)
  return logRank(named.filter((_, index) => expected[index]! >= 1))
}

/** What the SQL of stays reads besides as_of. */
export function variablesOf({ source, silence }: { readonly source: StaySource | null; readonly silence: Silence | null }): Variables {
  return departureValues(departuresBy(source), silence)
}

function asked({ adjust }: SurvivalSettings): readonly string[] {
  return adjust
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

async function silentCustomers(database: Database, silence: Silence): Promise<SilentCustomers> {
  const [row] = await database.rows(queries.flips, { gone_after: silence.days })
  return {
    ...silence,
    seenFor: Math.max(0, (row!.observed ?? 0) - silence.days),
    gone: row!.gone!,
    ifShorter: row!.if_shorter!,
    ifLonger: row!.if_longer!,
  }
}

interface Sight {
  readonly until: number
  readonly unit: Unit
  readonly most: number
  readonly span: number | null
  readonly ticks: readonly number[] | null
}

function groupOf(
  { name, isRest, customers, stays }: GroupStays,
  curve: readonly SurvivalStep[],
  { until, unit, most, span, ticks }: Sight,
): Group {
  const end = curve.at(-1)?.time ?? 0
  const isSeen = (time: number) => end >= time || curve.at(-1)?.survival === 0
  return {
    name,
    isRest,
    customers,
    left: stays.reduce((sum, { left }) => sum + left, 0),
    ...medianStay(curve),
    mean: customers > 0 && isSeen(until) ? meanOf(curve, until) : null,
    later: horizons(until, unit).map((time) => {
      const step = isSeen(time) ? stepAt(curve, time) : null
      return isSeen(time) && customers > 0
        ? { time, survival: step?.survival ?? 1, low: step ? step.low : 1, high: step ? step.high : 1 }
        : { time, survival: null, low: null, high: null }
    }),
    spans: span === null ? [] : spansOf(stays, curve, span, most),
    points: ticks ? drawnPoints(curve, ticks) : [],
  }
}

function meanOf(curve: readonly SurvivalStep[], until: number): Group['mean'] {
  const { mean, error } = restrictedMean(curve, until)
  return { mean, error, low: Math.max(0, mean - Z95 * error), high: Math.min(until, mean + Z95 * error) }
}
