import type { Points } from '../../stats/k-means'
import { quantile } from '../../stats/quantile'

/** How a value becomes a coordinate: (value, or ln(1 + value), − middle) ÷ spread. */
export interface Scaling {
  readonly isLog: boolean
  readonly middle: number
  readonly spread: number
}

/** Sample skewness from which a feature that is never below nothing is compared by ratio. */
const SKEWED = 1
/** The middle half of a normal distribution is so many standard deviations wide. */
const NORMAL_QUARTILES = 1.349

/** Log of skewed amounts, then the median and the width of the middle half; mean and standard deviation where that half is one value. */
export function scalingOf(values: Float64Array, mayLog: boolean): Scaling {
  const isLog = mayLog && values.every((value) => value >= 0) && skewness(values) > SKEWED
  const own = (isLog ? values.map(Math.log1p) : values).toSorted()
  const [low, middle, high] = [quantile(own, 0.25), quantile(own, 0.5), quantile(own, 0.75)]
  if (high > low) return { isLog, middle, spread: (high - low) / NORMAL_QUARTILES }
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length
  return { isLog, middle: mean, spread: Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) || 1 }
}

export function scaled(value: number, { isLog, middle, spread }: Scaling): number {
  return ((isLog ? Math.log1p(value) : value) - middle) / spread
}

export function pointsOf(columns: readonly Float64Array[], scalings: readonly Scaling[]): Points {
  const rows = columns[0]?.length ?? 0
  const values = new Float64Array(rows * columns.length)
  for (const [column, own] of columns.entries())
    for (let row = 0; row < rows; row++) values[row * columns.length + column] = scaled(own[row]!, scalings[column]!)
  return { values, rows, columns: columns.length }
}

function skewness(values: Float64Array): number {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  let [second, third] = [0, 0]
  for (const value of values) {
    second += (value - mean) ** 2
    third += (value - mean) ** 3
  }
  return second === 0 ? 0 : third / n / (second / n) ** 1.5
}
