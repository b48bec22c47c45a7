/** Something that reads the data, under way or waiting. */
interface Reading {
  readonly ended: Promise<unknown>
  readonly stop: AbortController
}

const unheard = () => undefined

/**
 * The order in which the worker's data are touched. Changes come one after the other, and each alone: what reads before one
 * ends before it, what is asked after one waits for it. A change makes stale, by itself, what was answered before it.
 */
export class DataQueue {
  readonly #stale: () => void
  #last: Promise<unknown> = Promise.resolve()
  #lastChange: Promise<unknown> = Promise.resolve()
  readonly #readings = new Set<Reading>()

  /** `stale` hears that answers given before no longer hold. */
  constructor(stale: () => void) {
    this.#stale = stale
  }

  /** Changes the data. Readings that can be stopped are, and begin again behind it. */
  change<T>(work: () => Promise<T>): Promise<T> {
    const before = [...this.#readings]
    const turn = this.#last.then(async () => {
      this.#stale()
      for (const { stop } of before) stop.abort()
      await Promise.all(before.map(({ ended }) => ended))
      return work()
    })
    this.#last = this.#lastChange = turn.catch(unheard)
    return turn
  }

  /** Adds to the data and leaves what is there as it is: nobody who reads has to wait. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(unheard)
    return turn
  }

  /** Reads the data as one change left them. Work that heeds `stop` is begun again when a change stopped it. */
  async read<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController()
    const turn = this.#lastChange.then(() => work(stop.signal))
    const reading = { ended: turn.catch(unheard), stop }
    this.#readings.add(reading)
    try {
      return await turn
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      this.#readings.delete(reading)
    }
    return this.read(work)
  }
}
