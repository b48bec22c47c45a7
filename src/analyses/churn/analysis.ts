import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { churn as run } from './result'
import { needs } from './source'
import { tables as exported } from './tables'

/** Orders whose gaps are laid out in a second. */
const QUICK = 300_000

export const churn = defineAnalysis({
  id: 'churn',
  group: 'leaving',
  name: 'Churn',
  question: 'How many leave, and what does it cost?',
  needs,
  options,
  isLong: ({ tables }) => (tables.orders ?? 0) > QUICK,
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings) => action(result, settings),
  tables: (_database, settings, result) => Promise.resolve(exported(result, settings)),
})
