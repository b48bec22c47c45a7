import { ORDERS_WITH_MONEY } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

export const page = definePage({
  id: 'changes',
  group: 'next',
  name: 'Changes',
  question: 'What changed, and who made the difference?',
  needs: ORDERS_WITH_MONEY,
  options,
  // Two states of every order are read.
  cost: ({ tables: { orders = 0 } }) => 40 + 0.0009 * orders,
})
