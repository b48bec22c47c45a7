import { definePage } from '../contract/definition'
import { options } from './options'
import { needs } from './source'

/** Orders whose gaps are laid out in a second. */
const QUICK = 300_000

export const page = definePage({
  id: 'churn',
  group: 'leaving',
  name: 'Churn',
  question: 'How many leave, and what does it cost?',
  needs,
  options,
  isLong: ({ tables }) => (tables.orders ?? 0) > QUICK,
})
