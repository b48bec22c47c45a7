import { formatHash, parseHash, type Place } from './place'

/** The hash as state. Going somewhere adds to the browser's history, so Back undoes a page or a setting. */
export class Route {
  #place = $state.raw<Place>({ page: '', params: {} })

  /** Follows the address bar until the returned function is called. */
  follow(): () => void {
    const read = () => (this.#place = parseHash(location.hash))
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }

  get page(): string {
    return this.#place.page
  }

  get params(): Readonly<Record<string, string>> {
    return this.#place.params
  }

  go(page: string, params: Readonly<Record<string, string>> = {}): void {
    location.hash = formatHash(page, params)
    this.#place = { page, params }
  }
}
