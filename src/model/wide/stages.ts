import type { RawColumn, RawTable } from '../../ingest/table'
import { evidenceOf } from '../suggest/kind-guess'
import type { TableKind, TableMapping } from '../mapping/mapping'

const FEWEST = 3

/** Kinds of tables in which several dates belong to one row and say no more than that. */
const DATED_ROWS: readonly TableKind[] = ['orders', 'order_lines', 'events', 'feedback', 'subscriptions', 'touches', 'spend']

/** Dates of a person, not of what happened with the company. */
const BIRTH = /birth|geburt|naissance|nacimiento|na[sș]ter|\bdob\b|updated|modified|ge[aä]ndert/i

/** A list of customers has dates of its own; as many others make it a list of cases. */
const FEWEST_OF_CUSTOMERS = 4

/** The date columns of a table with one row a case and one column a stage, in the file's order; null where it has none. */
export function wideStages(table: RawTable, mapped: TableMapping | undefined): readonly RawColumn[] | null {
  const kind = mapped?.kind ?? 'other'
  if (DATED_ROWS.includes(kind) || table.rowsKept === 0) return null
  const stages = evidenceOf(table)
    .filter(({ column, shape, isUnnamed }) => shape.isDate && column.filled > 0 && !isUnnamed && !BIRTH.test(column.header))
    .map(({ column }) => column)
  const headers = new Set(stages.map(({ header }) => header.trim()))
  const fewest = kind === 'customers' ? FEWEST_OF_CUSTOMERS : FEWEST
  return stages.length >= fewest && headers.size === stages.length ? stages : null
}
