import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { explore } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: explore,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result, _settings, { company }) => action(result, company),
  tables: (database, _settings, result, { company }) => tables(database, result, company.currency),
})
