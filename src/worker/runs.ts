import type { AnyAnalysis } from '../analyses/contract/definition'
import { analysisById } from '../analyses/index'
import type { Outcome } from '../analyses/contract/outcome'
import { runAnalysis, settingsOf, type Environment } from '../analyses/contract/run'
import type { RawSettings } from '../analyses/contract/settings'
import { QueryCancelled } from '../engine/failures'
import { retryAfterRestart } from './retry-after-restart'

/** Outcomes held: a reader's way back through the pages. */
const HELD = 60

/** Runs of pages: cancelled by number, and answered from memory while data and filter are the same. */
export class Runs {
  readonly #running = new Map<number, AbortController>()
  readonly #outcomes = new Map<string, Outcome>()

  /** Data, mapping or filter change: what was answered is stale. */
  forget(): void {
    this.#outcomes.clear()
  }

  /** `read` reads the data in their turn, and stops when they change. */
  async run(
    id: number,
    read: <T>(work: (environment: Environment, stop: AbortSignal) => Promise<T>) => Promise<T>,
    analysis: string,
    raw: RawSettings,
  ): Promise<Outcome> {
    const found = analysisById(analysis)
    if (!found) throw new Error(`there is no page ${analysis}`)
    const running = new AbortController()
    this.#running.set(id, running)
    try {
      return await read((environment, stop) =>
        this.#answer({ ...environment, run: this.#answer, known: this.#known }, found, raw, AbortSignal.any([running.signal, stop])),
      )
    } finally {
      this.#running.delete(id)
    }
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort()
  }

  readonly #known = (environment: Environment, analysis: AnyAnalysis): Outcome | null =>
    this.#outcomes.get(keyOf(environment, analysis, {})) ?? null

  #forgetPage(id: string): void {
    for (const [key, { analysis }] of this.#outcomes) if (analysis === id) this.#outcomes.delete(key)
  }

  /** Also how `insights` runs the other pages, so that what it has read need not be computed retryAfterRestart. */
  readonly #answer = async (environment: Environment, analysis: AnyAnalysis, raw: RawSettings, signal?: AbortSignal): Promise<Outcome> => {
    const key = keyOf(environment, analysis, raw)
    const known = this.#outcomes.get(key)
    if (known) return known
    const outcome = await retryAfterRestart(() => runAnalysis(environment, analysis, raw, signal))
    if (signal?.aborted) throw new QueryCancelled('The data changed while this was computed.')
    this.#outcomes.set(key, outcome)
    // The landing page did not wait for this one: it is to be put together anew.
    if (analysis.isLong?.(environment.company)) this.#forgetPage('insights')
    if (this.#outcomes.size > HELD) this.#outcomes.delete(this.#outcomes.keys().next().value!)
    return outcome
  }
}

function keyOf(environment: Environment, analysis: AnyAnalysis, raw: RawSettings): string {
  return JSON.stringify([analysis.id, settingsOf(environment, analysis, raw)])
}
