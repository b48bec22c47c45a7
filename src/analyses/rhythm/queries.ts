import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import calendarText from './calendar.sql?raw'
import daysText from './days.sql?raw'
import dueText from './due.sql?raw'
import foreseenText from './foreseen.sql?raw'
import itemsText from './items.sql?raw'
import listedText from './listed.sql?raw'
import membersText from './members.sql?raw'
import onceText from './once.sql?raw'
import pacesText from './paces.sql?raw'
import statesText from './states.sql?raw'

/** The queries below read these temporary tables. */
export const paces = materialize('paces', pacesText)
export const due = materialize('due', dueText)

export const foreseen = query('how far the last gaps lay from what was expected', foreseenText, {
  tenth: 'number',
  quarter: 'number',
  half: 'number',
  three_quarters: 'number',
  nine_tenths: 'number',
  nineteen: 'number',
  measured: 'number',
  tried: 'number',
  held: 'number',
})
export const states = query('how many are due', statesText, { state: 'text', paces: 'number', customers: 'number', usual_days: 'number' })
export const calendar = query('due in each week', calendarText, { week: 'number', paces: 'number', customers: 'number' })
export const items = query('items with a rhythm', itemsText, {
  item: 'text',
  customers: 'number',
  usual_days: 'number',
  low: 'number',
  high: 'number',
  due: 'number',
})
export const once = query('customers with one order day', onceText, { customers: 'number' })
export const days = query('orders of each day', daysText, { day: 'date', orders: 'number' })

export const listed = query('who is due when', listedText, {
  customer_id: 'text',
  item: 'text',
  last_at: 'date',
  usual_days: 'number',
  due_on: 'date',
  low: 'date',
  high: 'date',
  state: 'text',
})

export const sets = {
  members: query('customers who are due', withCte('paces', pacesText, withCte('due', dueText, membersText)), { customer_id: 'text' }),
}
