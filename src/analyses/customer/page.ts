import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import type { CustomerResult } from './result'
import { titleOf } from './words'

export const page = definePage({
  id: 'customer',
  group: 'who',
  name: 'Customer',
  question: 'What is known of one customer?',
  title: (result) => titleOf(result as CustomerResult),
  needs: ANY_CUSTOMER,
  options: {
    id: {
      kind: 'text',
      label: 'The customer, by number, name or e-mail address',
      before: 'Shown is',
      initial: '',
      initialWords: 'the first of all',
    },
  },
  cost: ({ tables: { orders = 0, customers = 0 } }) => 150 + 0.002 * orders + 0.002 * customers,
  joinsInsights: false,
})
