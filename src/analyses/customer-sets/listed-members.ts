import { query } from '../../engine/database'
import type { CustomerSet } from '../contract/definition'
import membersText from './listed-members.sql?raw'

/** What is found by more than a query names its customers by their numbers, and so a kept list stays what it was. */
export const listedMembers = query('customers of the list', membersText, { customer_id: 'text' })

/** A set of the analysis that has `listedMembers` under the name `members`. */
export function listed(ids: readonly string[], name: string): CustomerSet {
  return { set: 'members', values: { listed: ids }, name, count: ids.length }
}
