import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'

interface RowWindow {
  readonly items: readonly { readonly index: number }[]
  /** Heights of what is not drawn, above and below, in pixels. */
  readonly before: number
  readonly after: number
}

const NOTHING: RowWindow = { items: [], before: 0, after: 0 }

/** Which rows of a long list are near the eye: rows of one height in an element that scrolls. */
export class VirtualRows {
  window = $state.raw<RowWindow>(NOTHING)
  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | null = null

  /** An attachment for the scrolling element; runs again when count or height change. */
  watch(count: () => number, height: () => number) {
    return (scroller: HTMLElement) => {
      const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
        count: count(),
        estimateSize: height,
        overscan: 12,
        getScrollElement: () => scroller,
        scrollToFn: elementScroll,
        observeElementRect,
        observeElementOffset,
        onChange: () => this.#read(),
      })
      this.#virtualizer = virtualizer
      const stop = virtualizer._didMount()
      virtualizer._willUpdate()
      this.#read()
      return () => {
        stop()
        this.#virtualizer = null
      }
    }
  }

  #read(): void {
    const virtualizer = this.#virtualizer
    if (!virtualizer) return
    const items = virtualizer.getVirtualItems()
    this.window = {
      items: items.map(({ index }) => ({ index })),
      before: items.at(0)?.start ?? 0,
      after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    }
  }
}
