import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { oneCustomer } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: oneCustomer,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result) => action(result),
  tables: async (database, _settings, result) => tables(database, result),
})
