import { defineAnalysis } from '../contract/definition'
import { action } from './action'
import { findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { findPaths } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run: findPaths,
  findings: (result, settings) => findings(result, settings),
  action: (result, settings) => action(result, settings),
  tables: (database, _settings, result) => tables(database, result),
})
