import { allowance } from '../type/allowance'
import { Batches, type Target } from './batches'
import { namesThings } from '../type/codes'
import { Evidence, habitsOf, TEXT, type Verdict } from '../type/evidence'
import type { ColumnAccumulator } from './columns/column-accumulator'
import type { FilePass } from './file-pass'
import { TableRowFilter } from '../plan/row-filter'
import { addEvidence } from '../plan/plan'
import type { Tokeniser } from '../tokenise/tokeniser'

/** Times a file is read before whatever still contradicts itself is left as text. */
const MOST_PASSES = 4

/** After so many rows, a column with so many times the misfits that are allowed is given up: the file need not be read to its end. */
const TELLING = 20_000
const HOPELESS = 1.5

export interface Filled {
  readonly columns: readonly Verdict[]
  readonly batches: Batches
  readonly rowFilter: TableRowFilter
}

/**
 * Reads all rows into the target. When a value contradicts what the sample said of its column, the file is looked through once
 * for types that hold everywhere, and read again. `target` null: nothing is stored, only counted. At most `listed` rows set aside are listed.
 */
export async function fill(pass: FilePass, target: Target | null, listed: number): Promise<Filled> {
  let { columns } = pass.plan
  for (let passes = 1; ; passes++) {
    const rowFilter = rowFilterOf(pass, columns, listed)
    const batches = new Batches(target, columns)
    if (
      (await read(pass, rowFilter, batches, passes === 1 ? columns : [])) &&
      columns.every((column, index) => isMet(column, batches.accumulators[index]!))
    )
      return { columns, batches, rowFilter }
    await target?.engine.execute(`drop table if exists ${target.table}`)
    columns = passes < MOST_PASSES ? await learn(pass, columns) : columns.map((column) => (column.isChosen ? column : TEXT))
  }
}

function rowFilterOf({ file, plan }: FilePass, columns: readonly Verdict[], listed: number): TableRowFilter {
  const parsers = columns.map((column) => column.parser?.fresh() ?? null)
  return new TableRowFilter(file.name, plan.header.width, plan.headerCells, parsers, plan.isRagged, listed)
}

/** Have nearly all values of a column its type, now that all are known? */
function isMet({ isChosen }: Verdict, { misfits, facts }: ColumnAccumulator, times = 1): boolean {
  return isChosen || misfits.count <= times * allowance(facts.filled + misfits.count)
}

/** False when a value, or too many of them, showed that a column is another than was thought. `doubted`: columns of which only a part was seen before. */
async function read(pass: FilePass, rowFilter: TableRowFilter, batches: Batches, doubted: readonly Verdict[]): Promise<boolean> {
  try {
    for await (const tokens of pass.stretches(rowFilter)) {
      if (!append(tokens, rowFilter, batches)) return false
      pass.rows = batches.kept
      if (pass.rows > TELLING && doubted.some((column, index) => !isMet(column, batches.accumulators[index]!, HOPELESS))) return false
      await batches.flush(false)
    }
    await batches.flush(true)
    pass.report('writing')
  } finally {
    await batches.settle()
  }
  return true
}

/** Titles, remarks and sums stand out by a value that does not fit: they are left out before their values count for anything. */
function append(tokens: Tokeniser, rowFilter: TableRowFilter, batches: Batches): boolean {
  if (!batches.append(tokens)) return leaveOut(tokens, rowFilter, [...Array(tokens.records).keys()]) && batches.append(tokens)
  const odd = batches.oddRecords()
  if (odd.every((record) => rowFilter.whyNoRow(tokens, record * rowFilter.width) === null)) return true
  batches.takeBack()
  leaveOut(tokens, rowFilter, odd)
  return batches.append(tokens)
}

/** Looks through the whole file for parsers that hold everywhere. Columns that are text stay text. */
async function learn(pass: FilePass, columns: readonly Verdict[]): Promise<readonly Verdict[]> {
  const evidence = columns.map((column, index) =>
    column.parser && !column.isChosen ? new Evidence(namesThings(pass.plan.names[index]!)) : null,
  )
  const rowFilter = rowFilterOf(pass, columns, 0)
  for await (const tokens of pass.stretches(rowFilter)) addEvidence(tokens, rowFilter, evidence)
  const habits = habitsOf(
    evidence.filter((column) => column !== null),
    pass.plan.dialect.delimiter,
    pass.plan.dialect.isSheet,
  )
  // Over all rows nothing is left that could decide for another parser.
  return columns.map((column, index) => {
    const verdict = evidence[index]?.verdict(habits, pass.plan.names[index])
    return verdict ? { ...verdict, rivals: [] } : column
  })
}

/** Takes titles, remarks and sums out of those records of a stretch that may be such; false when there were none. */
function leaveOut(tokens: Tokeniser, rowFilter: TableRowFilter, records: readonly number[]): boolean {
  const left: number[] = []
  for (const record of records) {
    const first = record * rowFilter.width
    const reason = rowFilter.whyNoRow(tokens, first)
    if (reason === null || rowFilter.fits(tokens, first, rowFilter.width)) continue
    rowFilter.leaveOut(tokens.lines[record]!, reason)
    left.push(record)
  }
  if (left.length > 0) tokens.remove(left, rowFilter.width)
  return left.length > 0
}
