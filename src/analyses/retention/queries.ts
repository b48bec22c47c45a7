import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import activeText from './active.sql?raw'
import beganText from './began.sql?raw'
import beganWithText from './began-with.sql?raw'
import calendarText from './calendar.sql?raw'
import cellsText from './cells.sql?raw'
import firstOrdersText from './first-orders.sql?raw'
import firstPropertiesText from './first-properties.sql?raw'
import firstReturnsText from './first-returns.sql?raw'
import gridText from './grid.sql?raw'
import groupSizesText from './group-sizes.sql?raw'
import joinedText from './joined.sql?raw'
import missedText from './missed.sql?raw'
import pooledText from './pooled.sql?raw'
import returnedText from './returned.sql?raw'
import summaryText from './summary.sql?raw'

const SUMS = {
  size: 'number',
  retained: 'number',
  revenue: 'number',
  revenue_squares: 'number',
  revenue_products: 'number',
  first_revenue: 'number',
  first_squares: 'number',
} as const

/** Everything below `cells` reads this temporary table. */
export const cells = materialize('cells', cellsText)

export const allCells = query('all cells', 'select * from cells order by group_name, cohort, period', {
  group_name: 'text',
  cohort: 'date',
  period: 'number',
  ...SUMS,
  is_complete: 'flag',
})

export const grid = query('grid', gridText, { cohort: 'date', period: 'number', ...SUMS, is_complete: 'flag' })

export const pooled = query('pooled', pooledText, {
  group_name: 'text',
  period: 'number',
  cohorts: 'number',
  last_cohort: 'date',
  ...SUMS,
})

export const calendar = query('calendar', calendarText, { started_on: 'date', size: 'number', retained: 'number' })

export const groupSizes = query('group sizes', groupSizesText, { group_name: 'text', customers: 'number' })

const ofProperties = (text: string) => withCte('properties', firstPropertiesText, text)

const ofBegan = (text: string) => withCte('began', beganText, text)

export const summary = query('summary', ofBegan(summaryText), {
  first_on: 'date',
  last_on: 'date',
  first_cohort: 'date',
  cohorts: 'number',
  groups: 'number',
  customers: 'number',
  newest_cohort: 'date',
  newest_size: 'number',
  newest_silent: 'number',
})

export const firstReturns = query('first returns of two cohorts', ofBegan(firstReturnsText), {
  cohort: 'date',
  period: 'number',
  customers: 'number',
})

export const firstOrders = query('first orders', ofProperties(firstOrdersText), {
  feature: 'text',
  value: 'text',
  customers: 'number',
  came_back: 'number',
  known: 'number',
  known_back: 'number',
})

export const sets = {
  joined: query('customers of cohorts', ofBegan(joinedText), { customer_id: 'text' }),
  returned: query('customers who came back', ofBegan(returnedText), { customer_id: 'text' }),
  missed: query('customers who did not come back', ofBegan(withCte('returned', returnedText, missedText)), { customer_id: 'text' }),
  beganWith: query('customers by their first order', ofProperties(beganWithText), { customer_id: 'text' }),
  active: query('earlier customers who bought', ofBegan(activeText), { customer_id: 'text' }),
} as const
