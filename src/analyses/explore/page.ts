import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'
import type { ExploreResult } from './result'

export const page = definePage({
  id: 'explore',
  group: 'who',
  name: 'Explore',
  question: 'Choose some customers: what else is true of them?',
  title: (result) => {
    const { isCase, many } = (result as ExploreResult).subject
    return isCase ? `Choose some ${many}: what else is true of them?` : null
  },
  needs: ANY_CUSTOMER,
  options,
  // Each view reads every customer once; the months of orders read every order, once for all pages.
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    150 + 0.005 * customers + 0.0005 * (orders + lines + events),
  joinsInsights: false,
})
