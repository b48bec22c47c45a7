import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import type { Step } from '../steps/definition'
import type { RecordedStep, Workbench } from '../workbench'
import type { Undo } from './undo.svelte'

/** What steps change: the workspace, as far as they know it. */
interface Prepares {
  readonly workbench: Workbench
  readonly mapping: Mapping | null
  prepare(tables: () => Promise<readonly RawTable[]>, mapping: Mapping): Promise<boolean>
}

/** The recorded steps, as the reader adds and takes them back. */
export class Steps {
  readonly #workspace: Prepares
  readonly #undo: Undo
  #recorded = $state.raw<readonly RecordedStep[]>([])

  constructor(workspace: Prepares, undo: Undo) {
    this.#workspace = workspace
    this.#undo = undo
  }

  get recorded(): readonly RecordedStep[] {
    return this.#recorded
  }

  /** Asks anew: other pages, other files and other workbooks change steps too. */
  async look(): Promise<void> {
    this.#recorded = await this.#workspace.workbench.steps()
  }

  async add(steps: readonly Step[], text: string): Promise<void> {
    const { workbench } = this.#workspace
    const ids = steps.map(({ id }) => id)
    if (await this.#change(() => workbench.addSteps(steps)))
      this.#undo.offer({ text, undo: () => this.#change(() => workbench.removeSteps(ids)) })
  }

  /** Takes steps back for good or for ten seconds: undone, all are recorded again in the order they had. */
  async remove(ids: readonly string[], text: string): Promise<void> {
    const { workbench } = this.#workspace
    const before = this.#recorded.map(({ step }) => step)
    const again = async () => {
      await workbench.removeSteps(before.map(({ id }) => id))
      return workbench.addSteps(before)
    }
    if (await this.#change(() => workbench.removeSteps(ids))) this.#undo.offer({ text, undo: () => this.#change(again) })
  }

  async #change(tables: () => Promise<readonly RawTable[]>): Promise<boolean> {
    const { mapping } = this.#workspace
    const isDone = mapping !== null && (await this.#workspace.prepare(tables, mapping))
    await this.look()
    return isDone
  }
}
