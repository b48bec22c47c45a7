import type { Known, Values } from './records'
import { FEWEST } from './traits'

/** A correlation beyond it says how long somebody stayed in other words: a total of charges, a band of tenure. */
const SAME = 0.8

/** Whether a column follows the length of the stay: it was not so from the beginning, and is small of whoever left early. */
export function growsWithStay({ kind }: Pick<Known, 'kind'>, values: Values, stays: readonly (number | null)[]): boolean {
  const numbers =
    kind === 'number' ? Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))) : meansOf(values, stays)
  return (
    Math.abs(
      correlation(
        numbers,
        Float64Array.from(stays, (stay) => stay ?? Number.NaN),
      ),
    ) > SAME
  )
}

/** Levels as the mean stay of each; a level of few would follow theirs by chance. */
function meansOf(values: Values, stays: readonly (number | null)[]): Float64Array {
  const levels = new Map<Values[number], { n: number; sum: number }>()
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!
    if (value === null || stays[place] === null) continue
    const own = levels.get(value) ?? { n: 0, sum: 0 }
    own.n++
    own.sum += stays[place]!
    levels.set(value, own)
  }
  return Float64Array.from(values, (value) => {
    const own = levels.get(value)
    return own && own.n >= FEWEST ? own.sum / own.n : Number.NaN
  })
}

/** Pearson's, over the places where both are known. */
function correlation(one: Float64Array, other: Float64Array): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let place = 0; place < one.length; place++) {
    const [x, y] = [one[place]!, other[place]!]
    if (Number.isNaN(x + y)) continue
    n++
    const [dx, dy] = [x - a, y - b]
    a += dx / n
    b += dy / n
    aa += dx * (x - a)
    bb += dy * (y - b)
    ab += dx * (y - b)
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}
