import { formatRule } from '../../model/runtime/parse-rule'
import type { CustomerSet } from '../contract/definition'
import type { RulesResult } from './result'

/** The rule as the sets of the page read it. */
export function ruleValue({ rule }: Pick<RulesResult, 'rule'>) {
  return { rule: formatRule(rule) }
}

/** Those who fit: by rule, or as the list that they are today. */
export function whoFits(result: RulesResult): CustomerSet {
  const { customers, name, frozen } = result
  if (frozen === null) return { set: 'fits', values: ruleValue(result), name, count: customers }
  return { set: 'members', values: { listed: frozen }, name, count: frozen.length }
}
