import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { retention as run } from './result'
import { tables } from './tables'

export const retention = defineAnalysis({
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
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings) => action(result, settings),
  tables,
})
