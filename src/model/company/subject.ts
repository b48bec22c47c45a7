import type { RawTable } from '../../ingest/table'
import type { Mapping } from '../mapping/mapping'
import { rolesNamed } from '../words/vocabulary'

/** Whom or what the rows are about, for sentences and for pages that only customers make sense of. */
export interface Subject {
  readonly one: string
  readonly many: string
  /** A case opens and closes; it neither leaves nor comes back. */
  readonly isCase: boolean
}

export const CUSTOMERS: Subject = { one: 'customer', many: 'customers', isCase: false }
const CASES: Subject = { one: 'case', many: 'cases', isCase: true }

/** A name that says as much as "case_id". */
const PLAIN = 0.84

/** A log of what happened to each case, with no table that names customers beside it, is about cases, unless somebody said that they are customers. */
export function subjectOf({ tables }: Pick<Mapping, 'tables'>, raw: readonly RawTable[]): Subject {
  const named = tables.flatMap(({ table, kind, bindings }) =>
    bindings.filter(({ role }) => role === 'customer_id').map(({ from, confidence }) => ({ table, kind, from, confidence })),
  )
  const isCase = named.every(({ table, kind, from, confidence }) => {
    const column = 'column' in from ? raw.find(({ name }) => name === table)?.columns.find(({ name }) => name === from.column) : undefined
    return kind === 'events' && confidence < 1 && column !== undefined && (rolesNamed(column.header).get('case_id') ?? 0) >= PLAIN
  })
  return named.length > 0 && isCase ? CASES : CUSTOMERS
}
