import { group } from 'd3-array'
import type { Database, Variables } from '../../engine/database'
import { fitBgNbd, type BgNbd } from '../../stats/bg-nbd'
import type { Context } from '../definition'
import type { ChurnSettings } from './options'
import * as queries from './queries'
import { daysBetween, isWhole, periodsOf, tidy, type MoveRow, type Period } from './rates'
import { sourceOf, sourcesOf, tellsMoney, type Source } from './source'
import {
  errorCurves,
  errorsAt,
  leastErrors,
  silentOver,
  survivalThreshold,
  type CutSilence,
  type ErrorPoint,
  type GapLength,
  type Threshold,
} from './thresholds'

export interface Group {
  readonly name: string
  readonly periods: readonly Period[]
}

/** When silence means leaving: four ways to tell, and what each says. */
export interface Silences {
  /** In force on this page, and on every page. */
  readonly days: number
  readonly onEveryPage: { readonly days: number; readonly isGiven: boolean } | null
  readonly customers: number
  readonly returned: number
  /** Days from the first order to the as-of date: no threshold can be longer. */
  readonly observed: number
  /** The first day on which anybody could have been silent for longer than `days`. */
  readonly seenFrom: string
  readonly methods: readonly Threshold[]
  /** The day on which customers are judged by what followed; null where too little was seen. */
  readonly cut: string | null
  readonly atCut: readonly CutSilence[]
  readonly curves: readonly ErrorPoint[]
  /** Customers by how long they have been silent as of now. */
  readonly still: readonly Pick<GapLength, 'days' | 'still'>[]
  readonly model: (BgNbd & { readonly isConverged: boolean }) | null
}

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
  /** Those of them whom the source does not tell of. */
  readonly untold: number
  /** Months that marked customers have been there for, where a tenure is known; 0 elsewhere. */
  readonly tenureMonths: number
  /** Left since the last whole period began, and not back. */
  readonly gone: { readonly since: string; readonly customers: number; readonly monthly: number; readonly brought: number } | null
  readonly silences: Silences | null
}

export async function churn(database: Database, settings: ChurnSettings, { company }: Context): Promise<ChurnResult> {
  const source = sourceOf(settings, company)
  const sources = sourcesOf(company)
  await database.rows(queries.orderGaps)
  const silences = sources.includes('orders') ? await silencesOf(database, settings, company) : null
  const hasMoney = source !== null && tellsMoney(source, company)
  const [inView] = await database.rows(queries.inView)
  const customers = inView!.customers!
  const whole = { customers, sources, hasMoney, silences, tenureMonths: 0, gone: null }
  if (source === null || (source === 'orders' && silences === null))
    return { ...whole, source: null, all: [], groups: [], untold: customers }
  if (source === 'flag') {
    const rows = await database.rows(queries.marked)
    const groups = rows.map((row): Group => ({ name: row.group_name!, periods: [markedPeriod([row], hasMoney)] }))
    const all = rows.length > 0 ? [markedPeriod(rows, hasMoney)] : []
    const tenureMonths = rows.reduce((sum, { months }) => sum + months!, 0)
    return { ...whole, source, all, groups: settings.by === '' ? [] : groups, untold: customers - (all[0]?.start ?? 0), tenureMonths }
  }
  await database.rows(queries.moves, variablesOf(source, silences))
  const rows = await database.rows(queries.periods)
  const told = rows.reduce((sum, { first_seen }) => sum + first_seen!, 0)
  const from = rows[0]?.period
  const calendar = {
    period: settings.period === 'quarter' ? 'quarter' : 'month',
    asOf: company.asOf!,
    hasMoney: source !== 'orders' && hasMoney,
    seenFrom: source === 'orders' ? silences!.seenFrom : null,
  } as const
  const all = from ? periodsOf(rows, from, calendar) : []
  return {
    ...whole,
    source,
    all: source === 'orders' && hasMoney ? await withOrderMoney(database, all, silences) : all,
    groups: settings.by === '' || !from ? [] : groupsOf(rows, (own) => periodsOf(own, from, calendar)),
    untold: customers - told,
    gone: await latelyGone(database, all),
  }
}

async function latelyGone(database: Database, periods: readonly Period[]): Promise<ChurnResult['gone']> {
  const since = (periods.findLast(isWhole) ?? periods.at(-1))?.from ?? null
  if (since === null) return null
  const [row] = await database.rows(queries.gone, { from_period: since })
  return { since, customers: row!.customers!, monthly: row!.monthly ?? 0, brought: row!.brought ?? 0 }
}

/** What the SQL of moves reads besides as_of and period. */
export function variablesOf(source: Source | null, silences: Silences | null): Variables {
  return { source, gone_after: silences?.days ?? null }
}

function groupsOf(rows: readonly MoveRow[], periods: (rows: readonly MoveRow[]) => Period[]): Group[] {
  const weight = (one: Group) => one.periods.reduce((sum, { fresh }) => sum + fresh, 0)
  return [...group(rows, (row) => row.group_name!)]
    .map(([name, own]) => ({ name, periods: periods(own) }))
    .sort((a, b) => weight(b) - weight(a))
}

interface MarkedRow {
  readonly customers: number | null
  readonly lost: number | null
  readonly mrr: number | null
  readonly mrr_lost: number | null
}

/** A mark without a date: everyone was there once, and some have left since. */
function markedPeriod(rows: readonly MarkedRow[], hasMoney: boolean): Period {
  const sum = (of: keyof MarkedRow) => tidy(rows.reduce((total, row) => total + row[of]!, 0))
  const [start, lost] = [sum('customers'), sum('lost')]
  const bridge = { start: sum('mrr'), fresh: 0, expansion: 0, resurrected: 0, contraction: 0, churned: sum('mrr_lost') }
  return {
    key: 'all',
    from: null,
    isOpen: false,
    isBlind: false,
    start,
    fresh: 0,
    resurrected: 0,
    lost,
    end: start - lost,
    endings: lost,
    exposure: start,
    money: hasMoney ? { ...bridge, end: tidy(bridge.start - bridge.churned) } : null,
  }
}

async function withOrderMoney(database: Database, periods: readonly Period[], silences: Silences | null): Promise<Period[]> {
  const rows = await database.rows(queries.orderMoney, variablesOf('orders', silences))
  const byPeriod = new Map(rows.map((row) => [row.period, row]))
  return periods.map((period) => {
    const row = byPeriod.get(period.from)
    return { ...period, money: { start: row?.revenue_start ?? 0, churned: row?.churned ?? 0 } }
  })
}

/** Customers whose patterns the model is fitted on: more change no digit that is shown. */
const MOST_FITTED = 10_000

async function silencesOf(database: Database, settings: ChurnSettings, company: Context['company']): Promise<Silences | null> {
  const [seen] = await database.rows(queries.observed)
  const days = settings.silence > 0 ? settings.silence : (company.silence?.days ?? null)
  if (days === null || !seen?.first_day || company.asOf === null) return null
  const { asOf } = company
  const observed = daysBetween(seen.first_day, asOf)
  const lengths = (await database.rows(queries.gapLengths)) as readonly GapLength[]
  const cut = observed >= 2 ? dayBefore(asOf, Math.floor(observed / 2)) : null
  const atCut = cut ? ((await database.rows(queries.atCut, { cut })) as readonly CutSilence[]) : []
  const curves = errorCurves(atCut)
  const usual = seen.usual_gap === null ? null : Math.max(1, Math.round(Math.min(seen.usual_gap, observed / 2)))
  const at = (method: Threshold['method'], length: number | null): Threshold => {
    const errors = length !== null && curves.length > 0 ? errorsAt(atCut, length) : null
    return {
      method,
      days: length,
      lost: length === null ? null : silentOver(lengths, length),
      falseLost: errors?.falseLost ?? null,
      falseKept: errors?.falseKept ?? null,
    }
  }
  const model = await fitAt(database, asOf)
  return {
    days,
    onEveryPage: company.silence && { days: company.silence.days, isGiven: company.silence.isGiven },
    customers: seen.customers!,
    returned: seen.returned!,
    observed,
    seenFrom: dayBefore(seen.first_day, -days),
    methods: [
      at('gaps', usual),
      at('survival', survivalThreshold(lengths)),
      at('errors', leastErrors(curves)),
      await byModel(database, model, asOf, curves.length > 0 ? cut : null),
    ],
    cut: curves.length > 0 ? cut : null,
    atCut,
    curves,
    still: lengths.filter(({ still }) => still > 0).map(({ days: length, still }) => ({ days: length, still })),
    model,
  }
}

type Model = Silences['model']

async function fitAt(database: Database, until: string): Promise<Model> {
  const rows = await database.rows(queries.patterns, { until, most_customers: MOST_FITTED })
  const fit = await fitBgNbd(
    rows.map(({ repeats, recency, age, customers }) => ({ repeats: repeats!, recency: recency!, age: age!, customers: customers! })),
  )
  return fit && { r: fit.r, alpha: fit.alpha, a: fit.a, b: fit.b, isConverged: fit.isConverged }
}

/** Whom the model takes for gone now; and, fitted on what was known at the cut, how often it was wrong then. */
async function byModel(database: Database, model: Model, asOf: string, cut: string | null): Promise<Threshold> {
  const judge = async ({ r, alpha, a, b }: BgNbd, until: string) => (await database.rows(queries.alive, { r, alpha, a, b, until }))[0]!
  const before = model && cut ? await fitAt(database, cut) : null
  const now = model && (await judge(model, asOf))
  const then = before && (await judge(before, cut!))
  const days = now?.days ?? null
  return {
    method: 'alive',
    days: days === null ? null : Math.max(1, Math.round(days)),
    lost: now?.lost ?? null,
    falseLost: then?.false_lost ?? null,
    falseKept: then?.false_kept ?? null,
  }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
