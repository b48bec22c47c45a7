import { query } from '../../engine/database'
import type { CustomerSet } from '../definition'
import membersText from './members.sql?raw'
import type { Listed } from './scoring'

/** A model is no query: its customers are listed by their numbers, and so a kept list stays what it was. */
export const sets = { members: query('customers of the list', membersText, { customer_id: 'text' }) } as const

export function listed(customers: readonly Listed[], name: string): CustomerSet {
  return { set: 'members', values: { listed: customers.map(({ id }) => id) }, name, count: customers.length }
}
