import type { Step, StepKind } from './definition'
import { field, stepFields, textOf } from './plain-data'
import { parseRowTest, rowTestSql, rowTestWords, type RowTest } from './row-test'

/** Leaves out the rows of which a test holds. */
export interface LeaveOutRows extends Step {
  readonly kind: 'leave out rows'
  readonly where: RowTest
  /** Steps of one group are taken back together. */
  readonly group: string | null
}

export const leaveOutRows: StepKind<LeaveOutRows> = {
  kind: 'leave out rows',
  parse(value) {
    const step = stepFields(value, 'leave out rows')
    const where = step && parseRowTest(field(step.fields, 'where'))
    if (!step || !where || step.makes !== step.table) return null
    return { id: step.id, kind: 'leave out rows', table: step.table, makes: step.makes, where, group: textOf(field(step.fields, 'group')) }
  },
  words: ({ where }, file) => `Rows left out of ${file}: ${rowTestWords(where)}`,
  sql({ where }, table, from) {
    return `select * from ${from}\n${where.test === 'repeats' ? 'qualify' : 'where'} not (${rowTestSql(where, table)})`
  },
}
