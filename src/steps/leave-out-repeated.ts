import { identifier } from '../engine/database'
import type { Step, StepKind } from './definition'
import { columnNameOf, field, fieldsOf, listOf, stepFields, tableNameOf, textOf } from './plain-data'

/** Leaves out the rows that stand in another table already: those that are the same in all of the columns given. */
export interface LeaveOutRepeated extends Step {
  readonly kind: 'leave out repeated rows'
  /** The other table, and its file for readers. */
  readonly of: string
  readonly file: string
  /** `key`: the columns say only which row it is; `row`: all that both tables have. */
  readonly by: 'row' | 'key'
  readonly columns: readonly RepeatedColumn[]
}

export interface RepeatedColumn {
  /** In this table, and in the other. */
  readonly own: string
  readonly other: string
  /** What both are compared as, since the same column can be whole numbers in one file and decimals in the next. */
  readonly as: 'text' | 'number' | 'timestamp'
}

const TYPES: Readonly<Record<RepeatedColumn['as'], string>> = { text: 'varchar', number: 'double', timestamp: 'timestamp' }

export const leaveOutRepeated: StepKind<LeaveOutRepeated> = {
  kind: 'leave out repeated rows',
  parse(value) {
    const step = stepFields(value, 'leave out repeated rows')
    const of = step && tableNameOf(field(step.fields, 'of'))
    const file = step && textOf(field(step.fields, 'file'))
    const columns = step && listOf(field(step.fields, 'columns'), columnOf)
    if (!step || !of || file === null || !columns || columns.length === 0 || step.makes !== step.table || of === step.table) return null
    const by = field(step.fields, 'by') === 'key' ? 'key' : 'row'
    return { id: step.id, kind: 'leave out repeated rows', table: step.table, makes: step.makes, of, file, by, columns }
  },
  words: ({ by, file: other, columns }, file) =>
    by === 'row'
      ? `Rows left out of ${file}: those that stand in ${other} as they are`
      : `Rows left out of ${file}: those whose ${columns.length === 1 ? 'key stands' : 'keys stand'} in ${other}`,
  sql({ of, columns }, _table, from, other = identifier) {
    const value = (side: string, column: string, as: RepeatedColumn['as']) => `cast(${side}.${identifier(column)} as ${TYPES[as]})`
    const same = columns.map(
      (column) => `${value('known', column.other, column.as)} is not distinct from ${value('fresh', column.own, column.as)}`,
    )
    return `select fresh.* from ${from} as fresh\nwhere not exists (select 1 from ${other(of)} as known where ${same.join(' and ')})`
  },
}

function columnOf(value: unknown): RepeatedColumn | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const own = columnNameOf(field(fields, 'own'))
  const other = columnNameOf(field(fields, 'other'))
  const as = field(fields, 'as')
  return own && other && (as === 'text' || as === 'number' || as === 'timestamp') ? { own, other, as } : null
}
