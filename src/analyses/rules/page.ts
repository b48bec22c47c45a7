import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'
import type { RulesResult } from './result'

export const page = definePage({
  id: 'rules',
  group: 'who',
  name: 'Segment builder',
  question: 'Who fits this rule?',
  title: (result) => (result as RulesResult).title,
  needs: ANY_CUSTOMER,
  options,
  joinsInsights: false,
  readsSegments: true,
  cost: ({ customers, tables: { orders = 0, order_lines: lines = 0, events = 0 } }) =>
    150 + 0.005 * customers + 0.0005 * (orders + lines + events),
})
