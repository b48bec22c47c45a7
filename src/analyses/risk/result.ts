import type { Database } from '../../engine/database'
import type { Recalibration } from '../../stats/calibration'
import type { Context } from '../contract/definition'
import { departed, departures, departureValues } from '../departures/departures'
import { featureRows, featureSet, follow, type FeatureRow, type FeatureSet } from '../churn-features/features'
import { designOf, following, type Design } from './design'
import { encode, featuresOf, type Feature } from './encoding'
import { choose, correction, crossCorrected, evaluate, isBetterThanBase, type Evaluation } from './evaluation'
import { importances, type Importance } from './importance'
import { leakOf, type Leak } from './leaks'
import { choosePenalty, fitModel, predict, stratified, type Model, type ModelName, type Pause } from './models'
import type { RiskSettings } from './options'
import { saveList, type Fitted, type SaveList } from './scoring'

/** People a model was made from or tested on. */
export interface People {
  readonly people: number
  readonly left: number
  /** Before a draw of the most that are taken. */
  readonly everybody: number
}

export interface RiskResult {
  /** Null: the files do not tell who left, or over too short a time. */
  readonly design: Design | null
  readonly trained: People
  /** With dates other people, or the same ones later; without, the same ones, each foreseen without them. */
  readonly tested: People
  /** Of all whom the source tells of, those who left, as every page has them. */
  readonly state: { readonly customers: number; readonly gone: number }
  /** Null where too few left or stayed. */
  readonly models: readonly Evaluation[] | null
  readonly chosen: ModelName
  readonly isBetter: boolean
  readonly penalty: number
  /** What the probabilities were corrected by; null: they were right as they are. */
  readonly recalibration: Recalibration | null
  /** The chosen model's numbers once corrected, each customer's by a correction fitted on others. */
  readonly corrected: Evaluation | null
  readonly importance: readonly Importance[]
  readonly features: number
  readonly leftOut: readonly Leak[]
  readonly list: SaveList | null
  readonly fitted: Fitted | null
}

const NOBODY: People = { people: 0, left: 0, everybody: 0 }
const NOTHING: RiskResult = {
  design: null,
  trained: NOBODY,
  tested: NOBODY,
  state: { customers: 0, gone: 0 },
  models: null,
  chosen: 'logistic',
  isBetter: false,
  penalty: 0,
  recalibration: null,
  corrected: null,
  importance: [],
  features: 0,
  leftOut: [],
  list: null,
  fitted: null,
}

const MOST_TRAINED = 100_000
/** Of those who left and of those who stayed: with fewer nothing can be learnt of them. */
const FEWEST = 20

export async function risk(database: Database, settings: RiskSettings, { company, pause }: Context): Promise<RiskResult> {
  const design = await designOf(database, settings, company)
  if (design === null) return NOTHING
  await database.rows(departures, departureValues(design.source, company.silence))
  const counted = await database.rows(departed)
  const sum = (of: 'known' | 'gone') => counted.reduce((total, row) => total + row[of]!, 0)
  const state = { customers: sum('known'), gone: sum('gone') }
  const set = await featureSet(database, company, design.source)
  const found = design.cuts ? await byDates(database, settings, design, set, pause) : await byParts(database, settings, design, set, pause)
  return { ...found, state }
}

/** Made at one day, tested at a later one, and made anew from the later one for those who are there now. */
async function byDates(database: Database, settings: RiskSettings, design: Design, set: FeatureSet, pause: Pause): Promise<RiskResult> {
  const train = await read(database, design, 'train', set)
  const test = await read(database, design, 'test', set)
  const known = { ...NOTHING, design, trained: train.people, tested: test.people }
  if (!isEnough(train.people) || !isEnough(test.people)) return known
  const { features, leftOut } = usable(train, set)
  const [seen, unseen] = [encode(train.rows, features), encode(test.rows, features)]
  const all = Uint32Array.from(train.rows.keys())
  const penalty = await choosePenalty(seen, train.labels, all, pause)
  const models = {
    logistic: await fitModel('logistic', seen, train.labels, all, penalty, pause),
    boosting: await fitModel('boosting', seen, train.labels, all, penalty, pause),
  }
  const later = Uint32Array.from(test.rows.keys())
  const foreseen = { logistic: predict(models.logistic, unseen.columns, later), boosting: predict(models.boosting, unseen.columns, later) }
  const judged = judge(foreseen, test.labels)
  const importance = await importances([{ model: models[judged.chosen], rows: later }], unseen, test.labels, features, pause)
  const result = { ...known, ...judged, penalty, importance, features: features.length, leftOut }
  if (!judged.isBetter) return result
  const now = featuresOf(test.rows, set).filter(({ label }) => !leftOut.some(({ feature }) => feature === label))
  const model = await fitModel(judged.chosen, encode(test.rows, now), test.labels, later, penalty, pause)
  const fitted = { design, features: now, models: [model], recalibration: judged.recalibration }
  return { ...result, fitted, list: await saveList(database, fitted, set, () => undefined, settings, pause) }
}

/** Each of five parts foreseen by models made from the other four. */
async function byParts(database: Database, settings: RiskSettings, design: Design, set: FeatureSet, pause: Pause): Promise<RiskResult> {
  const train = await read(database, design, 'train', set)
  const known = { ...NOTHING, design, trained: train.people, tested: train.people }
  if (!isEnough(train.people)) return known
  const { features, leftOut } = usable(train, set)
  const encoded = encode(train.rows, features)
  const all = Uint32Array.from(train.rows.keys())
  const parts = stratified(all, train.labels)
  const penalty = await choosePenalty(encoded, train.labels, all, pause)
  const models: Record<ModelName, Model[]> = { logistic: [], boosting: [] }
  const foreseen = { logistic: new Float64Array(all.length), boosting: new Float64Array(all.length) }
  for (const part of new Set([...parts].sort())) {
    const own = all.filter((row) => parts[row] === part)
    const others = all.filter((row) => parts[row] !== part)
    for (const name of ['logistic', 'boosting'] as const) {
      const model = await fitModel(name, encoded, train.labels, others, penalty, pause)
      models[name].push(model)
      for (const [index, p] of predict(model, encoded.columns, own).entries()) foreseen[name][own[index]!] = p
    }
  }
  const judged = judge(foreseen, train.labels)
  const byPart = models[judged.chosen].map((model, part) => ({ model, rows: all.filter((row) => parts[row] === part) }))
  const importance = await importances(byPart, encoded, train.labels, features, pause)
  const result = { ...known, ...judged, penalty, importance, features: features.length, leftOut }
  if (!judged.isBetter) return result
  const fitted = { design, features, models: models[judged.chosen], recalibration: judged.recalibration }
  return { ...result, fitted, list: await saveList(database, fitted, set, partsOf(train), settings, pause) }
}

interface Read {
  readonly rows: readonly FeatureRow[]
  readonly labels: Uint8Array
  readonly people: People
}

async function read(database: Database, design: Design, cut: 'train' | 'test', set: FeatureSet): Promise<Read> {
  await follow(database, following(design, cut, MOST_TRAINED), set)
  const rows: FeatureRow[] = []
  for await (const piece of featureRows(database, set)) for (const row of piece) if (row.has_left !== null) rows.push(row)
  const labels = Uint8Array.from(rows, ({ has_left }) => Number(has_left))
  const left = labels.reduce((sum, label) => sum + label, 0)
  return { rows, labels, people: { people: rows.length, left, everybody: Number(rows[0]?.everybody ?? 0) } }
}

function isEnough({ people, left }: People): boolean {
  return left >= FEWEST && people - left >= FEWEST
}

function usable({ rows, labels }: Read, set: FeatureSet): { features: readonly Feature[]; leftOut: readonly Leak[] } {
  const found = featuresOf(rows, set).map((feature) => ({ feature, leak: leakOf(feature, rows, labels) }))
  return {
    features: found.filter(({ leak }) => leak === null).map(({ feature }) => feature),
    leftOut: found.flatMap(({ leak }) => (leak ? [leak] : [])),
  }
}

function judge(foreseen: Readonly<Record<ModelName, Float64Array>>, labels: Uint8Array) {
  const models = (['logistic', 'boosting'] as const).map((name) => evaluate(name, foreseen[name], labels))
  const chosen = choose(foreseen, labels)
  const own = models.find(({ name }) => name === chosen)!
  const recalibration = correction(foreseen[chosen], labels)
  const after = recalibration ? evaluate(chosen, crossCorrected(foreseen[chosen], labels), labels) : null
  return { models, chosen, isBetter: isBetterThanBase(after ?? own), recalibration, corrected: after }
}

/** The part in which each customer of the draw was foreseen. */
function partsOf({ rows, labels }: Pick<Read, 'rows' | 'labels'>): (id: string) => number | undefined {
  const parts = stratified(Uint32Array.from(rows.keys()), labels)
  const byId = new Map(rows.map(({ customer_id }, row) => [customer_id, parts[row]!]))
  return (id) => byId.get(id)
}

/** Who was in which part, read anew: too much to be kept with the result. */
export async function readParts(database: Database, { design }: Fitted, set: FeatureSet): Promise<(id: string) => number | undefined> {
  return design.cuts ? () => undefined : partsOf(await read(database, design, 'train', set))
}
