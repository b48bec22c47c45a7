import { QueryCancelled } from '../engine/failures'

/** The priority of what a reader waits for: nothing goes before it, and such work runs side by side. */
export const ASKED = 0

/**
 * The order in which work takes the engine. What is most urgent goes on; the rest waits at its next step, keeps what it has, and goes on
 * after it. So opening a page never waits for the work of another page, but for one step of it at most.
 */
export class Schedule {
  readonly #places = new Set<Place>()

  /** `priority`: lower goes first, of equals the earlier. Who enters must leave. */
  enter(priority: number, signal: AbortSignal): Place {
    const place = new Place(this.#places, priority, signal)
    this.#places.add(place)
    return place
  }
}

let entered = 0

/** One piece of work in the queue. */
export class Place {
  readonly #all: Set<Place>
  readonly #signal: AbortSignal
  readonly #since = ++entered
  #priority: number
  /** How often it waits for other work at this moment, and is in nobody's way. */
  #aside = 0
  #goOn: (() => void) | null = null

  constructor(all: Set<Place>, priority: number, signal: AbortSignal) {
    this.#all = all
    this.#priority = priority
    this.#signal = signal
  }

  get priority(): number {
    return this.#priority
  }

  set priority(priority: number) {
    this.#priority = priority
    this.#wakeAll()
  }

  /** Resolves when nothing more urgent is left. Rejects with QueryCancelled once the work was stopped. Taken before each query and after each pause. */
  async step(): Promise<void> {
    while (!this.#signal.aborted && !this.#isFirst()) await this.#woken()
    if (this.#signal.aborted) throw new QueryCancelled('The computation was stopped.')
  }

  /** Waits for other work, without standing in its way meanwhile. */
  async aside<T>(other: Promise<T>): Promise<T> {
    this.#aside++
    this.#wakeAll()
    try {
      return await other
    } finally {
      this.#aside--
    }
  }

  leave(): void {
    this.#all.delete(this)
    this.#wakeAll()
  }

  #isFirst(): boolean {
    return this.#priority === ASKED || [...this.#all].every((other) => other.#aside > 0 || !other.#goesBefore(this))
  }

  #goesBefore(other: Place): boolean {
    return this.#priority === other.#priority ? this.#since < other.#since : this.#priority < other.#priority
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        this.#goOn = null
        this.#signal.removeEventListener('abort', goOn)
        resolve()
      }
      this.#goOn = goOn
      this.#signal.addEventListener('abort', goOn)
    })
  }

  #wakeAll(): void {
    for (const place of this.#all) place.#goOn?.()
  }
}
