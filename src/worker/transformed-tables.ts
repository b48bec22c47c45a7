import { tableName } from '../ingest/table-name'
import type { Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { maskWords } from '../quality/mask'
import { maskLiterals } from '../quality/mask-report'
import { maskOrWithhold, type MaskedTable } from '../quality/mask-tables'
import { applySteps, stepSql } from '../steps/apply'
import type { Step } from '../steps/definition'
import { kindOf, parseStep } from '../steps/index'
import type { RecordedStep } from '../workbench'
import type { Recipe } from '../workbooks/recipe'
import { retryAfterRestart } from './retry-after-restart'

/** The tables as they were read, whoever holds them. */
export interface ReadTables {
  readonly tables: readonly RawTable[]
}

/** The recorded steps, and the tables after them: what everything but the page `sources` reads. */
export class TransformedTables {
  readonly #engine: () => Promise<Engine>
  readonly #files: ReadTables
  #steps: readonly Step[] = []
  /** As they are after the steps; empty while there are none. */
  #made: readonly RawTable[] = []
  #mapping: Mapping | null = null
  #isMasked = false
  /** Every table as it may be shown; empty while nothing is masked. */
  #masked: ReadonlyMap<string, MaskedTable> = new Map()
  /** Kept with the workbook, so that a pseudonym lasts; empty until something is masked. */
  #salt = ''
  #last: Promise<unknown> = Promise.resolve()

  constructor(engine: () => Promise<Engine>, files: ReadTables) {
    this.#engine = engine
    this.#files = files
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  /** What is read and shown: masked where personal data are. */
  get tables(): readonly RawTable[] {
    return this.clear.map((table) => {
      const masked = this.#masked.get(table.name)?.table
      return masked ? { ...masked, hash: table.hash } : table
    })
  }

  get isMasked(): boolean {
    return this.#isMasked
  }

  /** True where ids of customers are pseudonyms. */
  get hidesIds(): boolean {
    return [...this.#masked.values()].some(({ personal }) => personal.some(({ isId }) => isId))
  }

  get salt(): string {
    return this.#salt
  }

  get masked(): ReadonlyMap<string, MaskedTable> {
    return this.#masked
  }

  /** As they stand. */
  get clear(): readonly RawTable[] {
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
    const tables = this.clear
    return this.#steps.map((step) => {
      const table = tables.find(({ name }) => name === step.table)
      const file = table ? tableName(table) : step.table
      const words = kindOf(step)!.words(step, file)
      const isApplied = !tables.some(({ notes }) => notes.includes(`Not applied: ${words}`))
      const sql = table ? stepSql(step, table) : null
      return this.#isMasked
        ? { step, file, words: maskWords(words), sql: sql && maskLiterals(sql), isApplied }
        : { step, file, words, sql, isApplied }
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

  /** Masks personal data, or shows them. The mapping tells what is a name and what an id. */
  async mask(isMasked: boolean, mapping: Mapping | null): Promise<void> {
    await this.#inTurn(async () => {
      const before = { isMasked: this.#isMasked, mapping: this.#mapping }
      this.#isMasked = isMasked
      this.#mapping = mapping
      try {
        await this.#apply(this.#steps)
      } catch (error) {
        // What was shown before is shown retryAfterRestart; what was masked stays hidden.
        if (!before.isMasked) {
          this.#isMasked = false
          this.#mapping = before.mapping
          await this.#apply(this.#steps)
        }
        throw error
      }
    })
  }

  /** Tables have come, or the mapping is another: what is masked is found out anew. */
  async remask(mapping: Mapping | null): Promise<void> {
    const isNew = mapping !== this.#mapping || this.clear.some(({ name }) => !this.#masked.has(name))
    if (this.#isMasked && isNew) await this.mask(true, mapping)
  }

  /** Changes the tables as they were read: the steps are taken back before, and applied retryAfterRestart behind it. Those of tables that are gone are dropped. */
  async withStepsUndone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#steps.length === 0 && !this.#isMasked) return work()
    return this.#inTurn(async () => {
      await this.#undo()
      try {
        return await work()
      } finally {
        this.#steps = stepsOf(this.#files.tables, this.#steps)
        await this.#apply(this.#steps)
      }
    })
  }

  /** Tables are read anew by `work`, as another workbook's, and its steps, its mask and what that needs take the place of those there were. */
  async replace<T>(
    { steps, isMasked, mapping, salt }: Pick<Recipe, 'steps' | 'isMasked' | 'mapping' | 'salt'>,
    work: () => Promise<T>,
  ): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#steps.length > 0 || this.#isMasked) await this.#undo()
      this.#steps = []
      this.#isMasked = isMasked
      this.#mapping = mapping
      this.#salt = salt
      const result = await work()
      this.#steps = stepsOf(this.#files.tables, steps)
      if (this.#steps.length > 0 || this.#isMasked) await this.#apply(this.#steps)
      return result
    })
  }

  /** Applies the steps in an engine that has just been filled with the tables as they were read. */
  async refill(engine: Engine): Promise<void> {
    this.#steps = stepsOf(this.#files.tables, this.#steps)
    await this.#applyIn(engine, this.#steps)
  }

  forget(): void {
    this.#steps = []
    this.#made = []
    this.#masked = new Map()
  }

  async #change(steps: readonly Step[]): Promise<void> {
    await this.#inTurn(async () => {
      await this.#apply(steps)
      this.#steps = steps
    })
  }

  async #apply(steps: readonly Step[]): Promise<void> {
    const engine = await this.#engine()
    await retryAfterRestart(() => this.#applyIn(engine, steps))
  }

  async #applyIn(engine: Engine, steps: readonly Step[]): Promise<void> {
    const session = await engine.open()
    try {
      const after = await applySteps(session, this.#files.tables, steps)
      this.#made = steps.length === 0 ? [] : after
      if (!this.#isMasked) {
        this.#masked = new Map()
        return
      }
      this.#salt ||= crypto.randomUUID()
      const { masked, failure } = await maskOrWithhold(session, after, this.#mapping, this.#salt)
      this.#masked = masked
      if (failure) throw failure
    } finally {
      await session.close()
    }
  }

  /** The tables as they were read, under their own names. */
  async #undo(): Promise<void> {
    const engine = await this.#engine()
    const session = await engine.open()
    try {
      await applySteps(session, this.#files.tables, [])
      this.#made = []
      this.#masked = new Map()
    } finally {
      await session.close()
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
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
