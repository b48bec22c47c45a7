import { defineAnalysis } from '../definition'
import { leavingNeeds } from '../leaving-design'
import { listedMembers } from '../listed-members'
import { action, findings } from './findings'
import { options } from './options'
import { risk as run } from './result'
import { tables } from './tables'

/** Up to so many customers both models are made before anybody notices. */
const QUICK = 2_000

export const risk = defineAnalysis({
  id: 'risk',
  group: 'leaving',
  name: 'Risk',
  question: 'Who is next?',
  needs: leavingNeeds,
  options,
  isLong: ({ customers }) => customers > QUICK,
  sets: { members: listedMembers },
  run,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result, settings, { company }) => action(result, settings, company),
  tables,
})
