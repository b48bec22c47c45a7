import { DEPARTURES } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'drivers',
  group: 'leaving',
  name: 'Drivers',
  question: 'What did those who left have in common?',
  needs: DEPARTURES,
  options,
  // Customers are looked at on up to twelve days.
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    200 + 0.2 * Math.min(customers, 10_000) + 0.006 * orders + 0.002 * (lines + events),
})
