import type { Database } from '../../engine/database'
import type { Company, Silence } from '../../model/company/company'
import type { BgNbd } from '../../stats/bg-nbd'
import { silenceLimit, type GapLength } from '../../stats/silence-limit'
import { fitBefore } from '../buying/buying'
import * as queries from './queries'
import { dayBefore, daysBetween } from './rates'
import { errorCurves, errorsAt, leastErrors, silentOver, type CutSilence, type ErrorPoint, type Threshold } from './thresholds'

/** When silence means leaving: four ways to tell, and what each says. */
export interface Silences {
  /** In force on this page, and on every page. */
  readonly days: number
  readonly onEveryPage: { readonly days: number; readonly isGiven: boolean } | null
  readonly customers: number
  /** Days from the first order to the as-of date: no threshold can be longer. */
  readonly observed: number
  readonly firstDay: string
  readonly methods: readonly Threshold[]
  /** The day on which customers are judged by what followed; null where too little was seen. */
  readonly cut: string | null
  readonly atCut: readonly CutSilence[]
  readonly curves: readonly ErrorPoint[]
  /** All silences of customers in view by their length. */
  readonly lengths: readonly GapLength[]
  readonly model: (BgNbd & { readonly isConverged: boolean }) | null
}

export async function silencesOf(
  database: Database,
  { days }: Silence,
  company: Pick<Company, 'silence' | 'asOf'>,
): Promise<Silences | null> {
  const [seen] = await database.rows(queries.observed)
  const { asOf } = company
  if (!seen?.first_day || asOf === null) return null
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
      called: errors?.called ?? null,
      falseLost: errors?.falseLost ?? null,
      falseKept: errors?.falseKept ?? null,
    }
  }
  const fit = await fitBefore(database, asOf)
  const model = fit && { r: fit.r, alpha: fit.alpha, a: fit.a, b: fit.b, isConverged: fit.isConverged }
  return {
    days,
    onEveryPage: company.silence && { days: company.silence.days, isGiven: company.silence.isGiven },
    customers: seen.customers!,
    observed,
    firstDay: seen.first_day,
    methods: [
      at('gaps', usual),
      at('survival', silenceLimit(lengths)),
      at('errors', leastErrors(curves)),
      await byModel(database, model, asOf, curves.length > 0 ? cut : null),
    ],
    cut: curves.length > 0 ? cut : null,
    atCut,
    curves,
    lengths,
    model,
  }
}

type Model = Silences['model']

/** Whom the model takes for gone now; and, fitted on what was known at the cut, how often it was wrong then. */
async function byModel(database: Database, model: Model, asOf: string, cut: string | null): Promise<Threshold> {
  const judge = async ({ r, alpha, a, b }: BgNbd, until: string) => (await database.rows(queries.alive, { r, alpha, a, b, until }))[0]!
  const before = model && cut ? await fitBefore(database, cut) : null
  const now = model && (await judge(model, asOf))
  const then = before && (await judge(before, cut!))
  const days = now?.days ?? null
  return {
    method: 'alive',
    days: days === null ? null : Math.max(1, Math.round(days)),
    lost: now?.lost ?? null,
    called: then?.lost ?? null,
    falseLost: then?.false_lost ?? null,
    falseKept: then?.false_kept ?? null,
  }
}
