import { defineAnalysis } from '../contract/definition'
import { action, findings } from './findings'
import { page } from './page'
import { changedMembers, movedMembers, rankedMembers } from './queries'
import { compareStates } from './result'
import { tables } from './tables'

export const analysis = defineAnalysis(page, {
  sets: {
    moved: movedMembers,
    ranked: rankedMembers,
    changed: changedMembers,
  },
  run: compareStates,
  findings: (result, _settings, { company }) => findings(result, company),
  action: (result) => action(result),
  tables: (_database, _settings, result) => Promise.resolve(tables(result)),
})
