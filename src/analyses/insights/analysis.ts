import { defineAnalysis } from '../contract/definition'
import { page } from './page'
import { gather } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  // Its customers are those of other pages, named 'segments/members'.
  sets: {},
  run: gather,
  findings: (result) => result.ranked.map(({ finding }) => finding),
  action: (result) => result.action,
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
