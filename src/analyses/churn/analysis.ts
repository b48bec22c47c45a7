import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { churn as run } from './result'
import { tables as exported } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings) => action(result, settings),
  tables: (_database, settings, result) => Promise.resolve(exported(result, settings)),
})
