import { ANY_CUSTOMER } from '../contract/common-needs'
import { definePage } from '../contract/definition'

export const page = definePage({
  id: 'insights',
  group: 'know',
  name: 'Insights',
  question: 'What should I know?',
  needs: ANY_CUSTOMER,
  options: {},
  drawsFindings: true,
})
