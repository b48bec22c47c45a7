import { ORDERS_WITH_MONEY } from '../contract/common-needs'
import { definePage } from '../contract/definition'

export const page = definePage({
  id: 'concentration',
  group: 'worth',
  name: 'Concentration',
  question: 'How much hangs on how few?',
  needs: ORDERS_WITH_MONEY,
  options: {
    amount: {
      kind: 'choice',
      label: 'What customers bring',
      before: 'By',
      initial: 'revenue',
      choices: [
        { value: 'revenue', label: 'revenue', hint: 'Net of returns, as on every page' },
        { value: 'gross', label: 'purchases', hint: 'Before returns' },
        { value: 'margin', label: 'margin', hint: 'Net of what was sold cost; revenue where the data do not tell it' },
      ],
    },
    top: { kind: 'number', label: 'The top, in per cent of customers', before: 'the top', initial: 10, range: [1, 99] },
  },
  cost: ({ tables: { orders = 0 } }) => 150 + 0.0006 * orders,
})
