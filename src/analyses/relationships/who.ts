import { formatRule } from '../../model/runtime/parse-rule'
import type { CustomerSet } from '../contract/definition'
import type { Kind, RelationshipsResult } from './result'

/** The customers of a kind today. */
export function whoIs({ rule }: RelationshipsResult, { place, name, customers }: Kind): CustomerSet {
  return { set: 'kind', values: { kinds: formatRule(rule), place }, name, count: customers }
}
