import { csvPieces } from '../analyses/export/csv'
import { loadsOf } from '../analyses/changes/result'
import type { Engine, Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { tableName } from '../ingest/table-name'
import { buildCompany } from '../model/company/build'
import type { Company } from '../model/company/company'
import type { Mapping } from '../model/mapping/mapping'
import { columnChanges, columnPairs, isInPlace, keyOf } from '../model/mapping/versions'
import { unmasked } from '../quality/mask-tables'
import type { LeaveOutRepeated } from '../steps/leave-out-repeated'
import type { Arrivals, EditedRow, KeptLoad, OpenedWorkbook, Replaced, VersionDiff } from '../workbench'
import type { Recipe } from '../workbooks/recipe'
import { retryAfterRestart } from './retry-after-restart'
import { maskedEdits } from './masked-edits'
import { countRows, editedRows } from './compare-versions'
import type { Files } from './files'
import type { History } from './history'
import type { TransformedTables } from './transformed-tables'
import type { BytesOf, Restored } from './workbook'

/** What the worker holds besides. */
interface Surroundings {
  readonly engine: () => Promise<Engine>
  readonly files: Files
  readonly prepared: TransformedTables
  readonly history: History
  readonly mapping: () => Mapping | null
  readonly recipe: () => Recipe
  readonly restore: (recipe: Recipe, bytes: BytesOf) => Promise<Restored>
  readonly build: (mapping: Mapping) => Promise<Company>
  readonly bytesOf: BytesOf
  /** A change of the workbook, in its turn. */
  readonly change: <T>(work: () => Promise<T>) => Promise<T>
  /** Reads the data, in its turn. */
  readonly read: <T>(work: () => Promise<T>) => Promise<T>
  /** A table's bytes are to be kept under its new name, or not at all. */
  readonly rekeep: (gone: readonly string[], table: RawTable) => void
}

/** Rows of both tables together up to which they are compared one by one. */
const MOST_ROWS = 5_000_000
const EXAMPLES = 12
const MOST_EDITS = 200_000

/** New versions of known tables: compared, put in their place, added to them, and taken back. */
export class ArrivalsInWorker implements Arrivals {
  readonly #around: Surroundings
  #before: { readonly recipe: Recipe; readonly files: ReadonlyMap<string, File> } | null = null

  constructor(around: Surroundings) {
    this.#around = around
  }

  async compare(known: string, fresh: string): Promise<VersionDiff> {
    const table = await this.#readLike(known, fresh)
    const compared = this.#compared(known, fresh)
    const columns = columnChanges(compared.known, compared.fresh)
    if (compared.known.rowsKept + compared.fresh.rowsKept > MOST_ROWS) return { table, columns, rows: null, edited: [] }
    return this.#session(async (session) => ({
      table,
      columns,
      rows: await countRows(session, compared),
      edited: this.#shown(known, fresh, await editedRows(session, compared, EXAMPLES)),
    }))
  }

  async exportEdits(known: string, fresh: string): Promise<Blob> {
    const compared = this.#compared(known, fresh)
    const edited = this.#shown(known, fresh, await this.#session((session) => editedRows(session, compared, MOST_EDITS)))
    const rows = edited.flatMap(({ lineBefore, lineAfter, key, changes }) =>
      changes.map(({ header, before, after }) => ({
        ...Object.fromEntries(key.map((one) => [`key: ${one.header}`, one.value])),
        column: header,
        before,
        after,
        line_before: lineBefore,
        line_after: lineAfter,
      })),
    )
    return new Blob([...csvPieces(rows)], { type: 'text/csv;charset=utf-8' })
  }

  async replace(known: string, fresh: string): Promise<Replaced> {
    const { files, prepared, recipe, change, rekeep } = this.#around
    const compared = this.#compared(known, fresh)
    const own = prepared.steps.filter(({ table }) => table === known)
    const left = isInPlace(compared.known, compared.fresh) ? [] : own
    const file = files.fileOf(compared.known)
    const before = withoutTable(recipe(), fresh)
    await change(async () => {
      if (left.length > 0) await prepared.remove(left.map(({ id }) => id))
      await prepared.withStepsUndone(() => files.takePlace(known, fresh))
    })
    this.#before = { recipe: before, files: new Map(file ? [[compared.known.hash, file]] : []) }
    rekeep(
      [known, fresh],
      files.tables.find(({ name }) => name === known)!,
    )
    return { table: prepared.table(known)!, stepsLeft: left.length }
  }

  async takeBack(): Promise<OpenedWorkbook> {
    const before = this.#before
    if (!before) throw new Error('There is nothing to take back.')
    this.#before = null
    const { restore, change, bytesOf } = this.#around
    const bytes: BytesOf = async (hash) => (await readable(before.files.get(hash))) ?? bytesOf(hash)
    const restored = await change(() => restore(before.recipe, bytes))
    return { ...restored, pages: before.recipe.pages, page: before.recipe.page, damaged: 0 }
  }

  async append(known: string, fresh: string, by: 'row' | 'key'): Promise<readonly RawTable[]> {
    const { prepared, change } = this.#around
    const { known: before, pairs, key } = this.#compared(known, fresh)
    const columns = (by === 'key' ? key : pairs).map(({ known: other, fresh: own, as }) => ({ own, other, as }))
    const step: LeaveOutRepeated = {
      id: `repeated-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`,
      kind: 'leave out repeated rows',
      table: fresh,
      makes: fresh,
      of: known,
      file: tableName(before),
      by,
      columns,
    }
    await change(() => prepared.add([step]))
    return prepared.tables
  }

  async compareOnly(fresh: string, mapping: Mapping): Promise<{ from: string; to: string }> {
    const { engine, files, prepared, history, change, build, mapping: inForce } = this.#around
    const open = await engine()
    const before = inForce()
    const table = prepared.table(fresh)
    if (!before || !table) throw new Error('That table is no longer open.')
    const id = await change(async () => {
      try {
        const company = await retryAfterRestart(() => buildCompany(open, mapping, prepared.tables))
        return await history.compare(open, company, `${tableName(table)}, compared only`)
      } finally {
        await prepared.withStepsUndone(() => files.remove(fresh))
        await retryAfterRestart(() => build(before))
      }
    })
    const loads = await loadsOf(open)
    return { from: loads.find(({ isCurrent }) => isCurrent)?.name ?? '', to: loads.find((load) => load.id === id)?.name ?? '' }
  }

  async loads(): Promise<readonly KeptLoad[]> {
    return this.#around.history.loads
  }

  async dropLoad(id: string): Promise<void> {
    const engine = await this.#around.engine()
    await this.#around.change(() => this.#around.history.drop(engine, id))
  }

  async bringBackLoad(): Promise<void> {
    const engine = await this.#around.engine()
    await this.#around.change(() => this.#around.history.bringBack(engine))
  }

  /** What was chosen by hand of the reading of one table holds for its new version. */
  async #readLike(known: string, fresh: string): Promise<RawTable> {
    const { files, prepared, change } = this.#around
    const dialectOf = (name: string) => files.sources.find(({ table }) => table === name)?.dialect ?? {}
    const chosen = dialectOf(known)
    if (Object.keys(chosen).length > 0 && Object.keys(dialectOf(fresh)).length === 0)
      await change(() => prepared.withStepsUndone(() => files.reread(fresh, chosen))).catch(() => undefined)
    return prepared.table(fresh)!
  }

  #compared(known: string, fresh: string) {
    const { prepared, mapping } = this.#around
    const [before, after] = [known, fresh].map((name) => prepared.clear.find((table) => table.name === name))
    if (!before || !after) throw new Error('That table is no longer open.')
    const pairs = columnPairs(before, after)
    const mapped = mapping()?.tables.find(({ table }) => table === known) ?? null
    return { known: before, fresh: after, pairs, key: keyOf(before, mapped, pairs) }
  }

  #shown(known: string, fresh: string, rows: readonly EditedRow[]): readonly EditedRow[] {
    const { isMasked, masked } = this.#around.prepared
    return isMasked
      ? maskedEdits(
          rows,
          [known, fresh].flatMap((name) => masked.get(name) ?? []),
        )
      : rows
  }

  /** Sees the values as they stand: behind masks other rows would be alike. */
  async #session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { engine, prepared, read } = this.#around
    const opened = async () => {
      const session = await unmasked(await engine(), prepared.masked).open()
      try {
        return await work(session)
      } finally {
        await session.close()
      }
    }
    return read(() => retryAfterRestart(opened))
  }
}

/** The recipe as it was before a table came in. */
function withoutTable(recipe: Recipe, table: string): Recipe {
  return {
    ...recipe,
    sources: recipe.sources.filter((source) => source.table !== table),
    steps: recipe.steps.filter((step) => step.table !== table),
    mapping: recipe.mapping && { ...recipe.mapping, tables: recipe.mapping.tables.filter((one) => one.table !== table) },
  }
}

/** A file that was written over since it was dropped can no longer be read: then the kept copy goes before it. */
async function readable(file: File | undefined): Promise<File | null> {
  try {
    await file?.slice(0, 1).arrayBuffer()
    return file ?? null
  } catch {
    return null
  }
}
