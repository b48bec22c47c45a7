import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'lifecycle',
  group: 'leaving',
  name: 'Lifecycle',
  question: 'Who is new, who stays, who comes back?',
  needs: {
    anyOf: [
      { table: 'orders', roles: ['customer_id', 'ordered_at'] },
      { table: 'events', roles: ['customer_id', 'happened_at'] },
    ],
    short: 'needs orders or events',
    sentence: 'A table of orders or events with a customer and a date.',
    isOfCustomers: true,
  },
  options,
  // What everybody was in each period is laid out: of millions of rows it takes seconds, and much memory.
  cost: ({ tables: { orders = 0, events = 0 } }) => 20 + 0.0012 * (orders + events),
})
