import { everyone } from '../analyses/contract/outcome'
import { plural } from '../shared/format'
import type { KeptSegment, Selection, Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import type { PageFilter } from './filter/filter.svelte'
import type { Notices } from './notices.svelte'
import type { Undo } from './undo.svelte'

/** Kept segments. */
export class Segments {
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #undo: Undo
  readonly #notices: Notices
  #kept = $state.raw<readonly KeptSegment[]>([])
  readonly #filter: PageFilter

  constructor(workbench: Workbench, busy: Busy, undo: Undo, notices: Notices, filter: PageFilter) {
    this.#filter = filter
    this.#workbench = workbench
    this.#busy = busy
    this.#undo = undo
    this.#notices = notices
  }

  get kept(): readonly KeptSegment[] {
    return this.#kept
  }

  keptAs(selection: Selection): KeptSegment | null {
    const recipe = recipeOf(selection)
    return this.#kept.find((segment) => recipeOf(segment) === recipe) ?? null
  }

  async keep(selection: Selection): Promise<KeptSegment | null> {
    const segment = await this.#add(selection.who.name, selection)
    if (!segment) return null
    this.#undo.offer({
      text: `“${segment.name}” kept, ${plural(segment.count, 'customer')}`,
      undo: () => this.#remove(segment.id),
      next: { label: 'Filter every page by it', act: () => this.#filter.showOnly(segment.id) },
    })
    return segment
  }

  /** The same customers by the same recipe, under a name of its own. */
  copy(segment: KeptSegment): Promise<KeptSegment | null> {
    const { analysis, settings, who } = segment
    return this.keep({ analysis, settings, who: { ...who, name: `${segment.name} (copy)` } })
  }

  /** Keeps who is left under the filter. */
  keepFilter(): Promise<KeptSegment | null> {
    const { words, left, where } = this.#filter
    return this.keep(everyone(words, left.customers, where))
  }

  async drop(segment: KeptSegment): Promise<void> {
    const wasFilter = this.#filter.isOnly(segment.id)
    await this.#remove(segment.id)
    this.#undo.offer({
      text: `Segment “${segment.name}” deleted`,
      undo: async () => {
        const again = await this.#add(segment.name, segment)
        if (again && wasFilter) await this.#filter.showOnly(again.id)
      },
    })
  }

  /** An empty name changes nothing. */
  async rename(segment: KeptSegment, name: string): Promise<void> {
    const wanted = name.trim()
    if (wanted === '' || wanted === segment.name) return
    if (!(await this.#name(segment.id, wanted))) return
    const text = `Segment “${segment.name}” is now called “${wanted}”`
    this.#undo.offer({ text, undo: () => this.#name(segment.id, segment.name), lasts: true })
  }

  /** Another workbook's segments. */
  adopt(kept: readonly KeptSegment[]): void {
    this.#kept = kept
  }

  /** Counts after the data changed: segments are recipes, evaluated anew. */
  async refresh(): Promise<void> {
    if (this.#kept.length > 0) this.#kept = await this.#workbench.segments()
  }

  async #add(name: string, selection: Selection): Promise<KeptSegment | null> {
    return this.#attempt('The segment could not be kept', async () => {
      const segment = await this.#workbench.keepSegment(name, selection)
      this.#kept = [...this.#kept, segment]
      return segment
    })
  }

  async #name(id: string, name: string): Promise<boolean> {
    const named = await this.#attempt('The segment could not be renamed', async () => {
      const inForce = await this.#workbench.renameSegment(id, name)
      this.#kept = this.#kept.map((segment) => (segment.id === id ? { ...segment, name } : segment))
      this.#filter.hear(inForce)
      return true
    })
    return named ?? false
  }

  async #remove(id: string): Promise<void> {
    await this.#attempt('The segment could not be deleted', async () => {
      const left = await this.#workbench.dropSegment(id)
      this.#kept = this.#kept.filter((segment) => segment.id !== id)
      this.#filter.hear(left)
    })
  }

  async #attempt<T>(title: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await this.#busy.during(work())
    } catch (error) {
      this.#notices.sayFailure(title, error)
      return null
    }
  }
}

function recipeOf({ analysis, settings, who }: Selection): string {
  return JSON.stringify([analysis, settings, who.set, who.values])
}
