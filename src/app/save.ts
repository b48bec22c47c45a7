import { FIRST_VIEW } from '../analyses/contract/outcome'
import { download } from '../ui/download'
import type { Selection } from '../workbench'
import type { App } from './context'

/** The customers of a selection as CSV, saved to this device. */
export async function saveCustomers({ busy, workspace }: App, selection: Selection, view = FIRST_VIEW): Promise<void> {
  try {
    const file = await busy.during(workspace.workbench.exportCustomers(selection, view))
    download(file, `${selection.who.name} customers.csv`)
  } catch (error) {
    workspace.notices.sayFailure('The customers could not be exported', error)
  }
}

/** A page's tables, or its picture, saved to this device under the page's name and the as-of date. */
export async function savePage({ busy, workspace }: App, page: string, ending: string, make: () => Promise<Blob>): Promise<void> {
  try {
    const file = await busy.during(make())
    const { asOf } = workspace.company ?? {}
    download(file, `clientele ${page}${asOf ? ` ${asOf}` : ''}.${file.type.includes('zip') ? 'zip' : ending}`)
  } catch (error) {
    workspace.notices.sayFailure('The export did not work', error)
  }
}
