import { DEPARTURES } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'risk',
  group: 'leaving',
  name: 'Risk',
  question: 'Who is next?',
  needs: DEPARTURES,
  options,
  // Two models, each fitted several times.
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    300 + 0.2 * Math.min(customers, 10_000) + 0.0075 * orders + 0.003 * (lines + events),
})
