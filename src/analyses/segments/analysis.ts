import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { cellMembers, members, reachableMembers } from './queries'
import { segmentCustomers } from './result'
import { tables } from './tables'

export const segments = defineAnalysis({
  id: 'segments',
  group: 'who',
  name: 'Segments',
  question: 'Who are your best customers, and who is slipping away?',
  needs: {
    anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at', 'revenue'] }],
    short: 'needs orders',
    sentence: 'A table with a customer, a date and an amount.',
  },
  options,
  sets: {
    members,
    cell: cellMembers,
    reachable: reachableMembers,
  },
  run: segmentCustomers,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result) => action(result),
  tables,
})
