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
  // Customers are looked at on up to twelve days: too long for the landing page to wait.
  isLong: ({ tables: { orders = 0, order_lines: lines = 0, events = 0, customers = 0 } }) => orders + lines + events + customers > 50_000,
})
