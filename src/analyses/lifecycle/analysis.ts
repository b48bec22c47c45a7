import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { lifecycle as run } from './result'
import { tables } from './tables'

export const lifecycle = defineAnalysis({
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
  // What everybody was in each period is laid out: of more rows it takes seconds, and much memory.
  isLong: ({ tables: { orders = 0, events = 0 } }) => orders + events > 3_000_000,
  sets,
  run,
  findings: (result, settings) => findings(result, settings),
  action: (result, settings) => action(result, settings),
  tables: async (_database, settings, result) => tables(result, settings),
})
