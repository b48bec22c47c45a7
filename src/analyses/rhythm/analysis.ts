import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { rhythm } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: rhythm,
  findings: (result) => findings(result),
  action: (result) => action(result),
  tables: (database, _settings, result) => tables(database, result),
})
