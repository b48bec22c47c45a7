import { defineAnalysis } from '../definition'
import { action, findings } from './findings'
import { options } from './options'
import { sets } from './queries'
import { survival as run } from './result'
import { needs } from './source'
import { tables } from './tables'

export const survival = defineAnalysis({
  id: 'survival',
  group: 'leaving',
  name: 'Survival',
  question: 'How long do they stay?',
  needs,
  options,
  sets,
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result) => action(result),
  tables,
})
