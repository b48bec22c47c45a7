import { definePage } from '../contract/definition'
import { options } from './options'
import { needs } from './source'

export const page = definePage({
  id: 'churn',
  group: 'leaving',
  name: 'Churn',
  question: 'How many leave, and what does it cost?',
  needs,
  options,
  cost: ({ tables: { orders = 0, order_lines: lines = 0 } }) => 500 + 0.0037 * orders + 0.0008 * lines,
  weight: 2,
})
