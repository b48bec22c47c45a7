import { boost, forestLogOdds, treesWith, type Forest } from '../../stats/boosting'
import { fitLogistic, logistic, logOdds, type LogisticFit } from '../../stats/logistic'
import { random } from '../../stats/random'
import { addTreeReasons } from '../../stats/tree-reasons'
import type { Encoded } from './encoding'

export type ModelName = 'logistic' | 'boosting'

export const MODEL_NAMES: Record<ModelName, string> = { logistic: 'Logistic regression', boosting: 'Boosted trees' }

/** Lets others work for a moment, and throws when nobody waits for the answer any more. */
export type Pause = () => Promise<void>

/** One of the two, fitted. */
export interface Model {
  readonly name: ModelName
  readonly logistic: LogisticFit | null
  readonly forest: Forest | null
  /** Column means of the training rows, which the reasons of the regression are counted from. */
  readonly means: Float64Array
}

export async function fitModel(
  name: ModelName,
  { columns }: Encoded,
  labels: Uint8Array,
  rows: Uint32Array,
  penalty: number,
  pause: Pause,
): Promise<Model> {
  await pause()
  const means = Float64Array.from(columns, (column) => rows.reduce((sum, row) => sum + column[row]!, 0) / rows.length)
  return name === 'logistic'
    ? { name, logistic: fitLogistic(columns, labels, { penalty, rows }), forest: null, means }
    : { name, logistic: null, forest: await boost(columns, labels, { rows, pause }), means }
}

export function logOddsOf({ logistic: fit, forest }: Model, columns: Encoded['columns'], row: number): number {
  return fit ? logOdds(fit, columns, row) : forestLogOdds(forest!, columns, row)
}

/** The part of a model that reads any of the columns: their terms, or the trees that ask for them. Null: it reads none. */
export function onlyWith(model: Model, columns: readonly number[]): Model | null {
  if (model.forest) {
    const forest = treesWith(model.forest, columns)
    return forest.trees > 0 ? { ...model, forest } : null
  }
  const coefficients = model.logistic!.coefficients.map((value, column) => (columns.includes(column) ? value : 0))
  return coefficients.some((value) => value !== 0) ? { ...model, logistic: { ...model.logistic!, coefficients } } : null
}

/** Probabilities of leaving. */
export function predict(model: Model, columns: Encoded['columns'], rows: ArrayLike<number>): Float64Array {
  return Float64Array.from(rows, (row) => logistic(logOddsOf(model, columns, row)))
}

/** What each feature adds to a row's log-odds against the training rows: β (x − x̄) of its columns, or its Shapley value. */
export function addReasons(model: Model, { columns, featureOf }: Encoded, row: number, into: Float64Array): void {
  if (!model.logistic) return addTreeReasons(model.forest!, columns, row, featureOf, into)
  const { coefficients } = model.logistic
  for (let column = 0; column < coefficients.length; column++)
    into[featureOf[column]!]! += coefficients[column]! * (columns[column]![row]! - model.means[column]!)
}

/** λ tried, from little to much: half of it times the sum of squares of the coefficients, in standard deviations. */
const PENALTIES = [1, 10, 100, 1000]
const TRIED_ON = 4_000
const FOLDS = 5

/** The λ that foresees rows not fitted best, by five parts of at most 4,000 rows. */
export async function choosePenalty({ columns }: Encoded, labels: Uint8Array, rows: Uint32Array, pause: Pause): Promise<number> {
  const tried = rows.length <= TRIED_ON ? rows : shuffled(rows).subarray(0, TRIED_ON)
  const parts = stratified(tried, labels)
  let [best, least] = [PENALTIES[0]!, Infinity]
  for (const penalty of PENALTIES) {
    let loss = 0
    for (let part = 0; part < FOLDS; part++) {
      await pause()
      const fit = fitLogistic(columns, labels, { penalty, enough: 1e-6, rows: tried.filter((_, index) => parts[index] !== part) })
      for (const [index, row] of tried.entries()) {
        if (parts[index] !== part) continue
        const p = logistic(logOdds(fit, columns, row))
        loss -= Math.log(labels[row] ? p : 1 - p)
      }
    }
    if (loss < least) [least, best] = [loss, penalty]
  }
  return best
}

function shuffled(rows: Uint32Array): Uint32Array {
  const next = random(11)
  const all = rows.slice()
  for (let place = all.length - 1; place > 0; place--) {
    const other = Math.floor(next() * (place + 1))
    ;[all[place], all[other]] = [all[other]!, all[place]!]
  }
  return all
}

/** The part of each row, 0 to 4: leavers and stayers are dealt out apart, in an order drawn once. */
export function stratified(rows: Uint32Array, labels: Uint8Array): Uint8Array {
  const parts = new Uint8Array(rows.length)
  const dealt = [0, 0]
  for (const index of shuffled(Uint32Array.from(rows.keys()))) {
    const label = labels[rows[index]!]!
    parts[index] = dealt[label]!++ % FOLDS
  }
  return parts
}
