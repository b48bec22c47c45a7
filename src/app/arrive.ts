import { pageById } from '../analyses/pages'
import type { App } from './context'
import type { Destination } from './destination'

/** While the first files are read the reader is at the question they came with, or at what there is to know; where nothing comes of it, back where they were. */
export async function arriving(app: App, load: () => Promise<Destination>): Promise<void> {
  const { route, workspace } = app
  const before = route.place
  if (workspace.isEmpty && !pageById(route.page)) route.go('insights')
  const arrival = await load()
  if (arrival === 'nothing' && workspace.isEmpty && route.page === 'insights') route.putBack(before)
  arrive(app, arrival)
}

/** After a load: to the review when columns are doubtful, to the question the reader came with, else to what there is to know. */
export function arrive({ route }: App, arrival: Destination): void {
  if (typeof arrival === 'object') route.go(arrival.page, arrival.params)
  else if (arrival === 'review') route.go('mapping')
  else if (arrival === 'answers' && !pageById(route.page) && route.page !== 'sources') route.go('insights')
}
