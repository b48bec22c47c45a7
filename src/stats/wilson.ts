/** The normal quantile of every 95 % interval in the product. */
export const Z95 = 1.959964

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Score interval of a proportion (Wilson 1927): stays within 0 and 1 and is right for small n.
 * With p = successes/n: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Nothing is known of 0 trials: 0 to 1.
 */
export function wilson(successes: number, trials: number, z = Z95): Interval {
  if (trials <= 0) return { low: 0, high: 1 }
  const share = successes / trials
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  const middle = share + (z * z) / (2 * trials)
  const scale = 1 + (z * z) / trials
  // Rounding must not push a bound past the shares 0 and 1 themselves.
  return {
    low: successes <= 0 ? 0 : (middle - spread) / scale,
    high: successes >= trials ? 1 : (middle + spread) / scale,
  }
}
