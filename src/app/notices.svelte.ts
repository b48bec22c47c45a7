import { decimal } from '../shared/format'
import type { WorkbenchEvent } from '../workbench'

/** Something the reader should know, said above the page until dismissed. */
export interface Notice {
  readonly id: number
  readonly kind: 'warning' | 'failure' | 'note'
  readonly title: string
  readonly text: string
  readonly details?: string
  /** What failed, once more. */
  readonly retry?: () => unknown
}

/** What went wrong or changed unasked: files that could not be read, an engine that was replaced. The newest stands first. */
export class Notices {
  #all = $state.raw<readonly Notice[]>([])
  #last = 0

  get all(): readonly Notice[] {
    return this.#all
  }

  /** Saying the same twice shows it once. */
  say(notice: Omit<Notice, 'id'>): void {
    const others = this.#all.filter((one) => one.title !== notice.title || one.text !== notice.text)
    this.#all = [{ ...notice, id: ++this.#last }, ...others]
  }

  sayFailure(title: string, error: unknown, retry?: () => unknown): void {
    this.say({ kind: 'failure', title, ...wordsOf(error), ...(retry && { retry }) })
  }

  dismiss(id: number): void {
    this.#all = this.#all.filter((one) => one.id !== id)
  }

  dismissAll(): void {
    this.#all = []
  }
}

/** What the worker tells unasked, in words; null where there is nothing to say. */
export function noticeOf(event: WorkbenchEvent): Omit<Notice, 'id'> | null {
  switch (event.kind) {
    case 'engine restarted':
      return {
        kind: 'failure',
        title: 'The engine stopped and was started again',
        text: `Your files, mapping and segments are as they were. It took ${decimal(event.milliseconds / 1000, 1)} s.`,
        details: event.reason,
      }
    case 'engine failed':
      return {
        kind: 'failure',
        title: 'The engine cannot run',
        text: 'Reload the page and drop the files again. If it stays so, this browser has too little memory free, or no WebAssembly.',
        details: event.message,
      }
    case 'lost':
      return { kind: 'failure', title: `${event.file} is gone`, text: event.message }
    case 'not kept':
      return {
        kind: 'warning',
        title: `${event.file} is open, but not kept on this device`,
        text: `${event.message} It is gone when this page closes.`,
      }
    default:
      return null
  }
}

/** What an error of the workbench means for the reader; the engine's own words are folded away, since they may quote data. */
export function wordsOf(error: unknown): { text: string; details?: string } {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
  if (name === 'EngineRestarted')
    return { text: 'The engine stopped and was started again. Your files, mapping and segments are as they were. Try once more.' }
  if (name === 'QueryFailed')
    return { text: 'A query of this page failed. Your files are safe, and the other pages go on working.', details: message }
  if (name === 'ReadOnlyWorkbook') return { text: message }
  if (name === 'ImportFailed') return { text: message }
  return { text: 'Your files are safe. Reload the page if it happens again.', details: message }
}

/** True for work that was stopped on request: nothing to say. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'QueryCancelled' || error.name === 'AbortError')
}
