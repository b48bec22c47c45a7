import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { CUT_COLUMNS } from '../rfm/cuts'
import cutsText from '../rfm/cuts.sql?raw'
import { withCte } from '../queries/with-cte'
import changedMembersText from './changed-members.sql?raw'
import loadsText from './loads.sql?raw'
import measuredAfterText from './measured-after.sql?raw'
import measuredBeforeText from './measured-before.sql?raw'
import migrationText from './migration.sql?raw'
import movedMembersText from './moved-members.sql?raw'
import movesText from './moves.sql?raw'
import partsText from './parts.sql?raw'
import rankedMembersText from './ranked-members.sql?raw'
import inViewText from './states-in-view.sql?raw'
import statesText from './states.sql?raw'

export const loads = query('loads', loadsText, {
  load_id: 'text',
  taken_at: 'timestamp',
  as_of: 'date',
  label: 'text',
  customers: 'number',
  active_customers: 'number',
  orders: 'number',
  revenue: 'number',
  is_kept: 'flag',
  is_current: 'flag',
})

/** Kept for the run's connection: cut points read them all, all that follows those in view. */
export const allStates = materialize('all_states', statesText)
export const states = materialize('states', inViewText)

export const cutsBefore = query('cut points of the earlier state', withCte('measured', measuredBeforeText, cutsText), CUT_COLUMNS)
export const cutsAfter = query('cut points of the later state', withCte('measured', measuredAfterText, cutsText), CUT_COLUMNS)

export const parts = query('parts of each number', partsText, {
  change: 'text',
  before_customers: 'number',
  after_customers: 'number',
  before_buyers: 'number',
  after_buyers: 'number',
  before_active: 'number',
  after_active: 'number',
  before_orders: 'number',
  after_orders: 'number',
  before_revenue: 'number',
  after_revenue: 'number',
})

export const migration = query('migration', withCte('moves', movesText, migrationText), {
  segment_before: 'text',
  segment_after: 'text',
  change: 'text',
  customers: 'number',
  revenue_before: 'number',
  revenue_after: 'number',
})

/** Sets are evaluated anew elsewhere: one select from the canonical tables. */
const ofStates = (text: string) => withCte('states', withCte('all_states', statesText, inViewText), text)
const ofMoves = (text: string) => withCte('moves', ofStates(movesText), text)

export const movedMembers = query('members who moved', ofMoves(movedMembersText), { customer_id: 'text' })

export const rankedMembers = query('members who moved up or down', ofMoves(rankedMembersText), { customer_id: 'text' })

export const changedMembers = query('new or lost members', ofStates(changedMembersText), { customer_id: 'text' })
