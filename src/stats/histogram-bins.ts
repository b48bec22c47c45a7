/** Columns cut into at most 64 bins, row by row. */
export interface Binned {
  readonly wide: number
  readonly bins: Uint8Array
  /** Of each column, increasing: a value up to and including cut i is in bin i or lower. */
  readonly cuts: readonly Float64Array[]
}

export const MOST_BINS = 64
const LOOKED_AT = 20_000

/** Cuts at quantiles of the rows (of 20,000 of them), or between all values where there are few. */
export function binColumns(columns: readonly ArrayLike<number>[], rows: ArrayLike<number>): Binned {
  const wide = columns.length
  const bins = new Uint8Array(rows.length * wide)
  const cuts = columns.map((column) => cutsOf(column, rows))
  for (let column = 0; column < wide; column++) {
    const own = columns[column]!
    const edges = cuts[column]!
    for (let row = 0; row < rows.length; row++) bins[row * wide + column] = binOf(own[rows[row]!]!, edges)
  }
  return { wide, bins, cuts }
}

function cutsOf(column: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  const every = Math.max(1, Math.floor(rows.length / LOOKED_AT))
  const values = new Float64Array(Math.ceil(rows.length / every))
  for (let index = 0; index < values.length; index++) values[index] = column[rows[index * every]!]!
  values.sort()
  const distinct = values.filter((value, index) => index === 0 || value !== values[index - 1])
  if (distinct.length <= MOST_BINS)
    return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) => (distinct[i]! + distinct[i + 1]!) / 2)
  const edges = Float64Array.from({ length: MOST_BINS - 1 }, (_, i) => values[Math.floor((values.length * (i + 1)) / MOST_BINS)]!)
  return edges.filter((value, index) => index === 0 || value > edges[index - 1]!)
}

function binOf(value: number, cuts: Float64Array): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= cuts[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
