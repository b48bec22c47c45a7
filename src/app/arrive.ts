import { pageById } from '../analyses/pages'
import type { App } from './context'
import type { Arrival } from './workspace.svelte'

/** After a load: to the review when columns are doubtful, to the question the reader came with, else to what there is to know. */
export function arrive({ route }: App, arrival: Arrival): void {
  if (typeof arrival === 'object') route.go(arrival.page, arrival.params)
  else if (arrival === 'review') route.go('mapping')
  else if (arrival === 'answers' && !pageById(route.page) && route.page !== 'sources') route.go('insights')
}
