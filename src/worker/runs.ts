import type { AnyAnalysis } from '../analyses/contract/definition'
import { ANALYSES, analysisById } from '../analyses/index'
import { canRun } from '../analyses/contract/needs'
import type { Outcome } from '../analyses/contract/outcome'
import { runAnalysis, settingsOf, type Environment } from '../analyses/contract/run'
import type { RawSettings } from '../analyses/contract/settings'
import { isAwaited, isBearable, urgencyOf } from '../analyses/contract/urgency'
import { retryAfterRestart } from './retry-after-restart'
import { ASKED, Schedule, type Place } from './schedule'
import { Underway, type Want } from './underway'

/** Outcomes held: a reader's way back through the pages. */
const HELD = 60

/** Reads the data in their turn; `stop` aborts when they change, and then the work is begun again. */
export type Read = <T>(work: (environment: Environment, stop: AbortSignal) => Promise<T>) => Promise<T>

/**
 * Runs of pages: the one that is asked for at once, and behind it all others, so that they are there when they are opened. Each is
 * computed once while data and filter are the same, cancelled by its number, and begun anew behind a change.
 */
export class Runs {
  readonly #schedule = new Schedule()
  readonly #asked = new Map<number, AbortController>()
  readonly #outcomes = new Map<string, Outcome>()
  readonly #underway = new Map<string, Underway>()
  readonly #late: (page: string) => void
  #computesRest = false

  /** `late` hears of a page that was computed after the landing page was shown without it. */
  constructor(late: (page: string) => void = () => undefined) {
    this.#late = late
  }

  /** Data, mapping or filter change: what was answered is stale. */
  forget(): void {
    this.#outcomes.clear()
    this.#underway.clear()
  }

  /** Something else that a reader waits for: no page is computed in the background meanwhile. */
  async first<T>(environment: Environment, signal: AbortSignal, work: (environment: Environment) => Promise<T>): Promise<T> {
    const place = this.#schedule.enter(ASKED, signal)
    try {
      return await work(this.#environmentIn(place, environment))
    } finally {
      place.leave()
    }
  }

  /** `read` reads the data in their turn, and stops when they change. `soFar` hears what is known before all is. */
  async run(id: number, read: Read, analysis: string, raw: RawSettings, soFar?: (outcome: Outcome) => void): Promise<Outcome> {
    const found = analysisById(analysis)
    if (!found) throw new Error(`there is no page ${analysis}`)
    const asked = new AbortController()
    this.#asked.set(id, asked)
    try {
      return await read((environment, stop) => {
        const signal = AbortSignal.any([asked.signal, stop])
        return this.#answer(environment, found, raw, { priority: ASKED, signal, ...(soFar && { soFar }) })
      })
    } finally {
      this.#asked.delete(id)
    }
  }

  cancel(id: number): void {
    this.#asked.get(id)?.abort()
  }

  /** Computes all pages that can be borne, the most urgent first, until the data change: so they are there when they are opened. */
  async computeRest(read: Read): Promise<void> {
    if (this.#computesRest) return
    this.#computesRest = true
    try {
      await read(async (environment, signal) => {
        const pages = ANALYSES.filter(
          (page) => page.joinsInsights !== false && canRun(page, environment.company) && isBearable(page, environment.company),
        )
        const wants = pages.map((page) =>
          this.#answer(environment, page, {}, { priority: urgencyOf(page, environment.company), signal }).catch(() => undefined),
        )
        await Promise.all(wants)
      })
    } catch {
      // There are no data any more.
    } finally {
      this.#computesRest = false
    }
  }

  /** From memory, from what is under way, or computed. */
  async #answer(environment: Environment, analysis: AnyAnalysis, raw: RawSettings, want: Want): Promise<Outcome> {
    const key = keyOf(environment, analysis, raw)
    const known = this.#outcomes.get(key)
    if (known) return known
    const before = this.#underway.get(key)
    const underway = before && !before.isStopped ? before : this.#begin(key, environment, analysis, raw, want)
    return underway.join(want)
  }

  #begin(key: string, environment: Environment, analysis: AnyAnalysis, raw: RawSettings, first: Want): Underway {
    const underway = new Underway(this.#schedule, first, async (place, signal, soFar) => {
      try {
        await place.step()
        const outcome = await retryAfterRestart(() => runAnalysis(this.#environmentIn(place, environment), analysis, raw, signal, soFar))
        if (this.#underway.get(key) === underway) this.#hold(key, outcome, isAwaited(analysis, environment.company))
        return outcome
      } finally {
        if (this.#underway.get(key) === underway) this.#underway.delete(key)
      }
    })
    this.#underway.set(key, underway)
    return underway
  }

  /** The environment of work that has its place in the queue, and makes way while it waits for other pages. */
  #environmentIn(place: Place, environment: Environment): Environment {
    return {
      ...environment,
      step: () => place.step(),
      run: (analysis, signal = NEVER) =>
        place.aside(this.#answer(environment, analysis, {}, { priority: urgencyOf(analysis, environment.company), signal })),
      known: (analysis) => this.#outcomes.get(keyOf(environment, analysis, {})) ?? null,
    }
  }

  #hold(key: string, outcome: Outcome, isAwaited: boolean): void {
    this.#outcomes.set(key, outcome)
    if (!isAwaited) this.#joinLate(outcome.analysis)
    if (this.#outcomes.size > HELD) this.#outcomes.delete(this.#outcomes.keys().next().value!)
  }

  /** The landing page did not wait for this one, and is to be put together anew. */
  #joinLate(page: string): void {
    for (const [key, { analysis }] of this.#outcomes) if (analysis === 'insights') this.#outcomes.delete(key)
    this.#late(page)
  }
}

const NEVER = new AbortController().signal

function keyOf(environment: Environment, analysis: AnyAnalysis, raw: RawSettings): string {
  const segments = analysis.readsSegments ? environment.segments.map(({ id, name, count }) => [id, name, count]) : []
  return JSON.stringify([analysis.id, settingsOf(environment, analysis, raw), segments])
}
