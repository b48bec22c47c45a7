import { query } from '../../engine/database'
import { withOrderGaps } from '../buying/buying'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import alikeMembersText from './alike-members.sql?raw'
import aliveText from './alive.sql?raw'
import atCutText from './at-cut.sql?raw'
import byAttributeText from './by-attribute.sql?raw'
import gapLengthsText from './gap-lengths.sql?raw'
import inViewText from './in-view.sql?raw'
import lateMembersText from './late-members.sql?raw'
import leftMembersText from './left-members.sql?raw'
import markedText from './marked.sql?raw'
import membersText from './members.sql?raw'
import movesText from './moves.sql?raw'
import observedText from './observed.sql?raw'
import orderMoneyText from './order-money.sql?raw'
import orderPeriodsText from './order-periods.sql?raw'
import periodsText from './periods.sql?raw'
import silentMembersText from './silent-members.sql?raw'
import thereMembersText from './there-members.sql?raw'

/** Of contracts; `periods` reads it. */
export const moves = materialize('moves', movesText)

export const periods = query('moves by period', periodsText, {
  group_name: 'text',
  period: 'date',
  kind: 'text',
  customers: 'number',
  first_seen: 'number',
  endings: 'number',
  mrr_before: 'number',
  mrr_after: 'number',
  gained: 'number',
  given_up: 'number',
  days_gained: 'number',
})

/** Of silences: reads order_gaps and departures. */
export const orderPeriods = query('orders by period', withOrderGaps(orderPeriodsText), {
  group_name: 'text',
  period: 'date',
  customers_start: 'number',
  fresh: 'number',
  resurrected: 'number',
  lost: 'number',
  days_there: 'number',
})

export const inView = query('customers in view', inViewText, { customers: 'number' })

export const marked = query('customers by mark', markedText, {
  group_name: 'text',
  customers: 'number',
  lost: 'number',
  mrr: 'number',
  mrr_lost: 'number',
  tenure: 'number',
})

export const orderMoney = query('revenue of the year before', withOrderGaps(orderMoneyText), {
  period: 'date',
  revenue_start: 'number',
  churned: 'number',
})

export const gapLengths = query('silences by length', withOrderGaps(gapLengthsText), { days: 'number', ended: 'number', still: 'number' })

export const observed = query('usual gap', withOrderGaps(observedText), {
  usual_gap: 'number',
  returned: 'number',
  customers: 'number',
  first_day: 'date',
})

export const atCut = query('silences at the cut', withOrderGaps(atCutText), { days: 'number', back: 'number', gone: 'number' })

export const alive = query('customers alive', withOrderGaps(aliveText), {
  lost: 'number',
  false_lost: 'number',
  false_kept: 'number',
  days: 'number',
})

/** Reads departures; of columns of the customers table. */
export const byAttribute = query('who left, by attribute', byAttributeText, {
  attribute: 'text',
  value: 'text',
  known: 'number',
  gone: 'number',
})

export const sets = {
  moved: query('customers who moved', withCte('moves', movesText, membersText), { customer_id: 'text' }),
  left: query('customers who left', leftMembersText, { customer_id: 'text' }),
  there: query('customers who are there', thereMembersText, { customer_id: 'text' }),
  alike: query('customers alike who are there', alikeMembersText, { customer_id: 'text' }),
  late: query('customers silent for longer than usual', lateMembersText, { customer_id: 'text' }),
  silent: query('customers by silence', withOrderGaps(silentMembersText), { customer_id: 'text' }),
} as const
