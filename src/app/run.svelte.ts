import type { Outcome, Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import { isCancelled, wordsOf } from './notices.svelte'

const SLOW = 500

/** One analysis in flight. The outcome before stays until the new one is there; of two runs, the later wins. */
export class Run {
  #outcome = $state.raw<Outcome | null>(null)
  #failure = $state.raw<{ text: string; details?: string } | null>(null)
  #isRunning = $state(false)
  #isSlow = $state(false)
  #isStale = $state(false)
  #latest = 0
  #key = ''
  #last: Parameters<Run['start']> | null = null
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #onOutcome: (outcome: Outcome, version: string) => void

  constructor(workbench: Workbench, busy: Busy, onOutcome: (outcome: Outcome, version: string) => void) {
    this.#workbench = workbench
    this.#busy = busy
    this.#onOutcome = onOutcome
  }

  get outcome(): Outcome | null {
    return this.#outcome
  }

  get failure(): { text: string; details?: string } | null {
    return this.#failure
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** Running for so long that the page should say so. */
  get isSlow(): boolean {
    return this.#isSlow
  }

  /** What is shown is of a run before this one. */
  get isStale(): boolean {
    return this.#isStale
  }

  /** Runs once for the same page, settings, data and, where it reads them, kept segments, however often it is asked. */
  async start(analysis: string, settings: Readonly<Record<string, string>>, version: string, segments = ''): Promise<void> {
    const key = JSON.stringify([analysis, settings, version, segments])
    if (key === this.#key) return
    this.#key = key
    this.#last = [analysis, settings, version, segments]
    const id = this.#begin(analysis)
    const slow = setTimeout(() => (this.#isSlow = id === this.#latest), SLOW)
    const isLatest = () => id === this.#latest
    const startedAt = performance.now()
    // Where something stands already it stays until all of the new is there.
    const soFar = (outcome: Outcome) => {
      if (isLatest() && this.#isRunning && !this.#isStale) this.#outcome = outcome
    }
    try {
      const outcome = await this.#busy.during(this.#workbench.run(id, analysis, settings, soFar))
      if (!isLatest()) return
      performance.measure(`run ${analysis}`, {
        start: startedAt,
        detail: outcome.queries.map(({ name, milliseconds }) => ({ name, milliseconds })),
      })
      this.#outcome = outcome
      this.#onOutcome(outcome, version)
    } catch (error) {
      if (isLatest() && !isCancelled(error)) this.#failure = wordsOf(error)
    } finally {
      clearTimeout(slow)
      if (isLatest()) this.#isRunning = this.#isSlow = this.#isStale = false
    }
  }

  /** The last run once more, after a failure. */
  async again(): Promise<void> {
    if (!this.#last) return
    this.#key = ''
    await this.start(...this.#last)
  }

  /** The last run once more, unseen: more is known by now, and what stands stays. */
  async refresh(): Promise<void> {
    if (!this.#last || this.#isRunning || this.#failure) return
    const [analysis, settings, version] = this.#last
    const id = (this.#latest = ++runs)
    const outcome = await this.#workbench.run(id, analysis, settings).catch(() => null)
    if (!outcome || id !== this.#latest) return
    this.#outcome = outcome
    this.#onOutcome(outcome, version)
  }

  /** Asks the worker to stop, and forgets what it answers. */
  stop(): void {
    if (this.#isRunning) void this.#workbench.cancel(this.#latest).catch(() => undefined)
    this.#latest = ++runs
    this.#key = ''
    this.#isRunning = this.#isSlow = this.#isStale = false
  }

  #begin(analysis: string): number {
    if (this.#isRunning) void this.#workbench.cancel(this.#latest).catch(() => undefined)
    if (this.#outcome?.analysis !== analysis) this.#outcome = null
    this.#latest = ++runs
    this.#failure = null
    this.#isRunning = true
    this.#isStale = this.#outcome !== null
    this.#isSlow = false
    return this.#latest
  }
}

let runs = 0
