import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'

export const page = definePage({
  id: 'insights',
  group: 'know',
  name: 'Insights',
  question: 'What should I know?',
  needs: ANY_CUSTOMER,
  options: {},
  // Besides the pages that it waits for.
  cost: ({ tables: { orders = 0 } }) => 10 + 0.00002 * orders,
  drawsFindings: true,
})
