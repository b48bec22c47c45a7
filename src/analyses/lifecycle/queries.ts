import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import countsText from './counts.sql?raw'
import dueText from './due.sql?raw'
import dueMembersText from './due-members.sql?raw'
import leftText from './left.sql?raw'
import statusMembersText from './status-members.sql?raw'
import statusesText from './statuses.sql?raw'
import stickinessText from './stickiness.sql?raw'
import stickyMembersText from './sticky-members.sql?raw'

/** The queries below read this temporary table. */
export const statuses = materialize('statuses', statusesText)

export const counts = query('lifecycle', countsText, {
  group_name: 'text',
  started_on: 'date',
  new_customers: 'number',
  returning_customers: 'number',
  resurrecting_customers: 'number',
  dormant_customers: 'number',
  is_complete: 'flag',
})

export const stickiness = query('stickiness', stickinessText, { times: 'number', customers: 'number' })

/** Read departures. */
export const left = query('who left, by period', leftText, { started_on: 'date', customers: 'number' })
export const due = query('silent for longer than usual', dueText, { customers: 'number' })

export const sets = {
  due: query('customers silent for longer than usual', withCte('statuses', statusesText, dueMembersText), {
    customer_id: 'text',
  }),
  status: query('customers by status', withCte('statuses', statusesText, statusMembersText), { customer_id: 'text' }),
  sticky: query('customers by active periods', withCte('statuses', statusesText, stickyMembersText), { customer_id: 'text' }),
} as const
