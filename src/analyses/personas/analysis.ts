import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { personas } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: personas,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result) => action(result),
  tables: async (_database, settings, result, { company }) => tables(result, settings, company),
})
