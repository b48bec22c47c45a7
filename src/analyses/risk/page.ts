import { DEPARTURES } from '../contract/common-needs'
import { definePage } from '../contract/definition'
import { options } from './options'

/** Up to so many customers both models are made before anybody notices. */
const QUICK = 2_000

export const page = definePage({
  id: 'risk',
  group: 'leaving',
  name: 'Risk',
  question: 'Who is next?',
  needs: DEPARTURES,
  options,
  isLong: ({ customers }) => customers > QUICK,
})
