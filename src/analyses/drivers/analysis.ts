import { defineAnalysis } from '../definition'
import { leavingNeeds } from '../leaving-design'
import { listedMembers } from '../listed-members'
import { action, findings } from './findings'
import { options } from './options'
import { findDrivers } from './result'
import { tables } from './tables'

export const drivers = defineAnalysis({
  id: 'drivers',
  group: 'leaving',
  name: 'Drivers',
  question: 'What did those who left have in common?',
  needs: leavingNeeds,
  options,
  sets: { members: listedMembers },
  // Customers are looked at on up to twelve days: too long for the landing page to wait.
  isLong: ({ tables: { orders = 0, order_lines: lines = 0, events = 0, customers = 0 } }) => orders + lines + events + customers > 50_000,
  run: findDrivers,
  findings: (result) => findings(result),
  action: (result) => action(result),
  tables: async (_database, _settings, result) => tables(result),
})
