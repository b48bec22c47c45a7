import { airlockClosedAt } from '../engine/airlock'

/** Counts the requests this page has made since it finished opening. Blobs and data never leave the device and are no requests. */
export class Requests {
  #sinceOpen = $state(0)
  #openedAt = Infinity

  get sinceOpen(): number {
    return this.#sinceOpen
  }

  /** From here on every request counts. */
  markOpen(): void {
    if (this.#openedAt < Infinity) return
    this.#openedAt = airlockClosedAt() ?? performance.now()
    const observer = new PerformanceObserver((list) => {
      const made = list.getEntries().filter((entry) => entry.startTime >= this.#openedAt && !/^(blob|data):/.test(entry.name))
      this.#sinceOpen += made.length
    })
    observer.observe({ type: 'resource', buffered: true })
  }
}
