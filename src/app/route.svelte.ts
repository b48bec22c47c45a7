import { formatHash, parseHash, type Place } from './place'

/** The hash as state. Going somewhere adds to the browser's history, so Back undoes a page or a setting. */
export class Route {
  #place = $state.raw<Place>({ page: '', params: {} })
  #hasMoved = false

  /** Follows the address bar until the returned function is called. */
  follow(): () => void {
    const read = () => this.#move(parseHash(location.hash))
    this.#place = parseHash(location.hash)
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }

  /** True once another page was opened than the one the address named at first. */
  get hasMoved(): boolean {
    return this.#hasMoved
  }

  get page(): string {
    return this.#place.page
  }

  get params(): Readonly<Record<string, string>> {
    return this.#place.params
  }

  go(page: string, params: Readonly<Record<string, string>> = {}): void {
    location.hash = formatHash(page, params)
    this.#move({ page, params })
  }

  #move(place: Place): void {
    if (place.page !== this.#place.page) this.#hasMoved = true
    this.#place = place
  }
}
