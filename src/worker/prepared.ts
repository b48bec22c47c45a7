import { tableName } from '../ingest/table-name'
import type { Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { applySteps, stepSql } from '../steps/apply'
import type { Step } from '../steps/definition'
import { kindOf, parseStep } from '../steps/index'
import type { RecordedStep } from '../workbench'
import { again } from './again'

/** The tables as they were read, whoever holds them. */
export interface ReadTables {
  readonly tables: readonly RawTable[]
}

/** The recorded steps, and the tables after them: what everything but the page `sources` reads. */
export class Prepared {
  readonly #engine: () => Promise<Engine>
  readonly #files: ReadTables
  #steps: readonly Step[] = []
  /** As they are after the steps; empty while there are none. */
  #made: readonly RawTable[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(engine: () => Promise<Engine>, files: ReadTables) {
    this.#engine = engine
    this.#files = files
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  get tables(): readonly RawTable[] {
    const read = this.#files.tables
    const after = read.map((table) => {
      const made = this.#made.find(({ name }) => name === table.name)
      return made ? { ...made, hash: table.hash } : table
    })
    return [...after, ...this.#made.filter(({ name }) => !read.some((table) => table.name === name))]
  }

  table(name: string): RawTable | null {
    return this.tables.find((table) => table.name === name) ?? null
  }

  /** The steps in their order and in words. */
  get recorded(): readonly RecordedStep[] {
    const tables = this.tables
    return this.#steps.map((step) => {
      const table = tables.find(({ name }) => name === step.table)
      const file = table ? tableName(table) : step.table
      const words = kindOf(step)!.words(step, file)
      const isApplied = !tables.some(({ notes }) => notes.includes(`Not applied: ${words}`))
      return { step, file, words, sql: table ? stepSql(step, table) : null, isApplied }
    })
  }

  /** Steps out of foreign data go behind those that are there; what is none is refused whole. */
  async add(added: readonly unknown[]): Promise<void> {
    const steps = added.map(parseStep)
    if (steps.some((step) => step === null)) throw new Error('That step is not understood.')
    const fresh = (steps as Step[]).filter(({ id }) => !this.#steps.some((step) => step.id === id))
    await this.#change([...this.#steps, ...fresh])
  }

  /** A step of a group takes its whole group with it. */
  async remove(ids: readonly string[]): Promise<void> {
    const groups = this.#steps.filter(({ id }) => ids.includes(id)).map(groupOf)
    const isMeant = (step: Step) => ids.includes(step.id) || (groupOf(step) !== null && groups.includes(groupOf(step)))
    await this.#change(this.#steps.filter((step) => !isMeant(step)))
  }

  /** Changes the tables as they were read: the steps are taken back before, and applied again behind it. Those of tables that are gone are dropped. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#steps.length === 0) return work()
    return this.#inTurn(async () => {
      await this.#apply([])
      try {
        return await work()
      } finally {
        this.#steps = stepsOf(this.#files.tables, this.#steps)
        await this.#apply(this.#steps)
      }
    })
  }

  /** Tables are read anew by `work`, as another workbook's, and its steps take the place of those there were. */
  async replace<T>(steps: readonly Step[], work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#steps.length > 0) await this.#apply([])
      this.#steps = []
      const result = await work()
      this.#steps = stepsOf(this.#files.tables, steps)
      if (this.#steps.length > 0) await this.#apply(this.#steps)
      return result
    })
  }

  /** Applies the steps in an engine that has just been filled with the tables as they were read. */
  async refill(engine: Engine): Promise<void> {
    this.#steps = stepsOf(this.#files.tables, this.#steps)
    this.#made = this.#steps.length === 0 ? [] : await applyIn(engine, this.#files.tables, this.#steps)
  }

  forget(): void {
    this.#steps = []
    this.#made = []
  }

  async #change(steps: readonly Step[]): Promise<void> {
    await this.#inTurn(async () => {
      await this.#apply(steps)
      this.#steps = steps
    })
  }

  async #apply(steps: readonly Step[]): Promise<void> {
    const engine = await this.#engine()
    const made = await again(() => applyIn(engine, this.#files.tables, steps))
    this.#made = steps.length === 0 ? [] : made
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

async function applyIn(engine: Engine, tables: readonly RawTable[], steps: readonly Step[]): Promise<readonly RawTable[]> {
  const session = await engine.open()
  try {
    return await applySteps(session, tables, steps)
  } finally {
    await session.close()
  }
}

/** The steps that still have a table to apply to. */
function stepsOf(tables: readonly RawTable[], steps: readonly Step[]): readonly Step[] {
  const names = new Set(tables.map(({ name }) => name))
  return steps.filter((step) => {
    if (!names.has(step.table)) return false
    names.add(step.makes)
    return true
  })
}

function groupOf(step: Step): string | null {
  return 'group' in step && typeof step.group === 'string' ? step.group : null
}
