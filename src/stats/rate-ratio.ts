import { Z95, type Interval } from './wilson'

/**
 * Ratio of two counts of happenings in the same time, a / b, with a 95 % interval on the log scale: both are taken as Poisson, so that
 * Var ln(a/b) = 1/a + 1/b (Rothman, Modern Epidemiology, 1986, ch. 11). Both counts must be over 0.
 */
export function rateRatio(a: number, b: number): Interval & { readonly ratio: number } {
  if (!(a > 0) || !(b > 0)) throw new RangeError('a ratio of counts needs both of them over 0')
  const ratio = a / b
  const factor = Math.exp(Z95 * Math.sqrt(1 / a + 1 / b))
  return { ratio, low: ratio / factor, high: ratio * factor }
}
