import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'clusters',
  group: 'who',
  name: 'Clusters',
  question: 'Which groups form by themselves?',
  needs: ANY_CUSTOMER,
  options,
  // Some two thousand fits on a sample; reading and the fits of all customers grow with them.
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    4_000 + 0.1 * Math.min(customers, 100_000) + 0.001 * (orders + lines + events),
})
