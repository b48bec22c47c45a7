import type { Tables } from '../definition'
import type { DriversResult } from './result'

export function tables({ drivers, leaks }: DriversResult): Tables {
  return {
    drivers: drivers.map(({ feature, value, rateWith, rateWithout, difference, q, n, adjusted, isHabit, left }) => ({
      feature,
      value,
      rate_with: rateWith,
      rate_without: rateWithout,
      difference: difference.value,
      low: difference.low,
      high: difference.high,
      q_value: q,
      n,
      adjusted_difference: adjusted?.value ?? null,
      adjusted_low: adjusted?.low ?? null,
      adjusted_high: adjusted?.high ?? null,
      adjusted_for: adjusted?.alike.join('; ') ?? null,
      left,
      kind: isHabit ? 'habit' : 'reason',
    })),
    left_out: leaks.map(({ feature, value, n }) => ({ feature, value, n })),
  }
}
