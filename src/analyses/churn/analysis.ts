import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { churn as run } from './result'
import { needs } from './source'
import { tables } from './tables'

export const churn = defineAnalysis({
  id: 'churn',
  group: 'leaving',
  name: 'Churn',
  question: 'How many leave, and what does it cost?',
  needs,
  options,
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings, { company }) => action(result, settings, company),
  tables: (_database, settings, result) => Promise.resolve(tables(result, settings)),
})
