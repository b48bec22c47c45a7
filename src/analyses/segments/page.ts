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
})
