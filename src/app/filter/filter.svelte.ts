import { inSegment, segmentIn, type Clause, type Filter } from '../../model/runtime/clause'
import { chipWords, filterWords, type Wording } from '../../model/runtime/clause-words'
import type { Company } from '../../model/company/company'
import type { Left } from '../../model/runtime/filter'
import { filterFields, type Field } from '../../model/runtime/filter-fields'
import type { FilterInForce, KeptSegment, Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import type { Notices } from '../notices.svelte'
import type { Undo } from '../undo.svelte'
import { formatWhere, parseWhere } from './address'

/** Where the filter stands in the address. */
interface Address {
  readonly where: string
  filterBy(where: string): void
  /** The same, without a step that Back would take. */
  noteWhere(where: string): void
}

interface Parts {
  readonly workbench: Workbench
  readonly busy: Busy
  readonly undo: Undo
  readonly notices: Notices
  readonly address: Address
  readonly company: () => Company | null
  readonly kept: () => readonly KeptSegment[]
}

const EVERYONE: FilterInForce = { clauses: [], left: { counts: [], customers: 0, revenue: null } }

/** The filter of every page: clauses that narrow one after the other, in the worker and in the address. */
export class PageFilter {
  readonly #parts: Parts
  #inForce = $state.raw<FilterInForce>(EVERYONE)
  #version = $state(0)
  #asked = $state<string | null>(null)
  #isFirst = true

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get clauses(): Filter {
    return this.#inForce.clauses
  }

  get left(): Left {
    return this.#inForce.left
  }

  get isOn(): boolean {
    return this.clauses.length > 0
  }

  /** Changes whenever who is left does. */
  get version(): number {
    return this.#version
  }

  get fields(): readonly Field[] {
    const company = this.#parts.company()
    return company ? filterFields(company, this.#parts.kept()) : []
  }

  get wording(): Wording {
    return { fields: this.fields, currency: this.#parts.company()?.currency ?? null }
  }

  /** "in France, with at least 3 orders". */
  get words(): string {
    return filterWords(this.clauses, this.wording)
  }

  /** The field at which a new clause is to be begun; null when none was asked for. */
  get asked(): string | null {
    return this.#asked
  }

  /** Opens the editor at a field, or forgets that it was asked for. */
  ask(field: string | null): void {
    this.#asked = field
  }

  /** As it stands in the address. */
  get where(): string {
    return formatWhere(this.clauses)
  }

  /** True where one kept segment is all that filters. */
  isOnly(segmentId: string): boolean {
    return this.clauses.length === 1 && segmentIn(this.clauses[0]!) === segmentId && !this.clauses[0]!.isNot
  }

  showOnly(segmentId: string | null): Promise<void> {
    return this.apply(segmentId === null ? [] : [inSegment(segmentId)])
  }

  add(clause: Clause): Promise<void> {
    return this.apply([...this.clauses, clause])
  }

  remove(index: number): Promise<void> {
    return this.apply(this.clauses.toSpliced(index, 1))
  }

  /** Puts another filter in force, taken back for ten seconds. */
  async apply(clauses: Filter): Promise<void> {
    const before = this.clauses
    if (formatWhere(before) === formatWhere(clauses)) return
    const added = clauses.find((clause) => !before.includes(clause))
    const said = added && chipWords(added, this.wording)
    const text = said ? `Filter: ${said.label} ${said.words}` : 'Filter removed'
    if (await this.#put(clauses)) this.#parts.undo.offer({ text, undo: () => this.#put(before), lasts: true })
  }

  /** What the address says, after somebody typed it, followed a link or went back. */
  async follow(where: string): Promise<void> {
    const clauses = parseWhere(where, this.fields)
    if (formatWhere(clauses) !== formatWhere(this.clauses)) await this.#put(clauses)
    else this.#parts.address.noteWhere(formatWhere(this.clauses))
  }

  /** Another workbook's filter. A link that the page was opened by goes before it. */
  adopt(inForce: FilterInForce | null): void {
    const isLinked = this.#isFirst && this.#parts.address.where !== ''
    this.#isFirst = false
    this.#hear(inForce ?? EVERYONE)
    if (!isLinked) this.#parts.address.noteWhere(formatWhere(this.clauses))
  }

  /** The filter as the worker left it when a segment was deleted. */
  hear(inForce: FilterInForce): void {
    this.#hear(inForce)
    this.#parts.address.noteWhere(formatWhere(this.clauses))
  }

  /** Counts after the data changed; what they can no longer answer is gone, and said. */
  async refresh(): Promise<void> {
    const before = this.clauses
    if (before.length === 0) return
    const { wording } = this
    this.#hear(await this.#parts.workbench.filter())
    const lost = before.filter((clause) => !this.clauses.some((one) => formatWhere([one]) === formatWhere([clause])))
    if (lost.length === 0) return
    this.#parts.address.noteWhere(formatWhere(this.clauses))
    for (const clause of lost) {
      const { label, words } = chipWords(clause, wording)
      this.#parts.notices.say({
        kind: 'note',
        title: `The filter “${label} ${words}” was removed`,
        text: 'The files no longer hold what it asks for.',
      })
    }
  }

  #hear(inForce: FilterInForce): void {
    this.#inForce = inForce
    this.#version++
  }

  async #put(clauses: Filter): Promise<boolean> {
    const { busy, workbench, address, notices } = this.#parts
    try {
      this.#hear(await busy.during(workbench.filterBy(clauses)))
      address.filterBy(formatWhere(this.clauses))
      return true
    } catch (error) {
      notices.sayFailure('The filter could not be applied', error)
      address.noteWhere(formatWhere(this.clauses))
      return false
    }
  }
}
