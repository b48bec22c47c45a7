import { airlockClosedAt, watchRequests } from '../engine/airlock'

/** Counts the requests this page has made since it finished opening. What the policy refused was never sent, and does not count. */
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
    watchRequests((made) => {
      this.#sinceOpen += made.filter(({ at, isRefused }) => at >= this.#openedAt && !isRefused).length
    })
  }
}
