import { literal } from '../engine/database'
import { plural } from '../shared/format'
import { columnIn, columnRefOf, numberSql, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { dayOf, field, fieldsOf, listOf, stepFields } from './plain-data'
import { turnedHeaders, turnedSql } from './turned'

export interface MonthColumn extends ColumnRef {
  /** The first day of the month, 'YYYY-MM-DD'. */
  readonly on: string
}

/** One column a month becomes one row an order: customer, first of the month, amount. Empty months and zeros make no row. */
export interface ReshapeMonths extends Step {
  readonly kind: 'reshape months'
  /** The customer first. */
  readonly keep: readonly ColumnRef[]
  readonly months: readonly MonthColumn[]
}

/** The made columns, in their order behind the kept ones. */
export const MONTHS_MADE = ['order_id', 'ordered_at', 'revenue'] as const

export const reshapeMonths = {
  kind: 'reshape months',
  parse(value) {
    const step = stepFields(value, 'reshape months')
    const keep = step && listOf(field(step.fields, 'keep'), columnRefOf)
    const months = step && listOf(field(step.fields, 'months'), monthOf)
    if (!step || !keep || !months || months.length === 0 || step.makes === step.table) return null
    return { id: step.id, kind: 'reshape months', table: step.table, makes: step.makes, keep, months }
  },
  words: ({ months }, file) => `${plural(months.length, 'column')} of ${file}, one a month, turned into rows of orders`,
  sql({ keep, months }, table, from) {
    const made = [
      months.map(({ on }) => `line::varchar || ${literal(`:${on.slice(0, 7)}`)}`),
      months.map(({ on }) => `date ${literal(on)}`),
      months.map((month) => numberSql(columnIn(table, month))),
    ]
    return turnedSql(keep, made, ([, , revenue]) => `${revenue} <> 0`, table, from)
  },
  headers: ({ keep }) => turnedHeaders(keep, MONTHS_MADE),
} satisfies StepKind<ReshapeMonths>

function monthOf(value: unknown): MonthColumn | null {
  const fields = fieldsOf(value)
  const column = columnRefOf(value)
  const on = fields && dayOf(field(fields, 'on'))
  return column && on ? { ...column, on } : null
}
