import { defineAnalysis } from '../contract/definition'
import { listedMembers } from '../customer-sets/listed-members'
import { action, findings } from './findings'
import { page } from './page'
import { risk as run } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets: { members: listedMembers },
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings, { company }) => action(result, settings, company),
  tables,
})
