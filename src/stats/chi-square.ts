import { upperGamma } from './gamma'

/** P(χ² ≥ statistic) with `df` degrees of freedom. */
export function chiSquareTail(statistic: number, df: number): number {
  return df > 0 ? upperGamma(df / 2, statistic / 2) : 1
}
