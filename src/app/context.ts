import { createContext } from 'svelte'
import type { Busy } from './busy.svelte'
import type { Console } from './console/console.svelte'
import type { CustomerList } from './customers/customer-list.svelte'
import type { Demo } from './demos/fetch-demos'
import type { Requests } from './requests.svelte'
import type { Route } from './route.svelte'
import type { Undo } from './undo.svelte'
import type { Workspace } from './workspace.svelte'

/** What every part of the page may reach: made once in App.svelte. */
export interface App {
  readonly workspace: Workspace
  readonly route: Route
  readonly busy: Busy
  readonly undo: Undo
  readonly customers: CustomerList
  readonly requests: Requests
  readonly console: Console
  /** Workbooks that the host of this page shows. */
  readonly demos: readonly Demo[]
  /** Opens the dialog for files. */
  chooseFiles(): void
  /** Adds files and goes where they lead. */
  addFiles(files: readonly File[]): Promise<void>
  openSample(): Promise<void>
}

export const [useApp, provideApp] = createContext<App>()
