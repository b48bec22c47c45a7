import { random } from '../../stats/random'
import { aucOf } from '../../stats/roc'
import type { Encoded, Feature } from './encoding'
import { logOddsOf, onlyWith, type Model, type Pause } from './models'

/** How much worse the model tells leavers from stayers once a feature is shuffled among the people. */
export interface Importance {
  readonly feature: string
  /** Mean fall of the AUC over the shuffles, and its standard deviation. */
  readonly drop: number
  readonly spread: number
}

const SHUFFLES = 10
const MOST_ROWS = 4_000

/** Permutation importance (Breiman 2001) on people the model had not seen; the columns of one feature are shuffled together. */
export async function importances(
  parts: readonly { readonly model: Model; readonly rows: Uint32Array }[],
  { columns, featureOf }: Encoded,
  labels: Uint8Array,
  features: readonly Feature[],
  pause: Pause,
): Promise<readonly Importance[]> {
  const next = random(5)
  const all = parts.reduce((sum, { rows }) => sum + rows.length, 0)
  const drawn = parts.map(({ model, rows }) => ({ model, rows: rows.filter(() => next() < MOST_ROWS / all) }))
  const known = Uint8Array.from(drawn.flatMap(({ rows }) => Array.from(rows, (row) => labels[row]!)))
  // Their values alone: columns of everybody would be copied at every shuffle.
  const taken = drawn.map(({ model, rows }) => ({
    model,
    rows: Uint32Array.from(rows.keys()),
    columns: columns.map((column) => Float32Array.from(rows, (row) => column[row]!)),
  }))
  const area = (scores: Float64Array) => aucOf(scores, known)?.auc ?? 0.5
  const scores = Float64Array.from(taken.flatMap(({ model, rows, columns }) => Array.from(rows, (row) => logOddsOf(model, columns, row))))
  const whole = area(scores)
  const found: Importance[] = []
  for (const [index, { label }] of features.entries()) {
    await pause()
    const own = [...featureOf.keys()].filter((column) => featureOf[column] === index)
    // Only what depends on the feature changes: its terms, or the trees that ask for it.
    const parts = taken.map(({ model, rows, columns }) => ({ part: onlyWith(model, own), rows, columns }))
    if (parts.every(({ part }) => part === null)) {
      found.push({ feature: label, drop: 0, spread: 0 })
      continue
    }
    const drops: number[] = []
    for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      const changed = scores.slice()
      let place = 0
      for (const { part, rows, columns } of parts) {
        const shuffled = columns.slice()
        const order = shuffledRows(rows, next)
        for (const column of own) {
          const values = (shuffled[column] = columns[column]!.slice())
          for (const [index, row] of rows.entries()) values[row] = columns[column]![order[index]!]!
        }
        for (const row of rows) {
          if (part) changed[place]! += logOddsOf(part, shuffled, row) - logOddsOf(part, columns, row)
          place++
        }
      }
      drops.push(whole - area(changed))
    }
    const drop = drops.reduce((sum, value) => sum + value, 0) / SHUFFLES
    const spread = Math.sqrt(drops.reduce((sum, value) => sum + (value - drop) ** 2, 0) / (SHUFFLES - 1))
    found.push({ feature: label, drop, spread })
  }
  return found.toSorted((a, b) => b.drop - a.drop)
}

function shuffledRows(rows: Uint32Array, next: () => number): Uint32Array {
  const order = rows.slice()
  for (let place = order.length - 1; place > 0; place--) {
    const other = Math.floor(next() * (place + 1))
    ;[order[place], order[other]] = [order[other]!, order[place]!]
  }
  return order
}
