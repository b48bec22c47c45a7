import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { cellMembers, members, reachableMembers } from './queries'
import { segmentCustomers } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets: {
    members,
    cell: cellMembers,
    reachable: reachableMembers,
  },
  run: segmentCustomers,
  findings: (result, settings, { company }) => findings(result, settings, company),
  action: (result) => action(result),
  tables,
})
