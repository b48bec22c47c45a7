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
  // Eight hundred fits of at most 1,000 customers; reading and the fits of all grow with them.
  cost: ({ customers, attributes, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    orders + events === 0 && !attributes.some(({ type }) => type === 'number')
      ? 100
      : 300 + 2.5 * Math.min(customers, 1_000) + 0.05 * Math.min(customers, 100_000) + 0.001 * (orders + lines + events),
})
