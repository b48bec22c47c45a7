import { memberQuery } from '../analyses/customers'
import type { KeptSegment, Selection } from '../analyses/outcome'
import type { Environment } from '../analyses/run'
import type { Engine } from '../engine/database'
import { QueryFailed } from '../engine/failures'
import type { RecipeSegment } from '../workbooks/recipe'
import { dropMembers, filterBy, keepMembers } from '../model/filter'

/** A segment and the filter under which its recipe is to be read. */
interface Kept {
  readonly segment: KeptSegment
  readonly under: string | null
  /** Deleted by the reader, but needed to read another's recipe. */
  readonly isHidden: boolean
}

/** Kept segments, in the order they were kept, and the one that filters every page. */
export class KeptSegments {
  #kept: readonly Kept[] = []
  #filter: { readonly id: string; readonly name: string; readonly customers: number } | null = null

  get all(): readonly KeptSegment[] {
    return this.#kept.filter(({ isHidden }) => !isHidden).map(({ segment }) => segment)
  }

  get filter(): { readonly id: string; readonly name: string; readonly customers: number } | null {
    return this.#filter
  }

  /** All that a workbook keeps of them. */
  get recipes(): readonly RecipeSegment[] {
    return this.#kept.map(({ segment, under, isHidden }) => ({ ...segment, under, isHidden }))
  }

  /** Takes over the segments of a workbook, in place of those there were. Until they are evaluated nothing is filtered. */
  restore(recipes: readonly RecipeSegment[], filter: string | null): void {
    this.#kept = recipes.map(({ under, isHidden, ...segment }) => ({ segment, under, isHidden }))
    const found = this.#kept.find(({ segment }) => segment.id === filter)
    this.#filter = found ? { id: found.segment.id, name: found.segment.name, customers: found.segment.count } : null
  }

  async keep(environment: Environment, name: string, selection: Selection): Promise<KeptSegment> {
    const id = `s${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}`
    const count = await keep(environment, id, selection)
    const segment = { id, name, analysis: selection.analysis, settings: selection.settings, who: selection.who, count }
    this.#kept = [...this.#kept, { segment, under: this.#filter?.id ?? null, isHidden: false }]
    return segment
  }

  async drop(engine: Engine, id: string): Promise<void> {
    if (this.#filter?.id === id) await this.filterBy(engine, null)
    const isNeeded = this.#kept.some(({ under }) => under === id)
    if (!isNeeded) await dropMembers(engine, id)
    this.#kept = isNeeded
      ? this.#kept.map((kept) => (kept.segment.id === id ? { ...kept, isHidden: true } : kept))
      : this.#kept.filter(({ segment }) => segment.id !== id)
  }

  /** Returns the customers that remain in view. */
  async filterBy(engine: Engine, id: string | null): Promise<number> {
    const found = this.#kept.find(({ segment }) => segment.id === id)
    if (id !== null && !found) throw new Error(`there is no kept segment ${id}`)
    const customers = await filterBy(engine, id)
    this.#filter = found ? { id: found.segment.id, name: found.segment.name, customers } : null
    return customers
  }

  /** Reads every recipe anew over changed data, each under the filter it was kept under, then filters as before. */
  async evaluate(environment: Environment): Promise<void> {
    const wanted = this.#filter?.id ?? null
    const evaluated: Kept[] = []
    for (const kept of this.#kept) {
      await this.filterBy(environment.engine, kept.under)
      const count = await keepOrEmpty({ ...environment, filter: this.#filter }, kept.segment.id, kept.segment)
      evaluated.push({ ...kept, segment: { ...kept.segment, count } })
    }
    this.#kept = evaluated
    await this.filterBy(environment.engine, wanted)
  }
}

function keep(environment: Environment, id: string, selection: Selection): Promise<number> {
  const { sql, variables } = memberQuery(environment, selection)
  return keepMembers(environment.engine, id, sql, variables)
}

/** A recipe that the changed data cannot answer, because a table is gone, has nobody in it. */
async function keepOrEmpty(environment: Environment, id: string, selection: Selection): Promise<number> {
  try {
    return await keep(environment, id, selection)
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error
    await dropMembers(environment.engine, id)
    return 0
  }
}
