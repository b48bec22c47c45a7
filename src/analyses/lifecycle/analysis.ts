import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { lifecycle as run } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run,
  findings: (result, settings) => findings(result, settings),
  action: (result, settings) => action(result, settings),
  tables: async (_database, settings, result) => tables(result, settings),
})
