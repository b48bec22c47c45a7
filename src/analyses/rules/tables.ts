import type { Tables } from '../contract/definition'
import type { RulesResult } from './result'

export function tables({ sets, combinations, differences, words, first }: RulesResult): Tables {
  const within = (place: number) => combinations.filter(({ isIn }) => isIn[place])
  const revenueOf = (place: number) =>
    within(place).some(({ revenue }) => revenue !== null) ? within(place).reduce((sum, { revenue }) => sum + (revenue ?? 0), 0) : null
  return {
    segments: sets.map(({ name, customers }, place) => ({
      name,
      rule: place === 0 ? words : null,
      customers,
      revenue: revenueOf(place),
    })),
    overlap: combinations.map(({ isIn, customers, revenue }) => ({
      segments: sets.flatMap(({ name }, place) => (isIn[place] ? [name] : [])).join(' & '),
      customers,
      revenue,
    })),
    differences: differences.rows.map(({ feature, value, shareA, shareB, effect, interval, q }) => ({
      feature,
      value,
      share_a: shareA,
      share_b: shareB,
      effect,
      low: interval.low,
      high: interval.high,
      q_value: q,
    })),
    first: first.map((row) => ({ ...row })),
  }
}
