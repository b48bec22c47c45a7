import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'overview',
  group: 'know',
  name: 'Overview',
  question: 'How many customers are there, and what do they bring?',
  needs: ANY_CUSTOMER,
  options,
  cost: ({ tables: { orders = 0, order_lines: lines = 0 } }) => 100 + 0.0007 * orders + 0.00075 * lines,
  weight: 20,
})
