import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'rhythm',
  group: 'worth',
  name: 'Rhythm',
  question: 'Who is due, and when do orders come?',
  needs: {
    anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at'] }],
    short: 'needs orders',
    sentence: 'A table with a customer and a date.',
    isOfCustomers: true,
  },
  options,
  cost: ({ tables: { orders = 0 } }) => 150 + 0.0016 * orders,
})
