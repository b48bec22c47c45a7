const SECONDS = 10
/** Changes that Ctrl Z takes back, one by one. */
const MOST = 50

interface Undoable {
  readonly text: string
  readonly undo: () => unknown
  /** A next step that fits: "Filter pages by it". */
  readonly next?: { readonly label: string; readonly act: () => unknown }
  /** Ctrl Z takes it back after the offer is gone, too. */
  readonly lasts?: boolean
}

/** Changes of state, the last one taken back first: those that are offered for ten seconds in place, those that are only noted with Ctrl Z. */
export class Undo {
  #offer = $state.raw<Undoable | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #done: readonly Pick<Undoable, 'undo'>[] = []

  get offered(): Undoable | null {
    return this.#offer
  }

  offer(undoable: Undoable): void {
    this.dismiss()
    this.#offer = undoable
    this.#keep(undoable)
    this.#timer = setTimeout(() => this.dismiss(), SECONDS * 1000)
  }

  /** Shows nothing: a setting says itself what it is. */
  note(undo: () => unknown): void {
    this.#keep({ undo })
  }

  /** What was offered can no longer be taken back, unless it lasts. */
  dismiss(): void {
    clearTimeout(this.#timer)
    const offer = this.#offer
    if (!offer?.lasts) this.#done = this.#done.filter((one) => one !== offer)
    this.#offer = null
  }

  /** Takes back what is offered, whatever came after it. */
  takeOffered(): void {
    const offer = this.#offer
    this.dismiss()
    this.#done = this.#done.filter((one) => one !== offer)
    offer?.undo()
  }

  /** True when there was something to take back. */
  take(): boolean {
    const last = this.#done.at(-1)
    if (!last) return false
    this.#done = this.#done.slice(0, -1)
    if (last === this.#offer) this.dismiss()
    last.undo()
    return true
  }

  /** Another workbook: what was done in the one before is done. */
  forget(): void {
    this.dismiss()
    this.#done = []
  }

  #keep(undoable: Pick<Undoable, 'undo'>): void {
    this.#done = [...this.#done, undoable].slice(-MOST)
  }
}
