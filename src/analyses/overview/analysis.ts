import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { lookOver } from './result'
import { tables } from './tables'

/** Any one table that knows a customer will do. */
const WITH_CUSTOMER = ['orders', 'customers', 'events', 'feedback', 'tickets', 'subscriptions', 'touches'] as const

export const overview = defineAnalysis({
  id: 'overview',
  group: 'know',
  name: 'Overview',
  question: 'How many customers are there, and what do they bring?',
  needs: {
    anyOf: WITH_CUSTOMER.map((table) => ({ table, roles: ['customer_id'] })),
    short: 'needs customers',
    sentence: 'Any table with a column that says who the customer is.',
  },
  options,
  sets,
  run: lookOver,
  findings: (result, _settings, context) => findings(result, context),
  action: (result) => action(result),
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
