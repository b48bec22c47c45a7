import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { relationships } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: relationships,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result, _settings, { company }) => action(result, company),
  tables: async (_database, _settings, result) => tables(result),
})
