import type { Tables } from '../contract/definition'
import type { DriversResult } from './result'

export function tables({ drivers, leaks }: DriversResult): Tables {
  return {
    drivers: drivers.map(({ feature, value, rateWith, rateWithout, adjusted, difference, alike, q, n, customers, isHabit, left }) => ({
      feature,
      value,
      rate_with: rateWith,
      rate_without: rateWithout,
      difference: rateWith - rateWithout,
      q_value: q,
      n,
      customers,
      adjusted_rate_with: adjusted.risk.value,
      adjusted_rate_without: adjusted.otherRisk.value,
      adjusted_difference: difference.value,
      adjusted_low: difference.low,
      adjusted_high: difference.high,
      adjusted_for: isHabit ? null : ['time', 'exposure', ...alike.map(({ feature, value }) => `${feature}: ${value}`)].join('; '),
      left,
      kind: isHabit ? 'habit' : 'reason',
    })),
    left_out: leaks.map(({ feature, value, n }) => ({ feature, value, n })),
  }
}
