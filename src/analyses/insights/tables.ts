import type { Tables } from '../contract/definition'
import type { InsightsResult } from './result'

export function tables({ ranked, facts }: InsightsResult): Tables {
  return {
    findings: ranked.map(({ page, finding: { claim, evidence, kind, money, customers, certainty } }, index) => ({
      rank: index + 1,
      page,
      claim,
      evidence,
      kind,
      money,
      customers,
      certainty,
    })),
    facts: facts.map(({ name, value, low, high }) => ({ name, value, low, high })),
  }
}
