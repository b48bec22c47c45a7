import { allowance } from '../type/allowance'
import { Batches, type Target } from './batches'
import { namesThings } from '../type/codes'
import { Evidence, habitsOf, TEXT, type Verdict } from '../type/evidence'
import type { ColumnBuilder } from './columns/column'
import type { FilePass } from './file-pass'
import { TableGate } from '../plan/row-filter'
import { addEvidence } from '../plan/plan'
import type { Tokeniser } from '../tokenise/tokeniser'

/** Times a file is read before whatever still contradicts itself is left as text. */
const MOST_READINGS = 4

/** After so many rows, a column with so many times the misfits that are allowed is given up: the file need not be read to its end. */
const TELLING = 20_000
const HOPELESS = 1.5

export interface Filled {
  readonly columns: readonly Verdict[]
  readonly batches: Batches
  readonly gate: TableGate
}

/**
 * Reads all rows into the target. When a value contradicts what the sample said of its column, the file is looked through once
 * for types that hold everywhere, and read again. `target` null: nothing is stored, only counted. At most `listed` rows set aside are listed.
 */
export async function fill(pass: FilePass, target: Target | null, listed: number): Promise<Filled> {
  let { columns } = pass.plan
  for (let reading = 1; ; reading++) {
    const gate = gateOf(pass, columns, listed)
    const batches = new Batches(target, columns)
    if (
      (await read(pass, gate, batches, reading === 1 ? columns : [])) &&
      columns.every((column, index) => isMet(column, batches.builders[index]!))
    )
      return { columns, batches, gate }
    await target?.engine.execute(`drop table if exists ${target.table}`)
    columns = reading < MOST_READINGS ? await learn(pass, columns) : columns.map((column) => (column.isChosen ? column : TEXT))
  }
}

function gateOf({ file, plan }: FilePass, columns: readonly Verdict[], listed: number): TableGate {
  const readings = columns.map((column) => column.reading?.fresh() ?? null)
  return new TableGate(file.name, plan.header.width, plan.headerCells, readings, plan.isRagged, listed)
}

/** Have nearly all values of a column its type, now that all are known? */
function isMet({ isChosen }: Verdict, { misfits, facts }: ColumnBuilder, times = 1): boolean {
  return isChosen || misfits.count <= times * allowance(facts.filled + misfits.count)
}

/** False when a value, or too many of them, showed that a column is another than was thought. `doubted`: columns of which only a part was seen before. */
async function read(pass: FilePass, gate: TableGate, batches: Batches, doubted: readonly Verdict[]): Promise<boolean> {
  try {
    for await (const tokens of pass.stretches(gate)) {
      if (!append(tokens, gate, batches)) return false
      pass.rows = batches.kept
      if (pass.rows > TELLING && doubted.some((column, index) => !isMet(column, batches.builders[index]!, HOPELESS))) return false
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
function append(tokens: Tokeniser, gate: TableGate, batches: Batches): boolean {
  if (!batches.append(tokens)) return leaveOut(tokens, gate, [...Array(tokens.records).keys()]) && batches.append(tokens)
  const odd = batches.oddRecords()
  if (odd.every((record) => gate.whyNoRow(tokens, record * gate.width) === null)) return true
  batches.takeBack()
  leaveOut(tokens, gate, odd)
  return batches.append(tokens)
}

/** Looks through the whole file for readings that hold everywhere. Columns that are text stay text. */
async function learn(pass: FilePass, columns: readonly Verdict[]): Promise<readonly Verdict[]> {
  const evidence = columns.map((column, index) =>
    column.reading && !column.isChosen ? new Evidence(namesThings(pass.plan.names[index]!)) : null,
  )
  const gate = gateOf(pass, columns, 0)
  for await (const tokens of pass.stretches(gate)) addEvidence(tokens, gate, evidence)
  const habits = habitsOf(
    evidence.filter((column) => column !== null),
    pass.plan.dialect.delimiter,
    pass.plan.dialect.isSheet,
  )
  // Over all rows nothing is left that could decide for another reading.
  return columns.map((column, index) => {
    const verdict = evidence[index]?.verdict(habits, pass.plan.names[index])
    return verdict ? { ...verdict, rivals: [] } : column
  })
}

/** Takes titles, remarks and sums out of those records of a stretch that may be such; false when there were none. */
function leaveOut(tokens: Tokeniser, gate: TableGate, records: readonly number[]): boolean {
  const left: number[] = []
  for (const record of records) {
    const first = record * gate.width
    const reason = gate.whyNoRow(tokens, first)
    if (reason === null || gate.fits(tokens, first, gate.width)) continue
    gate.leaveOut(tokens.lines[record]!, reason)
    left.push(record)
  }
  if (left.length > 0) tokens.remove(left, gate.width)
  return left.length > 0
}
