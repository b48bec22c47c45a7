import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { computeOverview } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: computeOverview,
  findings: (result, _settings, context) => findings(result, context),
  action: (result) => action(result),
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
