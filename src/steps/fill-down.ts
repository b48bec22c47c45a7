import { identifier } from '../engine/database'
import { columnIn, columnRefOf, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { field, stepFields } from './plain-data'

/** Puts into blank cells the value that stands above them, as labels of groups are meant. */
export interface FillDown extends Step {
  readonly kind: 'fill down'
  readonly column: ColumnRef
}

export const fillDown: StepKind<FillDown> = {
  kind: 'fill down',
  parse(value) {
    const step = stepFields(value, 'fill down')
    const column = step && columnRefOf(field(step.fields, 'column'))
    if (!step || !column || step.makes !== step.table) return null
    return { id: step.id, kind: 'fill down', table: step.table, makes: step.makes, column }
  },
  words: ({ column }, file) => `${column.header} of ${file}: blank cells take the value above them`,
  sql({ column }, table, from) {
    const { name, type } = columnIn(table, column)
    const own = type === 'text' ? `nullif(trim(${identifier(name)}), '')` : identifier(name)
    const above = `last_value(${own} ignore nulls) over (order by line rows between unbounded preceding and current row)`
    return `select * replace (coalesce(${own}, ${above}) as ${identifier(name)})\nfrom ${from}`
  },
}
