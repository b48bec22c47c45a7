import { ORDERS_WITH_MONEY } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'segments',
  group: 'who',
  name: 'Segments',
  question: 'Who are your best customers, and who is slipping away?',
  needs: ORDERS_WITH_MONEY,
  options,
  cost: ({ tables: { orders = 0, order_lines: lines = 0 } }) => 120 + 0.0013 * orders + 0.0002 * lines,
  weight: 20,
})
