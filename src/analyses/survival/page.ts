import { definePage } from '../contract/definition'
import { options } from './options'
import { needs } from './source'

export const page = definePage({
  id: 'survival',
  group: 'leaving',
  name: 'Survival',
  question: 'How long do they stay?',
  needs,
  options,
  cost: ({ tables: { orders = 0 } }) => 25 + 0.00007 * orders,
})
