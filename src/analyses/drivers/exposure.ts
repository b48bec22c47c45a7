import { logScaled } from './traits'
import type { Values } from './records'

/** Columns of numbers for a model: the logarithm of each exposure, its square, whether it is not known; then the period. */
export function exposureColumns(exposures: readonly Values[], periods: readonly number[]): readonly ArrayLike<number>[] {
  const last = periods.reduce((most, period) => Math.max(most, period), 0)
  const clock = Array.from({ length: last }, () => new Uint8Array(periods.length))
  for (const [row, period] of periods.entries()) if (period > 0) clock[period - 1]![row] = 1
  return [...exposures.flatMap((values) => ofOne(logScaled(values))), ...clock]
}

function ofOne(values: Float64Array): readonly Float64Array[] {
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length))
  if (!(spread > 1e-9)) return []
  const centred = values.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / spread))
  const columns = [centred, centred.map((value) => value * value)]
  return known.length < values.length ? [...columns, values.map((value) => Number(Number.isNaN(value)))] : columns
}
