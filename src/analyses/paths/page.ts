import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'paths',
  group: 'move',
  name: 'Paths',
  question: 'Which paths do they take?',
  needs: {
    anyOf: [
      { table: 'events', roles: ['customer_id', 'happened_at', 'event'] },
      { table: 'order_lines', roles: ['category'] },
      { table: 'order_lines', roles: ['product'] },
      { table: 'orders', roles: ['channel'] },
    ],
    short: 'needs events, or orders with a product',
    sentence: 'A table with a customer, a time and what happened; or orders with a category, a product or a channel.',
  },
  options,
  // By channel where nothing else is told, of the orders themselves.
  cost: ({ tables: { orders = 0, order_lines: lines = 0, events = 0 } }) => 100 + 0.0013 * (lines + events || orders),
})
