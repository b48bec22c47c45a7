import type { Ranked } from './ranking'
import type { InsightsResult } from './result'
import { isSettled, join, NOTHING, unfold, type Standing } from './standing'

/** A pointer, a scroll or a key so lately that the reader is not at rest. */
const RESTING = 700

/** The findings as they stand before a reader while more are found: nothing moves under the pointer, and all settles once it rests elsewhere. */
export class FindingsList {
  #standing = $state.raw<Standing>(NOTHING)
  #ranked: readonly Ranked[] = []
  #about = ''
  #isWhole = false
  /** All is there for the first time: once the reader rests elsewhere, it takes the order of rank. */
  #isToSettle = false
  #element: HTMLElement | null = null
  #movedAt = -RESTING
  #settling: ReturnType<typeof setTimeout> | undefined

  get shown(): readonly Ranked[] {
    return this.#standing.shown
  }

  get more(): readonly Ranked[] {
    return this.#standing.more
  }

  /** What is known by now. Findings of other data take the place of all that stood; what comes when all was there waits to be asked for. */
  show({ ranked, facts, filter, pending }: InsightsResult): void {
    const about = JSON.stringify([facts, filter])
    const isSame = about === this.#about
    const isWhole = pending.length === 0
    // Told a second time that all is there, it may still be waiting for the pointer.
    if (!isSame || !isWhole || !this.#isWhole) this.#isToSettle = isWhole
    this.#isWhole = isWhole
    this.#standing = join(isSame ? this.#standing.shown : [], ranked)
    this.#about = about
    this.#ranked = ranked
    this.#settle()
  }

  unfold(): void {
    this.#standing = unfold(this.#standing)
  }

  /** For the element that holds the findings: follows where the reader is, for as long as it is there. */
  readonly follow = (element: HTMLElement): (() => void) => {
    this.#element = element
    const look = ({ timeStamp }: Event) => {
      this.#movedAt = timeStamp
      this.#settle()
    }
    for (const kind of EVENTS) addEventListener(kind, look, { passive: true })
    return () => {
      for (const kind of EVENTS) removeEventListener(kind, look)
      clearTimeout(this.#settling)
    }
  }

  #settle(): void {
    clearTimeout(this.#settling)
    if (!this.#isToSettle || this.#isRead()) return
    const wait = this.#movedAt + RESTING - performance.now()
    if (wait > 0) this.#settling = setTimeout(() => this.#settle(), wait)
    else {
      this.#isToSettle = false
      if (!isSettled(this.#standing, this.#ranked)) this.#standing = { shown: this.#ranked, more: [] }
    }
  }

  /** The pointer or the focus is among the findings. */
  #isRead(): boolean {
    return this.#element !== null && (this.#element.matches(':hover') || this.#element.contains(document.activeElement))
  }
}

const EVENTS = ['pointermove', 'pointerdown', 'scroll', 'keydown'] as const
