import { Batches, type Target } from './batches'
import { Evidence, habitsOf, TEXT, type Verdict } from './evidence'
import type { FilePass } from './file-pass'
import { TableGate } from './gate'
import { addEvidence } from './plan'
import type { Tokeniser } from './tokeniser'

/** Times a file is read before whatever still contradicts itself is left as text. */
const MOST_READINGS = 4

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
    const batches = new Batches(
      target,
      columns.map((column) => column.reading?.fresh() ?? null),
    )
    if (await read(pass, gate, batches)) return { columns, batches, gate }
    await target?.engine.execute(`drop table if exists ${target.table}`)
    columns = reading < MOST_READINGS ? await learn(pass, columns) : columns.map((column) => (column.isChosen ? column : TEXT))
  }
}

function gateOf({ file, plan }: FilePass, columns: readonly Verdict[], listed: number): TableGate {
  const readings = columns.map((column) => column.reading?.fresh() ?? null)
  return new TableGate(file.name, plan.header.width, plan.headerCells, readings, plan.isRagged, listed)
}

/** False when a value did not fit its column. */
async function read(pass: FilePass, gate: TableGate, batches: Batches): Promise<boolean> {
  try {
    for await (const tokens of pass.stretches(gate)) {
      const fits = batches.append(tokens) || (leaveOutMisfits(tokens, gate) && batches.append(tokens))
      if (!fits) return false
      pass.rows = batches.kept
      await batches.flush(false)
    }
    await batches.flush(true)
    pass.report('writing')
  } finally {
    await batches.settle()
  }
  return true
}

/** Looks through the whole file for readings that hold everywhere. Columns that are text stay text. */
async function learn(pass: FilePass, columns: readonly Verdict[]): Promise<readonly Verdict[]> {
  const evidence = columns.map((column) => (column.reading && !column.isChosen ? new Evidence() : null))
  const gate = gateOf(pass, columns, 0)
  for await (const tokens of pass.stretches(gate)) addEvidence(tokens, gate, evidence)
  const habits = habitsOf(
    evidence.filter((column) => column !== null),
    pass.plan.dialect.delimiter,
    pass.plan.dialect.isSheet,
  )
  return columns.map((column, index) => evidence[index]?.verdict(habits, pass.plan.names[index]) ?? column)
}

/** Takes titles, remarks and sums out of a stretch of rows whose values did not all fit; false when there were none. */
function leaveOutMisfits(tokens: Tokeniser, gate: TableGate): boolean {
  const misfits: number[] = []
  for (let record = 0; record < tokens.records; record++) {
    const first = record * gate.width
    const reason = gate.whyNoRow(tokens, first)
    if (reason === null || gate.fits(tokens, first, gate.width)) continue
    gate.leaveOut(tokens.lines[record]!, reason)
    misfits.push(record)
  }
  if (misfits.length > 0) tokens.remove(misfits, gate.width)
  return misfits.length > 0
}
