import type { RawTable } from '../ingest/table'

/**
 * One recorded change of raw tables: plain data, never SQL, since it is saved, compared and accepted from strangers.
 * It reads `table` and makes `makes`: the same name where it changes the table in place, a new one where it reshapes.
 */
export interface Step {
  readonly id: string
  readonly kind: string
  /** RawTable.name */
  readonly table: string
  readonly makes: string
}

/** What one kind of step does. A new kind is a file with one of these and a line in index.ts. */
export interface StepKind<S extends Step = Step> {
  readonly kind: S['kind']
  /** A step of this kind out of foreign data; null when it is none. Unknown keys are dropped. */
  parse(value: unknown): S | null
  /** For the list of steps: "3 rows of orders.csv left out: ordered after 1 March 2024". `file` names the table to readers. */
  words(step: S, file: string): string
  /**
   * One select over `from` (a quoted relation) that gives the columns of the table it makes and `line`, the line of the source's row.
   * `other` gives the relation of another table as the steps before have made it; without it tables stand under their names.
   */
  sql(step: S, table: RawTable, from: string, other?: (table: string) => string): string
  /** Header by physical column of the table it makes; absent where the columns stay as they were. */
  headers?(step: S, table: RawTable): Readonly<Record<string, string>>
}
