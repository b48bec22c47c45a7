import { isLayerEntry } from '../ui/layers'
import { formatHash, parseHash, type Place } from './place'

/**
 * The hash as state. Going somewhere adds to the browser's history, so Back undoes a page, a setting or a filter.
 * A link that says nothing of the filter keeps it; what the reader comes back to has the one it had. So do the demo and the frame.
 */
export class Route {
  #place = $state.raw<Place>({ page: '', params: {} })
  #where = $state('')
  #demo = $state<string | undefined>()
  #isEmbedded = $state(false)
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

  /** The demo that the address names, '' for the sample company; undefined for neither. */
  get demo(): string | undefined {
    return this.#demo
  }

  /** Shown without its frame, in somebody else's page. */
  get isEmbedded(): boolean {
    return this.#isEmbedded
  }

  /** The address of what is shown here, with its frame. */
  get hrefInFrame(): string {
    return this.#hash(this.page, this.params, false)
  }

  /** Another demo is open than the address said, or none. */
  noteDemo(demo: string | undefined): void {
    this.#demo = demo
    this.#note()
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
    const { where, demo, sample, embed, ...settings } = params
    if (demo !== undefined || sample !== undefined) this.#demo = demo ?? ''
    if (embed !== undefined) this.#isEmbedded = true
    const before = (history.state as { where?: string } | null)?.where
    this.#where = where ?? before ?? this.#where
    this.#move({ page, params: settings })
    this.#note()
  }

  #hash(page: string, params: Readonly<Record<string, string>>, isEmbedded = this.#isEmbedded): string {
    return formatHash(page, {
      ...params,
      ...(this.#where !== '' && { where: this.#where }),
      ...(this.#demo !== undefined && (this.#demo === '' ? { sample: '' } : { demo: this.#demo })),
      ...(isEmbedded && { embed: '' }),
    })
  }

  #note(): void {
    const state = history.state as { where?: string } | null
    const isBare = this.page === '' && this.#hash('', {}) === '#/' && !location.hash.includes('?')
    const hash = isBare ? location.hash : this.#hash(this.page, this.params)
    if (state?.where !== this.#where || location.hash !== hash)
      history.replaceState({ ...state, where: this.#where }, '', hash || location.href)
  }

  #move(place: Place): void {
    if (place.page !== this.#place.page) this.#hasMoved = true
    this.#place = place
  }
}
