import type { QualityReport } from '../../quality/report'
import type { Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import { isCancelled, wordsOf } from '../notices.svelte'
import { today } from '../../shared/today'

/** What was found wrong in the data as they stand; asked once for each state of them. */
export class Inspection {
  readonly #workbench: Workbench
  readonly #busy: Busy
  #report = $state.raw<QualityReport | null>(null)
  #failure = $state.raw<{ text: string; details?: string } | null>(null)
  #isRunning = $state(false)
  #version: string | null = null

  constructor(workbench: Workbench, busy: Busy) {
    this.#workbench = workbench
    this.#busy = busy
  }

  /** The one before stays until the new one is there. */
  get report(): QualityReport | null {
    return this.#report
  }

  get failure(): { text: string; details?: string } | null {
    return this.#failure
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  async start(version: string): Promise<void> {
    if (version === this.#version) return
    this.#version = version
    this.#isRunning = true
    this.#failure = null
    const isLatest = () => version === this.#version
    try {
      const report = await this.#busy.during(this.#workbench.quality(today()))
      if (isLatest()) this.#report = report
    } catch (error) {
      if (isLatest() && !isCancelled(error)) this.#failure = wordsOf(error)
    } finally {
      if (isLatest()) this.#isRunning = false
    }
  }

  async again(): Promise<void> {
    const version = this.#version
    this.#version = null
    if (version !== null) await this.start(version)
  }
}
