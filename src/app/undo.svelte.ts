const SECONDS = 10

interface Undoable {
  readonly text: string
  readonly undo: () => unknown
  /** A next step that fits: "Filter pages by it". */
  readonly next?: { readonly label: string; readonly act: () => unknown }
}

/** The last change of state, taken back for ten seconds in place and with Ctrl Z. */
export class Undo {
  #offer = $state.raw<Undoable | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  get offered(): Undoable | null {
    return this.#offer
  }

  offer(undoable: Undoable): void {
    clearTimeout(this.#timer)
    this.#offer = undoable
    this.#timer = setTimeout(() => (this.#offer = null), SECONDS * 1000)
  }

  dismiss(): void {
    clearTimeout(this.#timer)
    this.#offer = null
  }

  take(): boolean {
    const offer = this.#offer
    if (!offer) return false
    this.dismiss()
    offer.undo()
    return true
  }
}
