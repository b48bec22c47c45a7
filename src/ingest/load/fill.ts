import { addEvidence } from '../plan/plan'
import { TableRowFilter } from '../plan/row-filter'
import { namesThings } from '../type/codes'
import { Evidence, habitsOf, TEXT, type Verdict } from '../type/evidence'
import { currentSharing } from './chunk-readers'
import type { FilePass } from './file-pass'
import { readInOrder, type Piece } from './read-in-order'
import { canBeShared, Doubtful, readParallel } from './read-parallel'
import { TableTotals } from './table-totals'
import { TableWriter, type Target } from './table-writer'

/** Times a file is read before whatever still contradicts itself is left as text. */
const MOST_PASSES = 4

export interface Filled {
  readonly columns: readonly Verdict[]
  readonly totals: TableTotals
}

/**
 * Reads all rows into the target. When a value contradicts what the sample said of its column, the file is looked through once
 * for types that hold everywhere, and read again. `target` null: nothing is stored, only counted. At most `listed` rows set aside are listed.
 */
export async function fill(pass: FilePass, target: Target | null, listed: number): Promise<Filled> {
  const sharing = currentSharing()
  let { columns } = pass.plan
  let readers = canBeShared(pass, columns, sharing) ? sharing.open() : null
  const inOrder = () => readInOrder(pass, columns, listed)
  const shared = () =>
    readers && canBeShared(pass, columns, sharing) ? readParallel(pass, columns, listed, readers, sharing.leastChunk) : inOrder()
  try {
    for (let passes = 1; ; passes++) {
      const totals = () => new TableTotals(pass.file.name, columns, listed, passes === 1)
      let loaded = await load(pass, shared(), totals(), target)
      if (loaded === 'doubtful') {
        readers?.close()
        readers = null
        await drop(target)
        loaded = await load(pass, inOrder(), totals(), target)
      }
      if (loaded instanceof TableTotals && loaded.areMet) return { columns, totals: loaded }
      await drop(target)
      columns = passes < MOST_PASSES ? await learn(pass, columns) : columns.map((column) => (column.isChosen ? column : TEXT))
    }
  } finally {
    readers?.close()
  }
}

/** Null when a value, or too many of them, showed that a column is another than was thought. */
async function load(
  pass: FilePass,
  pieces: AsyncGenerator<Piece>,
  totals: TableTotals,
  target: Target | null,
): Promise<TableTotals | null | 'doubtful'> {
  const writer = new TableWriter(target)
  try {
    for await (const { batch, lines } of pieces) {
      if (batch === null || !totals.add(batch, lines)) return null
      await writer.write(batch, lines)
    }
    pass.report('writing')
  } catch (error) {
    if (error instanceof Doubtful) return 'doubtful'
    throw error
  } finally {
    await writer.settle()
  }
  return totals
}

async function drop(target: Target | null): Promise<void> {
  await target?.engine.execute(`drop table if exists ${target.table}`)
}

/** Looks through the whole file for parsers that hold everywhere. Columns that are text stay text. */
async function learn(pass: FilePass, columns: readonly Verdict[]): Promise<readonly Verdict[]> {
  const { plan } = pass
  const evidence = columns.map((column, index) =>
    column.parser && !column.isChosen ? new Evidence(namesThings(plan.names[index]!)) : null,
  )
  const parsers = columns.map(({ parser }) => parser?.fresh() ?? null)
  const rowFilter = new TableRowFilter(plan.header.width, plan.headerCells, parsers, plan.isRagged, 0)
  for await (const tokens of pass.stretches(rowFilter)) {
    addEvidence(tokens, rowFilter, evidence)
    rowFilter.settle()
  }
  const habits = habitsOf(
    evidence.filter((column) => column !== null),
    plan.dialect.delimiter,
    plan.dialect.isSheet,
  )
  // Over all rows nothing is left that could decide for another parser.
  return columns.map((column, index) => {
    const verdict = evidence[index]?.verdict(habits, plan.names[index])
    return verdict ? { ...verdict, rivals: [] } : column
  })
}
