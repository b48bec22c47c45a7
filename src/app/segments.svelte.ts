import { plural } from '../shared/format'
import type { KeptSegment, Selection, Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import type { Notices } from './notices.svelte'
import type { Undo } from './undo.svelte'

/** Kept segments, and the one that filters every page. */
export class Segments {
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #undo: Undo
  readonly #notices: Notices
  #kept = $state.raw<readonly KeptSegment[]>([])
  #filterId = $state<string | null>(null)
  #filtered = $state<number | null>(null)
  #version = $state(0)

  constructor(workbench: Workbench, busy: Busy, undo: Undo, notices: Notices) {
    this.#workbench = workbench
    this.#busy = busy
    this.#undo = undo
    this.#notices = notices
  }

  get kept(): readonly KeptSegment[] {
    return this.#kept
  }

  /** The filter in force with the customers it leaves; null: everyone. */
  get filter(): { readonly id: string; readonly name: string; readonly customers: number } | null {
    const segment = this.#kept.find(({ id }) => id === this.#filterId)
    return segment ? { id: segment.id, name: segment.name, customers: this.#filtered ?? segment.count } : null
  }

  get version(): number {
    return this.#version
  }

  keptAs(selection: Selection): KeptSegment | null {
    const recipe = recipeOf(selection)
    return this.#kept.find((segment) => recipeOf(segment) === recipe) ?? null
  }

  async keep(selection: Selection): Promise<void> {
    const segment = await this.#add(selection.who.name, selection)
    if (!segment) return
    this.#undo.offer({
      text: `“${segment.name}” kept, ${plural(segment.count, 'customer')}`,
      undo: () => this.#remove(segment.id),
      next: { label: 'Filter every page by it', act: () => this.filterBy(segment.id) },
    })
  }

  async drop(segment: KeptSegment): Promise<void> {
    const wasFilter = this.#filterId === segment.id
    await this.#remove(segment.id)
    this.#undo.offer({
      text: `Segment “${segment.name}” deleted`,
      undo: async () => {
        const again = await this.#add(segment.name, segment)
        if (again && wasFilter) await this.#filter(again.id)
      },
    })
  }

  /** Filters every page; null shows all customers again. */
  async filterBy(id: string | null): Promise<void> {
    const before = this.#filterId
    if (before === id) return
    const done = await this.#filter(id)
    if (done)
      this.#undo.offer({ text: this.filter ? `Filtered by “${this.filter.name}”` : 'Filter removed', undo: () => this.#filter(before) })
  }

  /** Another workbook's segments, and the one that filters it. */
  adopt(kept: readonly KeptSegment[], filter: { readonly id: string; readonly customers: number } | null): void {
    this.#kept = kept
    this.#filterId = filter?.id ?? null
    this.#filtered = filter?.customers ?? null
    this.#version++
  }

  /** Counts after the data changed: segments are recipes, evaluated anew. */
  async refresh(): Promise<void> {
    if (this.#kept.length === 0) return
    this.#kept = await this.#workbench.segments()
    const inForce = this.#kept.find(({ id }) => id === this.#filterId)
    if (!inForce) this.#filterId = null
    this.#filtered = inForce?.count ?? null
  }

  async #add(name: string, selection: Selection): Promise<KeptSegment | null> {
    return this.#attempt('The segment could not be kept', async () => {
      const segment = await this.#workbench.keepSegment(name, selection)
      this.#kept = [...this.#kept, segment]
      return segment
    })
  }

  async #remove(id: string): Promise<void> {
    if (this.#filterId === id) await this.#filter(null)
    await this.#attempt('The segment could not be deleted', async () => {
      await this.#workbench.dropSegment(id)
      this.#kept = this.#kept.filter((segment) => segment.id !== id)
    })
  }

  async #filter(id: string | null): Promise<boolean> {
    const done = await this.#attempt('The filter could not be applied', async () => {
      const { customers } = await this.#workbench.filterBy(id)
      this.#filterId = id
      this.#filtered = id === null ? null : customers
      this.#version++
      return true
    })
    return done ?? false
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
