import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'relationships',
  group: 'who',
  name: 'Relationships',
  question: 'What kind of relationship is each customer in?',
  needs: {
    anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at'] }],
    short: 'needs orders',
    sentence: 'Orders with a customer and a date, of some months.',
    isOfCustomers: true,
  },
  options,
  // A lens that the reader chooses to look through: it says nothing unasked.
  joinsInsights: false,
  cost: ({ tables: { orders = 0, order_lines: lines = 0, events = 0 } }) => 150 + 0.0006 * (orders + lines + events),
})
