import { memberQuery } from '../analyses/customer-sets/customers'
import type { KeptSegment, Selection } from '../analyses/contract/outcome'
import type { Environment } from '../analyses/contract/run'
import { withDerived } from '../derived/session'
import { QueryFailed } from '../engine/failures'
import { segmentIn, segmentSource, type Filter } from '../model/runtime/clause'
import { filterWords } from '../model/runtime/clause-words'
import { dropMembers, filterBy, keepMembers, type Left } from '../model/runtime/filter'
import { filterFields, fitting } from '../model/runtime/filter-fields'
import { parseRule } from '../model/runtime/parse-rule'
import { sourcesOf } from '../model/runtime/rule'
import type { FilterInForce } from '../workbench'
import type { RecipeSegment } from '../workbooks/recipe'

/** A segment and the filter under which its recipe is to be read. */
interface Kept {
  readonly segment: KeptSegment
  readonly under: Filter
  /** Deleted by the reader, but needed to read another's recipe. */
  readonly isHidden: boolean
}

/** The data that segments and filter are read from. */
type Data = Pick<Environment, 'engine' | 'company'>

const EVERYONE: Left = { counts: [], customers: 0, revenue: null }

/** Kept segments, in the order they were kept, and the filter of every page. */
export class KeptSegments {
  #kept: readonly Kept[] = []
  #filter: Filter = []
  #left = EVERYONE

  get all(): readonly KeptSegment[] {
    return this.#kept.filter(({ isHidden }) => !isHidden).map(({ segment }) => segment)
  }

  /** What filters every page, with the customers left after each clause. */
  get filter(): FilterInForce {
    return { clauses: this.#filter, left: this.#left }
  }

  /** The filter as sentences say it; null: everyone. */
  wordsFor(company: Environment['company']): Environment['filter'] {
    if (this.#filter.length === 0) return null
    const wording = { fields: this.#fields(company), currency: company.currency }
    return { name: filterWords(this.#filter, wording), customers: this.#left.customers }
  }

  /** All that a workbook keeps of them. */
  get recipes(): readonly RecipeSegment[] {
    return this.#kept.map(({ segment, under, isHidden }) => ({ ...segment, under, isHidden }))
  }

  /** Takes over the segments and the filter of a workbook, in place of those there were. Until they are evaluated nothing is filtered. */
  restore(recipes: readonly RecipeSegment[], filter: Filter): void {
    this.#kept = recipes.map(({ under, isHidden, ...segment }) => ({ segment, under, isHidden }))
    this.#filter = filter
    this.#left = EVERYONE
  }

  async keep(environment: Environment, name: string, selection: Selection): Promise<KeptSegment> {
    const id = `s${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}`
    const count = await keep(environment, id, selection)
    const segment = { id, name, analysis: selection.analysis, settings: selection.settings, who: selection.who, count }
    this.#kept = [...this.#kept, { segment, under: this.#filter, isHidden: false }]
    return segment
  }

  /** A filter that names it goes on without it. */
  async drop(data: Data, id: string): Promise<void> {
    if (names(this.#filter, id))
      await this.filterBy(
        data,
        this.#filter.filter((clause) => segmentIn(clause) !== id),
      )
    const isNeeded = this.#kept.some(({ segment, under }) => segment.id !== id && (names(under, id) || asksFor(segment, id)))
    if (!isNeeded) await dropMembers(data.engine, id)
    this.#kept = isNeeded
      ? this.#kept.map((kept) => (kept.segment.id === id ? { ...kept, isHidden: true } : kept))
      : this.#kept.filter(({ segment }) => segment.id !== id)
  }

  /** Its customers stay the same. */
  rename(id: string, name: string): void {
    this.#kept = this.#kept.map((kept) => (kept.segment.id === id ? { ...kept, segment: { ...kept.segment, name } } : kept))
  }

  /** Clauses that the data cannot answer are left out. */
  async filterBy(data: Data, filter: Filter): Promise<FilterInForce> {
    const answerable = fitting(filter, this.#fields(data.company))
    this.#left = await filterBy(data.engine, data.company, answerable)
    this.#filter = answerable
    return this.filter
  }

  /** Reads every recipe anew over changed data, each under the filter it was kept under, then filters as before. */
  async evaluate(environment: Environment): Promise<void> {
    const wanted = this.#filter
    const evaluated: Kept[] = []
    for (const kept of this.#kept) {
      const { clauses } = await this.filterBy(environment, kept.under)
      // Without one of its conditions it would be somebody else's segment.
      const isWhole = clauses.length === kept.under.length
      const count = isWhole ? await keepOrEmpty(environment, kept.segment.id, kept.segment) : await nobody(environment, kept.segment.id)
      evaluated.push({ ...kept, segment: { ...kept.segment, count } })
    }
    this.#kept = evaluated
    await this.filterBy(environment, wanted)
  }

  /** Hidden segments too: what was kept under one of them is read by it. */
  #fields(company: Environment['company']) {
    return filterFields(
      company,
      this.#kept.map(({ segment }) => segment),
    )
  }
}

function names(filter: Filter, id: string): boolean {
  return filter.some((clause) => segmentIn(clause) === id)
}

/** Whether its rule asks for another segment. */
function asksFor({ who }: KeptSegment, id: string): boolean {
  const rule = typeof who.values.rule === 'string' ? parseRule(who.values.rule) : null
  return rule !== null && sourcesOf(rule).has(segmentSource(id))
}

function keep(environment: Environment, id: string, selection: Selection): Promise<number> {
  const { sql, variables } = memberQuery(environment, selection)
  return keepMembers(environment.engine, id, sql, variables, (session) => withDerived(session, environment.company, variables))
}

async function nobody({ engine }: Environment, id: string): Promise<number> {
  await dropMembers(engine, id)
  return 0
}

/** A recipe that the changed data cannot answer, because a table is gone, has nobody in it. */
async function keepOrEmpty(environment: Environment, id: string, selection: Selection): Promise<number> {
  try {
    return await keep(environment, id, selection)
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error
    return nobody(environment, id)
  }
}
