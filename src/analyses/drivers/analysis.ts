import { defineAnalysis } from '../contract/definition'
import { listedMembers } from '../customer-sets/listed-members'
import { action, findings } from './findings'
import { page } from './page'
import { findDrivers } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets: { members: listedMembers },
  run: findDrivers,
  findings: (result) => findings(result),
  action: (result) => action(result),
  tables: async (_database, _settings, result) => tables(result),
})
