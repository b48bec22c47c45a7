import { defineAnalysis } from '../definition'
import { action } from './action'
import { findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { findPaths } from './result'
import { tables } from './tables'

export const paths = defineAnalysis({
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
  sets,
  run: findPaths,
  findings: (result, settings) => findings(result, settings),
  action: (result, settings) => action(result, settings),
  tables: (database, _settings, result) => tables(database, result),
})
