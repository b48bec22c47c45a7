import { query } from '../../engine/database'
import activityText from './activity.sql?raw'
import baseText from './base.sql?raw'
import breakdownMembersText from './breakdown-members.sql?raw'
import groupsText from './groups.sql?raw'
import losingMembersText from './losing-members.sql?raw'
import largestMembersText from './largest-members.sql?raw'
import marginsText from './margins.sql?raw'
import outcomeMembersText from './outcome-members.sql?raw'
import monthMembersText from './month-members.sql?raw'
import monthsText from './months.sql?raw'
import namedMembersText from './named-members.sql?raw'
import ordersMembersText from './orders-members.sql?raw'
import rankedText from './ranked.sql?raw'
import returnedMembersText from './returned-members.sql?raw'
import topCustomersText from './top-customers.sql?raw'
import topLinesText from './top-lines.sql?raw'
import topMembersText from './top-members.sql?raw'
import topOrdersText from './top-orders.sql?raw'
import totalsText from './totals.sql?raw'
import valueMembersText from './value-members.sql?raw'

export const totals = query('totals', totalsText, {
  customers: 'number',
  customers_without_purchase: 'number',
  repeat_customers: 'number',
  revenue_of_repeat: 'number',
  most_orders: 'number',
  most_revenue: 'number',
  orders: 'number',
  returns: 'number',
  customers_with_returns: 'number',
  revenue_gross: 'number',
  revenue_net: 'number',
  first_order_at: 'timestamp',
  last_order_at: 'timestamp',
  orders_without_customer: 'number',
  revenue_without_customer: 'number',
})

export const months = query('months', monthsText, {
  month: 'text',
  orders: 'number',
  customers: 'number',
  new_customers: 'number',
  revenue: 'number',
  revenue_squares: 'number',
  is_complete: 'flag',
  first_day: 'date',
  last_day: 'date',
})

const TOP = { name: 'text', names: 'number', customers: 'number', orders: 'number', revenue: 'number' } as const

export const topOrders = query('top of orders', topOrdersText, TOP)
export const topLines = query('top of order lines', topLinesText, TOP)
export const topCustomers = query('top of customers', topCustomersText, {
  name: 'text',
  names: 'number',
  customers: 'number',
  churned: 'number',
  revenue: 'number',
})

export const ranked = query('customers by revenue', rankedText, { count: 'number', sum: 'number' })

export const groups = query('groups', groupsText, {
  value: 'text',
  customers: 'number',
  orders: 'number',
  repeat_customers: 'number',
  revenue: 'number',
  with_outcome: 'number',
  churned: 'number',
})

export const activity = query('activity', activityText, {
  kind: 'text',
  month: 'text',
  rows_in_month: 'number',
  customers: 'number',
  is_complete: 'flag',
})

export const margins = query('margins by discount', marginsText, {
  lines: 'number',
  customers: 'number',
  revenue: 'number',
  margin: 'number',
  all_lines: 'number',
  all_margin: 'number',
  losing_customers: 'number',
})

export const base = query('base', baseText, {
  customers: 'number',
  with_outcome: 'number',
  churned: 'number',
  mrr: 'number',
  mrr_churned: 'number',
})

const CUSTOMERS = { customer_id: 'text' } as const

export const sets = {
  top: query('customers with most revenue', topMembersText, CUSTOMERS),
  largest: query('the customer with most orders or revenue', largestMembersText, CUSTOMERS),
  orders: query('customers by number of orders', ordersMembersText, CUSTOMERS),
  month: query('customers of a month', monthMembersText, CUSTOMERS),
  named: query('customers of a country, channel, category or product', namedMembersText, CUSTOMERS),
  value: query('customers with a value', valueMembersText, CUSTOMERS),
  outcome: query('customers who left or are there', outcomeMembersText, CUSTOMERS),
  group: query('customers of a group', breakdownMembersText, CUSTOMERS),
  losing: query('customers with lines that lost money', losingMembersText, CUSTOMERS),
  returned: query('customers with a return', returnedMembersText, CUSTOMERS),
}
