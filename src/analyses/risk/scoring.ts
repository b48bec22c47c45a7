import { query, type Database } from '../../engine/database'
import { recalibrated, type Recalibration } from '../../stats/calibration'
import { drawnFor } from '../../stats/draw'
import { logistic } from '../../stats/logistic'
import type { Interval } from '../../stats/wilson'
import { featureRows, follow, type FeatureRow, type FeatureSet } from '../churn-features/features'
import { following, type Design } from './design'
import { encode, type Feature } from './encoding'
import { logOddsOf, type Model, type Pause } from './models'
import type { RiskSettings } from './options'
import type { Missing } from './buying-model'
import { reasonsOf } from './reasons'
import { stakesOf, type Stakes } from './stakes'
import typicalValueText from './typical-value.sql?raw'

/** What is needed to foresee customers as they are now. */
export interface Fitted {
  readonly design: Design
  readonly features: readonly Feature[]
  /** One; or one a part, where each part is foreseen by the model that has not seen it. */
  readonly models: readonly Model[]
  readonly recalibration: Pick<Recalibration, 'intercept' | 'slope'> | null
}

/** A customer as the model foresees them. */
export interface Foreseen {
  readonly id: string
  readonly risk: number
  /** What a year brought; null where no amount is known. */
  readonly value: number | null
  /** Expected to be lost by leaving; null where it cannot be told. */
  readonly loss: number | null
  readonly reasons: readonly string[]
}

/** A customer on the save list. */
export interface Listed extends Foreseen {
  /** Drawn by lot to be left alone, so that the effect of the others' offer can be measured. */
  readonly isHeldOut: boolean
}

/** Customers foreseen: those who brought most. */
const MOST_FORESEEN = 200_000
export const MOST_LISTED = 5_000
/** Where no money is known, this part with the highest risks is listed. */
const PART_LISTED = 0.1

export interface SaveList {
  readonly customers: readonly Listed[]
  /** Worth an offer, listed or not. */
  readonly worth: number
  readonly hasMoney: boolean
  /** What an offer costs. */
  readonly cost: number
  /** All who are still there, those who were foreseen, and what is expected to be lost with all of these. */
  readonly there: number
  readonly foreseen: number
  readonly loss: number | null
  /** 95 % interval of what is expected to be lost with those listed. */
  readonly lossInterval: Interval | null
  /** Over which it is counted, and why it cannot be told (null: it can). */
  readonly days: number
  readonly missing: Missing | null
}

type Part = (id: string) => number | undefined

const typicalValue = query('typical value of a year', typicalValueText, { typical_value: 'number' })

/** Part of what a typical customer brings in the time a loss is counted over that an offer costs, unless it is set. */
const COST = 0.05

/** Who is foreseen from now on. */
export async function followNow(database: Database, { design }: Pick<Fitted, 'design'>, set: FeatureSet): Promise<void> {
  await follow(database, following(design, 'score', design.cuts ? MOST_FORESEEN : 2 * MOST_FORESEEN), set)
}

async function costOf(database: Database, { cost }: Pick<RiskSettings, 'cost'>, { days }: Stakes): Promise<number> {
  if (cost > 0) return cost
  const [row] = await database.rows(typicalValue)
  return Number(((COST * (row?.typical_value ?? 0) * days) / 365).toPrecision(2))
}

/** Who was kept by `followNow` is foreseen, piece by piece; `wants` tells for whom reasons are worth finding. */
export async function* foreseeCustomers(
  database: Database,
  { design, features, models, recalibration }: Fitted,
  set: FeatureSet,
  partOf: Part,
  stakes: Stakes,
  wants: (risk: number, loss: number | null) => boolean,
  pause: Pause,
): AsyncGenerator<{ readonly customers: readonly Foreseen[]; readonly everybody: number }> {
  for await (const all of featureRows(database, set)) {
    await pause()
    const rows = all.filter(({ has_left }) => has_left !== true)
    const encoded = encode(rows, features)
    const customers = rows.map((values, row): Foreseen => {
      const part = models.length > 1 ? partOf(values.customer_id) : undefined
      const own = part === undefined ? models : [models[part]!]
      const odds = own.reduce((sum, model) => sum + logOddsOf(model, encoded.columns, row), 0) / own.length
      const risk = recalibration ? recalibrated(logistic(odds), recalibration) : logistic(odds)
      const value = values.year_value === null ? null : Math.max(0, values.year_value)
      const loss = stakes.lossOf(values.customer_id, risk, value)
      const reasons = wants(risk, loss) ? reasonsOf(own, encoded, row, values, features, design.horizon) : []
      return { id: values.customer_id, risk, value, loss, reasons }
    })
    yield { customers, everybody: everybodyIn(all) }
  }
}

function everybodyIn(rows: readonly FeatureRow[]): number {
  return Number(rows[0]?.everybody ?? 0)
}

/** Whom an offer is worth more than it costs, the largest expected loss first; with the draw of those who are left alone. */
export async function saveList(
  database: Database,
  fitted: Fitted,
  set: FeatureSet,
  partOf: Part,
  settings: Pick<RiskSettings, 'save_rate' | 'cost' | 'hold_out' | 'seed'>,
  pause: Pause,
): Promise<SaveList> {
  await followNow(database, fitted, set)
  const stakes = await stakesOf(database, fitted.design)
  const cost = await costOf(database, settings, stakes)
  let best: Foreseen[] = []
  let [worth, foreseen, everybody, sum, known] = [0, 0, 0, 0, 0]
  const weight = ({ risk, loss }: Pick<Foreseen, 'risk' | 'loss'>) => loss ?? risk
  const isWorth = (loss: number | null) => loss !== null && (loss * settings.save_rate) / 100 > cost
  // With money the least of the list rises as it fills; without, everybody's risk must be known first.
  const wants = (risk: number, loss: number | null) =>
    (loss === null ? known === 0 : isWorth(loss)) && (best.length < MOST_LISTED || weight({ risk, loss }) > weight(best.at(-1)!))
  for await (const piece of foreseeCustomers(database, fitted, set, partOf, stakes, wants, pause)) {
    everybody = Math.max(everybody, piece.everybody)
    foreseen += piece.customers.length
    for (const { loss } of piece.customers) {
      if (loss === null) continue
      known++
      sum += loss
    }
    const candidates = piece.customers.filter(({ loss }) => known === 0 || isWorth(loss))
    if (known > 0) worth += candidates.length
    best = [...best, ...candidates].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1)).slice(0, MOST_LISTED)
  }
  const hasMoney = known > 0
  if (!hasMoney) worth = Math.ceil(PART_LISTED * foreseen)
  const listed = best.slice(0, worth)
  return {
    customers: listed.map((one) => ({ ...one, isHeldOut: drawnFor(one.id, settings.seed) < settings.hold_out / 100 })),
    worth,
    hasMoney,
    cost,
    there: fitted.design.cuts ? everybody : foreseen,
    foreseen,
    loss: hasMoney ? sum : null,
    lossInterval: hasMoney ? stakes.intervalOf(listed) : null,
    days: stakes.days,
    missing: hasMoney ? null : (stakes.missing ?? 'amounts'),
  }
}
