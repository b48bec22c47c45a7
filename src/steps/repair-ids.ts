import { identifier } from '../engine/database'
import { columnIn, columnRefOf, textSql, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { formPartOf, formWords, idFormSql, type IdForm } from './id-form'
import { field, listOf, stepFields, textOf } from './plain-data'

/** Writes the ids of one column in the form that they share with other tables. */
export interface RepairIds extends Step {
  readonly kind: 'repair ids'
  readonly column: ColumnRef
  readonly form: IdForm
  /** Steps of one group are taken back together: an id is repaired in every table that has it. */
  readonly group: string | null
}

export const repairIds = {
  kind: 'repair ids',
  parse(value) {
    const step = stepFields(value, 'repair ids')
    const column = step && columnRefOf(field(step.fields, 'column'))
    const form = step && listOf(field(step.fields, 'form'), formPartOf)
    if (!step || !column || !form || form.length === 0 || step.makes !== step.table) return null
    return {
      id: step.id,
      kind: 'repair ids',
      table: step.table,
      makes: step.makes,
      column,
      form,
      group: textOf(field(step.fields, 'group')),
    }
  },
  words: ({ column, form }, file) => `Ids in ${column.header} of ${file} without ${formWords(form)}`,
  sql({ column, form }, table, from) {
    const target = columnIn(table, column)
    return `select * replace (${idFormSql(form, textSql(target))} as ${identifier(target.name)}) from ${from}`
  },
} satisfies StepKind<RepairIds>
