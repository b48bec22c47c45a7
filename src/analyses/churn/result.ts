import type { Group } from './group'
import { group } from 'd3'
import type { Database, Variables } from '../../engine/database'
import type { Company, Silence } from '../../model/company/company'
import type { TenureUnit } from '../../model/company/tenure-unit'
import { kaplanMeier, stepAt, type SurvivalStep } from '../../stats/kaplan-meier'
import { FEW } from '../wording/certainty'
import type { Context } from '../contract/definition'
import { departed, departedStays, departures, departureValues, silenceInForce } from '../departures/departures'
import { mostLeaving, type Alike } from './alike'
import type { ChurnSettings } from './options'
import * as queries from './queries'
import { dayBefore, markedPeriod, periodsOf, type Period } from './rates'
import { silencesOf, type Silences } from './silences'
import { silentPeriods } from './silent-periods'
import { sourceOf, sourcesOf, tellsMoney, type Source } from './source'

/** Of those who began, the share still there a year later, by the life table. */
export type Year = Pick<SurvivalStep, 'survival' | 'low' | 'high'>

export interface ChurnResult {
  /** Null: the files cannot fill the source asked for, or orders tell no silence. */
  readonly source: Source | null
  readonly sources: readonly Source[]
  readonly hasMoney: boolean
  readonly all: readonly Period[]
  /** Under `by`, the largest first. */
  readonly groups: readonly Group[]
  /** In view. */
  readonly customers: number
  /** Of them: whom the source tells of, those who left for good, and those who are there but silent for over twice their own usual gap. */
  readonly known: number
  readonly gone: number
  readonly late: number
  /** Silences that were longer than those that count as leaving, and ended; contracts that began anew. */
  readonly pauses: number
  /** Null where nobody could be followed for a year. */
  readonly year: Year | null
  /** How long marked customers have been there in all; null where no tenure is known. */
  readonly tenure: { readonly sum: number; readonly unit: TenureUnit } | null
  /** Who is there and most like those who left, where leaving is no silence. */
  readonly alike: Alike | null
  readonly silence: Silence | null
  readonly silences: Silences | null
  /** Variables that sets of customers are read with. */
  readonly values: Variables
}

export async function churn(database: Database, settings: ChurnSettings, { company }: Context): Promise<ChurnResult> {
  const sources = sourcesOf(company)
  const silence = sources.includes('orders') ? silenceInForce(company, settings.silence) : null
  const found = sourceOf(settings, company)
  const source = found === 'orders' && !silence ? null : found
  const values = departureValues(source, silence)
  const hasMoney = found !== null && tellsMoney(found, company)
  const silences = silence && (await silencesOf(database, silence, company))
  const [inView] = await database.rows(queries.inView)
  const customers = inView!.customers!
  const whole = {
    customers,
    source,
    sources,
    hasMoney,
    silence,
    silences,
    values,
    tenure: null,
    year: null,
    alike: null,
    all: [],
    groups: [],
  }
  if (source === null) return { ...whole, known: 0, gone: 0, late: 0, pauses: 0 }
  await database.rows(departures, values)
  const told = await database.rows(departed)
  const sum = (of: 'known' | 'gone' | 'late' | 'pauses') => told.reduce((total, row) => total + (row[of] ?? 0), 0)
  const counted = { ...whole, known: sum('known'), gone: sum('gone'), late: sum('late'), pauses: sum('pauses') }
  if (counted.known === 0) return counted
  const alike = source === 'orders' ? null : await mostLeaving(database, company.attributes)
  if (source === 'flag') return { ...counted, alike, ...(await byMark(database, company.tenureUnit, hasMoney, settings.by !== '')) }
  const year = await yearOf(database, values, source === 'orders' ? silence!.days : 0)
  if (source !== 'orders') return { ...counted, alike, year, ...(await byContract(database, settings, values, company, source, hasMoney)) }
  const pauses = silences!.lengths.reduce((total, { days, ended }) => total + (days > silence!.days ? ended : 0), 0)
  return {
    ...counted,
    year,
    pauses,
    ...(await bySilence(database, settings, values, silences!, silence!.days, company.asOf!, told, hasMoney)),
  }
}

const YEAR = 365

/** The share there a year after they began, where thirty customers were followed for so long and their leaving could be seen. */
async function yearOf(database: Database, values: Variables, unseen: number): Promise<Year | null> {
  const rows = await database.rows(departedStays, values)
  const curve = kaplanMeier(rows.map(({ time, gone, staying }) => ({ time: time!, left: gone!, staying: staying! })))
  const isFollowed = (curve.findLast(({ atRisk }) => atRisk >= FEW)?.time ?? 0) >= YEAR + unseen
  const step = isFollowed ? stepAt(curve, YEAR) : null
  return step && { survival: step.survival, low: step.low, high: step.high }
}

const lengthOf = ({ period }: ChurnSettings) => (period === 'quarter' ? 'quarter' : 'month')

type Told = Pick<ChurnResult, 'all' | 'groups'>

/** A mark without a date: one number for all time. */
async function byMark(
  database: Database,
  unit: TenureUnit | null,
  hasMoney: boolean,
  isBroken: boolean,
): Promise<Told & Pick<ChurnResult, 'tenure'>> {
  const rows = await database.rows(queries.marked)
  return {
    all: rows.length > 0 ? [markedPeriod(rows, hasMoney)] : [],
    groups: isBroken ? rows.map((row) => ({ name: row.group_name!, periods: [markedPeriod([row], hasMoney)] })) : [],
    tenure: unit && { sum: rows.reduce((sum, { tenure }) => sum + tenure!, 0), unit },
  }
}

async function byContract(
  database: Database,
  settings: ChurnSettings,
  values: Variables,
  company: Company,
  source: Source,
  hasMoney: boolean,
): Promise<Told> {
  await database.rows(queries.moves, values)
  const rows = await database.rows(queries.periods)
  const from = rows[0]?.period
  if (!from) return { all: [], groups: [] }
  const asOf = company.asOf!
  const calendar = { period: lengthOf(settings), asOf, seenTo: seenTo(company, source), hasMoney } as const
  return {
    all: periodsOf(rows, from, calendar),
    groups: settings.by === '' ? [] : groupsOf(rows, (own) => periodsOf(own, from, calendar)),
  }
}

/** As on overview, contracts reach as far beyond their last day as usually passes without one that begins or ends; not where the as-of date was set to an earlier day. */
function seenTo({ asOf, spans }: Company, source: Source): string {
  const span = spans.find(({ kind }) => kind === (source === 'subscriptions' ? 'subscriptions' : 'customers'))
  if (!span || asOf! <= span.lastAt.slice(0, 10)) return asOf!
  const after = dayBefore(span.seenUntil, -1)
  return after > asOf! ? after : asOf!
}

async function bySilence(
  database: Database,
  settings: ChurnSettings,
  values: Variables,
  { firstDay }: Silences,
  days: number,
  asOf: string,
  told: readonly { readonly group_name: string | null; readonly known: number | null; readonly gone: number | null }[],
  hasMoney: boolean,
): Promise<Told> {
  const rows = await database.rows(queries.orderPeriods, values)
  const from = rows[0]?.period
  if (!from) return { all: [], groups: [] }
  const calendar = { period: lengthOf(settings), asOf, firstDay, days } as const
  const there = new Map(told.map(({ group_name, known, gone }) => [group_name, known! - gone!]))
  const everybody = [...there.values()].reduce((sum, one) => sum + one, 0)
  const all = silentPeriods(rows, everybody, from, calendar)
  return {
    all: hasMoney ? await withOrderMoney(database, all, values) : all,
    groups: settings.by === '' ? [] : groupsOf(rows, (own, name) => silentPeriods(own, there.get(name) ?? 0, from, calendar)),
  }
}

function groupsOf<Row extends { readonly group_name: string | null }>(
  rows: readonly Row[],
  periods: (rows: readonly Row[], name: string) => Period[],
): Group[] {
  const weight = (one: Group) => one.periods.reduce((sum, { fresh }) => sum + fresh, 0)
  return [...group(rows, (row) => row.group_name!)]
    .map(([name, own]) => ({ name, periods: periods(own, name) }))
    .sort((a, b) => weight(b) - weight(a))
}

async function withOrderMoney(database: Database, periods: readonly Period[], values: Variables): Promise<Period[]> {
  const rows = await database.rows(queries.orderMoney, values)
  const byPeriod = new Map(rows.map((row) => [row.period, row]))
  return periods.map((period) => {
    const row = byPeriod.get(period.from)
    return { ...period, money: { start: row?.revenue_start ?? 0, churned: row?.churned ?? 0 } }
  })
}
