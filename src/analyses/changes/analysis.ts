import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { changedMembers, movedMembers, rankedMembers } from './queries'
import { compareStates } from './result'
import { tables } from './tables'

export const changes = defineAnalysis({
  id: 'changes',
  group: 'next',
  name: 'Changes',
  question: 'What changed, and who made the difference?',
  needs: {
    anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at', 'revenue'] }],
    short: 'needs orders',
    sentence: 'A table with a customer, a date and an amount.',
  },
  options,
  // Two states of every order are read: seconds from a million on.
  isLong: ({ tables: rows }) => (rows.orders ?? 0) > 1_000_000,
  sets: {
    moved: movedMembers,
    ranked: rankedMembers,
    changed: changedMembers,
  },
  run: compareStates,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result) => action(result),
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
