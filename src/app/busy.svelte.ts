/** Says in <html data-busy> whether anything loads, computes or draws: "false" only after two frames without work. */
export class Busy {
  #working = 0
  #calm = 0

  /** Work begins; the returned function ends it, once. */
  begin(): () => void {
    this.#working++
    document.documentElement.dataset.busy = 'true'
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#working--
      if (this.#working === 0) this.#settle()
    }
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const end = this.begin()
    try {
      return await work
    } finally {
      end()
    }
  }

  /**
   * A change of the address is work from the moment it is made: the page hears of it only a task later,
   * and would call itself idle until then. Where the Navigation API is missing, it starts with hashchange.
   */
  watchAddress(): () => void {
    const heard = () => {
      const end = this.begin()
      setTimeout(end, 20)
    }
    const navigation = (window as { navigation?: EventTarget }).navigation
    const source = navigation ?? window
    const event = navigation ? 'navigate' : 'hashchange'
    source.addEventListener(event, heard)
    return () => source.removeEventListener(event, heard)
  }

  #settle(): void {
    const asked = ++this.#calm
    const settle = () => {
      if (this.#working === 0 && asked === this.#calm) document.documentElement.dataset.busy = 'false'
    }
    // No frames are drawn in a hidden tab.
    if (document.hidden) setTimeout(settle, 50)
    else requestAnimationFrame(() => requestAnimationFrame(settle))
  }
}
