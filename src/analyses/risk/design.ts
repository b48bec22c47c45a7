import type { Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { sourceOf } from '../churn-features/design'
import { before, sources, type FollowUp, type ChurnSource } from '../churn-features/features'
import type { RiskSettings } from './options'

/** Days, and the windows between them, by which the model is made and tested. */
export interface Design {
  readonly source: ChurnSource
  readonly horizon: number
  readonly gap: number
  /** Whoever bought within so many days before a cut is followed from it. */
  readonly silence: number
  /** Of orders: whether so long a silence means leaving, else only that. */
  readonly meansLeaving: boolean
  /** Null without dates. */
  readonly cuts: { readonly train: string; readonly test: string; readonly score: string } | null
}

/** What a subscription or a date of leaving is foreseen for. */
const QUARTER = 90
/** Two windows are foreseen one after the other, and as much must be known before them. */
const PARTS = 4
const SHORTEST = 5

/** Null where the files cannot fill the source asked for, or tell too short a time. */
export async function designOf(
  database: Database,
  settings: RiskSettings,
  company: Pick<Company, 'roles' | 'tables' | 'asOf' | 'silence'>,
): Promise<Design | null> {
  const [seen] = await database.rows(sources)
  const source = sourceOf(settings.source, company, seen!)
  if (source === null) return null
  if (source === 'flag') return { source, horizon: 0, gap: 0, silence: 0, meansLeaving: true, cuts: null }
  const observed = seen!.observed ?? 0
  const usual = source === 'orders' ? (company.silence?.days ?? QUARTER) : QUARTER
  const longest = Math.floor(observed / PARTS)
  const horizon = settings.horizon > 0 ? settings.horizon : Math.min(Math.max(Math.round(usual), SHORTEST), longest)
  const gap = Math.min(settings.gap, Math.floor(horizon / 2))
  if (company.asOf === null || horizon < SHORTEST || 2 * (horizon + gap) >= observed) return null
  const test = before(company.asOf, horizon + gap)
  // Who has been silent for longer has left, on every page: nobody offers them anything.
  const silence = Math.max(1, Math.round(usual))
  const meansLeaving = source !== 'orders' || (company.silence?.meansLeaving ?? false)
  return { source, horizon, gap, silence, meansLeaving, cuts: { train: before(test, horizon + gap), test, score: company.asOf } }
}

/** Whom to follow from a cut on. */
export function following({ source, horizon, gap, silence, cuts }: Design, cut: 'train' | 'test' | 'score', most: number): FollowUp {
  return {
    source,
    cut: cuts?.[cut] ?? '1970-01-01',
    seenUntil: cuts?.score ?? '1970-01-01',
    gapDays: gap,
    horizonDays: horizon,
    // What happens within longer than a silence is learnt of all who might still order; foreseen are only those who are there.
    silenceDays: cut === 'score' ? silence : Math.max(silence, horizon),
    recentDays: horizon,
    most,
    isDrawn: cut !== 'score',
  }
}
