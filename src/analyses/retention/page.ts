import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'retention',
  group: 'leaving',
  name: 'Retention',
  question: 'How many come back, and when?',
  needs: {
    anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at'] }],
    short: 'needs orders',
    sentence: 'A table of orders with a customer and a date.',
  },
  options,
  cost: ({ tables: { orders = 0, order_lines: lines = 0, events = 0 } }) => 50 + 0.0014 * (orders + events) + 0.0005 * lines,
  weight: 2,
})
