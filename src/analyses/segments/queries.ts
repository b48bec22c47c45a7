import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import byValueText from './by-value.sql?raw'
import cellMembersText from './cell-members.sql?raw'
import cellsText from './cells.sql?raw'
import customersText from './customers.sql?raw'
import driftText from './drift.sql?raw'
import fewValuesText from './few-values.sql?raw'
import largestText from './largest.sql?raw'
import mediansText from './medians.sql?raw'
import membersText from './members.sql?raw'
import reachableText from './reachable.sql?raw'
import reachableMembersText from './reachable-members.sql?raw'
import quantilesText from './quantiles.sql?raw'
import scoresText from '../rfm/scores.sql?raw'

/** Kept for the run's connection: all that follows reads the scores. */
export const scores = materialize('scores', scoresText)

export const quantiles = query('quantiles', quantilesText, {
  measure: 'text',
  customers: 'number',
  about_distinct: 'number',
  cut_1: 'number',
  cut_2: 'number',
  cut_3: 'number',
  cut_4: 'number',
  cut_5: 'number',
  cut_6: 'number',
  cut_7: 'number',
  cut_8: 'number',
  cut_9: 'number',
})

export const fewValues = query('few values', fewValuesText, { measure: 'text', value: 'number' })

export const cells = query('cells', cellsText, {
  r_score: 'number',
  f_score: 'number',
  m_score: 'number',
  customers: 'number',
  revenue: 'number',
  revenue_squares: 'number',
  frequency: 'number',
  monetary: 'number',
})

export const medians = query('medians', mediansText, {
  name: 'text',
  measure: 'text',
  customers: 'number',
  median: 'number',
  low: 'number',
  high: 'number',
})

export const largest = query('largest customers', largestText, { segment: 'text', revenue: 'number' })

export const reachable = query('quiet and within reach', reachableText, { customers: 'number', gone: 'number' })

export const byValue = query('segments by value', byValueText, {
  value: 'text',
  segment: 'text',
  customers: 'number',
  revenue: 'number',
})

export const drift = query('segments a month before, and before that', driftText, { day: 'text', segment: 'text', customers: 'number' })

export const customers = query('customers', customersText, {
  customer_id: 'text',
  recency_days: 'number',
  frequency: 'number',
  monetary: 'number',
  r_score: 'number',
  f_score: 'number',
  m_score: 'number',
  segment: 'text',
})

/** Sets are evaluated anew elsewhere: one select from the canonical tables. */
const ofScores = (text: string) => withCte('scores', scoresText, text)

export const members = query('members', ofScores(membersText), { customer_id: 'text' })

export const cellMembers = query('members of a cell', ofScores(cellMembersText), { customer_id: 'text' })

export const reachableMembers = query('members within reach', ofScores(reachableMembersText), { customer_id: 'text' })
