import { tableName } from '../../ingest/table-name'
import type { RawTable } from '../../ingest/table'
import type { Mapping, TableMapping } from '../../model/mapping/mapping'
import { mappingFor, versionOf } from '../../model/mapping/versions'
import { plural } from '../../shared/format'
import { download } from '../../ui/download'
import type { OpenedWorkbook, VersionDiff, Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import type { Notices } from '../notices.svelte'
import type { Undo } from '../undo.svelte'
import type { Destination } from '../destination'

/**
 * What becomes of a new version: in place of the known table, added without what repeats (as it is, or by its key), both as they are,
 * compared and forgotten, or forgotten.
 */
export type Choice = 'replace' | 'append' | 'append new keys' | 'keep' | 'compare' | 'leave'

/** A new version of a known table, and what is different in it. */
export interface Question {
  readonly known: RawTable
  readonly fresh: RawTable
  readonly diff: VersionDiff
}

/** What the workspace holds, and does. */
interface Parts {
  readonly workbench: Workbench
  readonly busy: Busy
  readonly undo: Undo
  readonly notices: Notices
  readonly tables: () => readonly RawTable[]
  /** The mapping in force; null while there is none. */
  readonly mapping: () => Mapping | null
  readonly add: (tables: readonly RawTable[]) => Promise<Destination>
  /** Other tables under a mapping, or to be read anew where it is null. */
  readonly put: (tables: readonly RawTable[], mapping: Mapping | null) => Promise<Destination>
  readonly adopt: (opened: OpenedWorkbook) => Promise<void>
}

/** New versions of known tables: one question each. */
export class Arrivals {
  readonly #parts: Parts
  #question = $state.raw<Question | null>(null)
  #answer: ((choice: Choice) => void) | null = null
  /** Tables that were removed, with what their columns meant. */
  #gone: readonly { readonly table: RawTable; readonly mapping: TableMapping }[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get question(): Question | null {
    return this.#question
  }

  answer(choice: Choice): void {
    this.#question = null
    this.#answer?.(choice)
    this.#answer = null
  }

  /** Remembers what the columns of a table meant, before it is removed. */
  noteGone(table: RawTable): void {
    const mapping = this.#parts.mapping()?.tables.find((one) => one.table === table.name)
    if (mapping && table.format !== 'sample')
      this.#gone = [...this.#gone.filter((one) => one.table.file !== table.file), { table, mapping }]
  }

  /** Another workbook: what was removed from the one before means nothing here. */
  forget(): void {
    this.#gone = []
  }

  /** A suggestion in which new versions of tables mean what those meant. */
  readAsBefore(suggested: Mapping, fresh: readonly string[]): { readonly mapping: Mapping; readonly known: readonly string[] } {
    const known: string[] = []
    const tables = suggested.tables.map((one) => {
      const table = fresh.includes(one.table) ? this.#parts.tables().find(({ name }) => name === one.table) : undefined
      const before = table && this.#mappingBefore(table, fresh)
      if (before) known.push(one.table)
      return before ?? one
    })
    return { mapping: { ...suggested, tables }, known }
  }

  async exportEdits({ known, fresh }: Question): Promise<void> {
    const { busy, workbench, notices } = this.#parts
    try {
      download(await busy.during(workbench.arrivals.exportEdits(known.name, fresh.name)), `edited rows ${fresh.file}.csv`)
    } catch (error) {
      notices.sayFailure('The edited rows could not be exported', error)
    }
  }

  /** Tables that were just read: those that are new versions after a question, the others as they are. */
  async receive(fresh: readonly RawTable[]): Promise<Destination> {
    const added: RawTable[] = []
    let arrival: Destination = 'nothing'
    for (const table of fresh) {
      const known = this.#knownOf(table, fresh)
      const outcome = known ? await this.#ask(known, table) : table
      if (outcome !== null && typeof outcome === 'object' && 'columns' in outcome) added.push(outcome)
      else if (outcome !== null) arrival = outcome
    }
    return added.length > 0 ? this.#parts.add(added) : arrival
  }

  /** The open table of which one is a new version. Several that came together belong beside each other: nobody is asked about those. */
  #knownOf(table: RawTable, fresh: readonly RawTable[]): RawTable | null {
    const mapping = this.#parts.mapping()
    const open = this.#parts
      .tables()
      .filter(({ name, format }) => format !== 'sample' && format !== 'reshaped' && mapping?.tables.some((one) => one.table === name))
    const known = versionOf(table, open)
    const others = fresh.filter((one) => one !== table && versionOf(one, open) === known)
    return known && others.length === 0 ? known : null
  }

  /** The table where it is to be added; where the choice leads otherwise. */
  async #ask(known: RawTable, table: RawTable): Promise<RawTable | Destination | null> {
    const { busy, workbench, notices } = this.#parts
    try {
      const diff = await busy.during(workbench.arrivals.compare(known.name, table.name))
      const question = { known, fresh: diff.table, diff }
      const choice = await new Promise<Choice>((resolve) => {
        this.#answer = resolve
        this.#question = question
      })
      return await busy.during(this.#take(choice, question))
    } catch (error) {
      notices.sayFailure(`${tableName(table)} could not be compared with ${tableName(known)}`, error)
      return table
    }
  }

  async #take(choice: Choice, { known, fresh }: Question): Promise<RawTable | Destination | null> {
    const { arrivals } = this.#parts.workbench
    switch (choice) {
      case 'replace':
        return this.#replace(known, fresh)
      case 'append':
      case 'append new keys': {
        const tables = await arrivals.append(known.name, fresh.name, choice === 'append' ? 'row' : 'key')
        return tables.find(({ name }) => name === fresh.name) ?? fresh
      }
      case 'keep':
        return fresh
      case 'compare':
        return this.#compare(known, fresh)
      case 'leave':
        await this.#leave(known, fresh)
        return null
    }
  }

  async #replace(known: RawTable, fresh: RawTable): Promise<Destination> {
    const { workbench, undo, notices, put, adopt } = this.#parts
    const before = this.#parts.mapping()
    const { table, stepsLeft } = await workbench.arrivals.replace(known.name, fresh.name)
    if (stepsLeft > 0)
      notices.say({
        kind: 'note',
        title: `${plural(stepsLeft, 'step')} of ${tableName(known)} ${stepsLeft === 1 ? 'was' : 'were'} not carried over`,
        text: 'The columns of the new file stand in another order. The steps can be recorded again on the page Quality.',
      })
    const own = before?.tables.find((one) => one.table === known.name)
    const mapped = own ? mappingFor(own, known, table) : null
    const tables = this.#parts.tables().map((one) => (one.name === known.name ? table : one))
    const mapping = before && mapped && { ...before, tables: before.tables.map((one) => (one === own ? mapped : one)) }
    const arrival = await put(tables, mapping)
    undo.offer({
      text:
        tableName(fresh) === tableName(known)
          ? `${tableName(known)} is replaced`
          : `${tableName(fresh)} is in place of ${tableName(known)}`,
      undo: () => this.#parts.busy.during(workbench.arrivals.takeBack().then(adopt)),
    })
    return arrival === 'answers' ? { page: 'changes', params: {} } : arrival
  }

  /** Nothing of the data is different afterwards; the numbers are kept as a load beside the others. */
  async #compare(known: RawTable, fresh: RawTable): Promise<Destination> {
    const { workbench, notices } = this.#parts
    const mapping = this.#parts.mapping()
    const own = mapping?.tables.find((one) => one.table === known.name)
    const mapped = own ? mappingFor(own, known, fresh) : null
    if (!mapping || !mapped) {
      notices.say({
        kind: 'warning',
        title: `${tableName(fresh)} cannot be compared`,
        text: `A column that ${tableName(known)} is read by is not in it. Nothing was changed.`,
      })
      await workbench.removeTable(fresh.name)
      return 'nothing'
    }
    const other = { ...mapping, tables: mapping.tables.map((one) => (one === own ? mapped : one)) }
    const { from, to } = await workbench.arrivals.compareOnly(fresh.name, other)
    notices.say({
      kind: 'note',
      title: `${tableName(fresh)} was only compared`,
      text: `The data are as they were. What it would change against ${tableName(known)} is on the page Changes.`,
    })
    return { page: 'changes', params: { compare: 'loads', from_load: from, to_load: to } }
  }

  async #leave(known: RawTable, fresh: RawTable): Promise<void> {
    await this.#parts.workbench.removeTable(fresh.name)
    this.#parts.notices.say({
      kind: 'note',
      title: `${tableName(fresh)} was not added`,
      text: `${tableName(known)} is as it was. Drop the file again to choose.`,
    })
  }

  #mappingBefore(table: RawTable, fresh: readonly string[]): TableMapping | null {
    const { tables, mapping } = this.#parts
    const inForce = mapping()?.tables ?? []
    const open = tables().flatMap((one) => {
      const own = fresh.includes(one.name) ? undefined : inForce.find(({ table: name }) => name === one.name)
      return own ? [{ table: one, mapping: own }] : []
    })
    const all = [...this.#gone, ...open]
    const known = versionOf(
      table,
      all.map((one) => one.table),
    )
    const found = all.find((one) => one.table === known)
    return found ? mappingFor(found.mapping, found.table, table) : null
  }
}
