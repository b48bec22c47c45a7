import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { sets } from './queries'
import { survival as run } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result) => action(result),
  tables,
})
