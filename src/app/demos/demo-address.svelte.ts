import type { App } from '../context'
import type { Asked } from '../workspace.svelte'
import type { Demos } from './fetch-demos'

/** Keeps the address and the demo that is open together. Once data were opened nothing can be fetched: another demo loads the page anew. */
export class DemoAddress {
  readonly #app: App
  /** What is open of what addresses name: a demo's name, '' for the sample company, undefined for neither. */
  #opened: string | undefined

  constructor(app: App) {
    this.#app = app
    const { workspace } = app
    let wasDemo = false
    $effect(() => {
      const isDemo = workspace.workbooks.status.save === 'demo'
      if (wasDemo && !isDemo) this.#leave()
      wasDemo = isDemo
    })
  }

  /** What the address asks to open; what it asks for in vain is said, and taken out of it. */
  async asked(fetched: Promise<Demos>): Promise<Asked | null> {
    const { route, workspace } = this.#app
    const { asked: demo, failure } = await fetched
    if (failure !== null) workspace.notices.say({ kind: 'failure', title: 'No demo was opened', text: failure })
    if (failure !== null || demo) route.noteDemo(demo?.name)
    this.#opened = route.demo
    return this.#opened === undefined ? null : { file: demo?.file ?? null, refused: () => this.#leave() }
  }

  /** Until the returned function is called. */
  follow(): () => void {
    const read = () => this.#read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }

  #read(): void {
    const { route, workspace } = this.#app
    if (route.demo === undefined || route.demo === this.#opened) return
    if (workspace.workbooks.status.save !== 'memory' || workspace.isEmpty) return location.reload()
    const text = 'What is open here is in memory only, and would be lost. Open the link in a new tab.'
    workspace.notices.say({ kind: 'warning', title: 'The demo was not opened', text })
    this.#leave()
  }

  #leave(): void {
    this.#opened = undefined
    this.#app.route.noteDemo(undefined)
  }
}
