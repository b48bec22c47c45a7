import type { Part } from '../workbooks/journal'
import { EMPTY_RECIPE, type Recipe } from '../workbooks/recipe'
import { StaleWorkbook, type WorkbookStore } from '../workbooks/workbook-store'

const PARTS = Object.keys(EMPTY_RECIPE).filter((key): key is Part => key !== 'version')
/** A checkpoint after so many changes, or when there was none for so long. */
const CHANGES = 50
const QUIET = 5000
const RETRY = 10_000

interface Hooks {
  /** Anything that `isSaving`, `failure` or `savedAt` tell is different. */
  changed(): void
  /** Another tab has written, or erased the workbook: nothing more is written from here. */
  stale(): void
}

/** Writes every change of one workbook to its journal, the newest value of each part, one write after the other. */
export class Autosave {
  readonly id: string
  readonly #shelf: WorkbookStore
  readonly #hooks: Hooks
  #seq: number
  #written: Recipe
  #wanted: Recipe
  #writing: Promise<void> | null = null
  #failure: string | null = null
  #sinceCheckpoint = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #isStopped = false

  /** `recipe` is what is kept already, and `seq` the last change of it. */
  constructor(shelf: WorkbookStore, id: string, { recipe, seq }: { readonly recipe: Recipe; readonly seq: number }, hooks: Hooks) {
    this.#shelf = shelf
    this.id = id
    this.#written = this.#wanted = recipe
    this.#seq = seq
    this.#hooks = hooks
  }

  get seq(): number {
    return this.#seq
  }

  get isSaving(): boolean {
    return this.#writing !== null
  }

  /** Why the last write failed; null when it went well. */
  get failure(): string | null {
    return this.#failure
  }

  want(recipe: Recipe): void {
    this.#wanted = recipe
    this.#start()
  }

  /** Resolves when everything wanted so far is written, or has failed. */
  async flush(): Promise<void> {
    this.#start()
    await this.#writing
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  #start(): void {
    if (this.#isStopped || this.#writing || this.#unwritten().length === 0) return
    clearTimeout(this.#timer)
    this.#writing = this.#writeAll().finally(() => {
      this.#writing = null
      this.#hooks.changed()
    })
    this.#hooks.changed()
  }

  async #writeAll(): Promise<void> {
    while (!this.#isStopped) {
      const parts = this.#unwritten()
      if (parts.length === 0) return this.#rest()
      const recipe = this.#wanted
      try {
        this.#seq = await this.#shelf.append(this.id, this.#seq, recipe, parts)
        this.#written = recipe
        this.#failure = null
        this.#sinceCheckpoint += parts.length
      } catch (error) {
        return this.#fail(error as Error)
      }
    }
  }

  #fail(error: Error): void {
    if (error instanceof StaleWorkbook) {
      this.stop()
      this.#hooks.stale()
      return
    }
    this.#failure = wordsOf(error)
    this.#timer = setTimeout(() => this.#start(), RETRY)
  }

  #rest(): Promise<void> | void {
    if (this.#sinceCheckpoint >= CHANGES) return this.#checkpoint()
    if (this.#sinceCheckpoint > 0) this.#timer = setTimeout(() => void this.#checkpoint(), QUIET)
  }

  async #checkpoint(): Promise<void> {
    if (this.#isStopped || this.#unwritten().length > 0) return
    const changes = this.#sinceCheckpoint
    this.#sinceCheckpoint = 0
    // The journal holds everything: a checkpoint that fails is tried again after the next change.
    await this.#shelf.checkpoint(this.id, this.#seq, this.#written).catch(() => (this.#sinceCheckpoint = changes))
  }

  #unwritten(): readonly Part[] {
    const [wanted, written] = [this.#wanted, this.#written]
    if (wanted === written) return []
    return PARTS.filter((part) => wanted[part] !== written[part] && JSON.stringify(wanted[part]) !== JSON.stringify(written[part]))
  }
}

function wordsOf(error: Error): string {
  return error.name === 'QuotaExceededError'
    ? 'There is no room left on this device for this page.'
    : `The last change could not be written to this device: ${error.message}`
}
