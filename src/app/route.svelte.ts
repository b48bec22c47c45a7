import { isLayerEntry } from '../ui/layers'
import { formatHash, parseHash, type Place } from './place'

/**
 * The hash as state. Going somewhere adds to the browser's history, so Back undoes a page, a setting or a filter.
 * A link that says nothing of the filter keeps it; what the reader comes back to has the one it had.
 */
export class Route {
  #place = $state.raw<Place>({ page: '', params: {} })
  #where = $state('')
  #hasMoved = false

  /** Follows the address bar until the returned function is called. */
  follow(): () => void {
    const read = () => this.#read()
    this.#read()
    this.#hasMoved = false
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }

  /** True once another page was opened than the one the address named at first. */
  get hasMoved(): boolean {
    return this.#hasMoved
  }

  get place(): Place {
    return this.#place
  }

  get page(): string {
    return this.#place.page
  }

  get params(): Readonly<Record<string, string>> {
    return this.#place.params
  }

  /** The filter as it stands in the address; empty for everyone. */
  get where(): string {
    return this.#where
  }

  go(page: string, params: Readonly<Record<string, string>> = {}): void {
    const hash = this.#hash(page, params)
    if (isLayerEntry()) history.replaceState({ where: this.#where }, '', hash)
    else location.hash = hash
    this.#move({ page, params })
    this.#note()
  }

  /** As if the page before had never been left. */
  putBack({ page, params }: Place): void {
    this.#move({ page, params })
    history.replaceState({ where: this.#where }, '', this.#hash(page, params))
  }

  /** Another filter on the same page. */
  filterBy(where: string): void {
    if (where === this.#where) return
    this.#where = where
    this.go(this.page, this.params)
  }

  /** The filter that is in force here already. */
  noteWhere(where: string): void {
    this.#where = where
    this.#note()
  }

  #read(): void {
    const { page, params } = parseHash(location.hash)
    const { where, ...settings } = params
    const before = (history.state as { where?: string } | null)?.where
    this.#where = where ?? before ?? this.#where
    this.#move({ page, params: settings })
    this.#note()
  }

  #hash(page: string, params: Readonly<Record<string, string>>): string {
    return formatHash(page, this.#where === '' ? params : { ...params, where: this.#where })
  }

  #note(): void {
    const state = history.state as { where?: string } | null
    const isBare = this.page === '' && this.#where === ''
    const hash = isBare ? location.hash : this.#hash(this.page, this.params)
    if (state?.where !== this.#where || location.hash !== hash)
      history.replaceState({ ...state, where: this.#where }, '', hash || location.href)
  }

  #move(place: Place): void {
    if (place.page !== this.#place.page) this.#hasMoved = true
    this.#place = place
  }
}
