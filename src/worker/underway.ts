import type { Outcome } from '../analyses/contract/outcome'
import { QueryCancelled } from '../engine/failures'
import type { Place, Schedule } from './schedule'

/** Somebody who wants a page: how soon, until when, and whether what is known so far is heard. */
export interface Want {
  readonly priority: number
  readonly signal: AbortSignal
  readonly soFar?: (outcome: Outcome) => void
}

/** A page that is being computed, once for all who want it: as urgent as for the most urgent of them, and stopped when nobody does any more. */
export class Underway {
  readonly #place: Place
  readonly #stop = new AbortController()
  readonly #wants = new Set<Want>()
  readonly #ended: Promise<Outcome>
  #latest: Outcome | null = null

  constructor(
    schedule: Schedule,
    first: Want,
    compute: (place: Place, signal: AbortSignal, soFar: (outcome: Outcome) => void) => Promise<Outcome>,
  ) {
    this.#place = schedule.enter(first.priority, this.#stop.signal)
    this.#ended = this.#run(compute)
    // Each who wants it hears of a failure; where all have left, nobody does.
    this.#ended.catch(() => undefined)
  }

  /** True once nobody wanted it any more: who comes now begins anew. */
  get isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  /** The outcome, as for everybody. Rejects with QueryCancelled when `want.signal` aborts: for the last who leaves once all has ended. */
  async join(want: Want): Promise<Outcome> {
    const { signal, soFar } = want
    this.#wants.add(want)
    this.#place.priority = this.#priority()
    if (this.#latest) soFar?.(this.#latest)
    const left = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
    try {
      const outcome = signal.aborted ? null : await Promise.race([this.#ended, left])
      if (outcome && !signal.aborted) return outcome
    } finally {
      this.#wants.delete(want)
    }
    if (this.#wants.size > 0) this.#place.priority = this.#priority()
    else {
      this.#stop.abort()
      await this.#ended.catch(() => undefined)
    }
    throw new QueryCancelled('The computation was stopped.')
  }

  async #run(compute: ConstructorParameters<typeof Underway>[2]): Promise<Outcome> {
    try {
      return await compute(this.#place, this.#stop.signal, (outcome) => {
        this.#latest = outcome
        for (const { soFar } of this.#wants) soFar?.(outcome)
      })
    } finally {
      this.#place.leave()
    }
  }

  #priority(): number {
    return Math.min(...[...this.#wants].map(({ priority }) => priority))
  }
}
