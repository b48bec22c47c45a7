import { defineAnalysis } from '../definition'
import { gather } from './result'
import { tables } from './tables'

/** Any one table that knows a customer will do. */
const WITH_CUSTOMER = ['orders', 'customers', 'events', 'feedback', 'tickets', 'subscriptions', 'touches'] as const

export const insights = defineAnalysis({
  id: 'insights',
  group: 'know',
  name: 'Insights',
  question: 'What should I know?',
  needs: {
    anyOf: WITH_CUSTOMER.map((table) => ({ table, roles: ['customer_id'] })),
    short: 'needs customers',
    sentence: 'Any table with a column that says who the customer is.',
  },
  options: {},
  drawsFindings: true,
  // Its customers are those of other pages, named 'segments/members'.
  sets: {},
  run: gather,
  findings: (result) => result.ranked.map(({ finding }) => finding),
  action: (result) => result.action,
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
