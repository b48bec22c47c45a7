import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'
import type { PersonasResult } from './result'
import { titleOf } from './words'

export const page = definePage({
  id: 'personas',
  group: 'who',
  name: 'Personas',
  question: 'What are your best customers like?',
  title: (result) => titleOf(result as PersonasResult),
  needs: ANY_CUSTOMER,
  options,
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    500 + 0.05 * customers + 0.006 * orders + 0.003 * lines + 0.001 * events,
  joinsInsights: false,
})
