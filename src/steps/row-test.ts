import { identifier, literal } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { count, date, decimal, plural } from '../shared/format'
import { columnIn, columnRefOf, daySql, numberSql, textSql, type ColumnRef } from './column'
import { dayOf, field, fieldsOf, listOf, numberOf, textOf } from './plain-data'

/** What holds of a row that is meant. A value that is missing is neither below, above, before nor after anything. */
export type RowTest =
  | { readonly test: 'is missing'; readonly column: ColumnRef }
  /** Values as text, without blanks around them. */
  | { readonly test: 'is one of'; readonly column: ColumnRef; readonly values: readonly string[] }
  /** The product of columns against a number: an amount is quantity × price. */
  | { readonly test: 'is below' | 'is above'; readonly product: readonly ColumnRef[]; readonly value: number }
  /** Days 'YYYY-MM-DD'; the day itself is not meant. */
  | { readonly test: 'is before' | 'is after'; readonly column: ColumnRef; readonly value: string }
  /** Another row has the same values in these columns, or in all of them for null, and of those only the first or the last is kept. */
  | { readonly test: 'repeats'; readonly columns: readonly ColumnRef[] | null; readonly keeps: 'first' | 'last' }

export function parseRowTest(value: unknown): RowTest | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const test = field(fields, 'test')
  const column = columnRefOf(field(fields, 'column'))
  if (test === 'is missing') return column && { test, column }
  if (test === 'is one of') {
    const values = listOf(field(fields, 'values'), textOf)
    return column && values && values.length > 0 ? { test, column, values } : null
  }
  if (test === 'is below' || test === 'is above') {
    const product = listOf(field(fields, 'product'), columnRefOf)
    const number = numberOf(field(fields, 'value'))
    return product && product.length > 0 && product.length <= 4 && number !== null ? { test, product, value: number } : null
  }
  if (test === 'is before' || test === 'is after') {
    const day = dayOf(field(fields, 'value'))
    return column && day !== null ? { test, column, value: day } : null
  }
  if (test === 'repeats') {
    const columns = field(fields, 'columns') === null ? null : listOf(field(fields, 'columns'), columnRefOf)
    if (field(fields, 'columns') !== null && (!columns || columns.length === 0)) return null
    const keeps = field(fields, 'keeps')
    return keeps === 'first' || keeps === 'last' ? { test, columns, keeps } : null
  }
  return null
}

/** SQL that is true for the rows that are meant, and never null. `repeats` looks at all rows of `table`, and stands after `qualify`. */
export function rowTestSql(test: RowTest, table: RawTable): string {
  switch (test.test) {
    case 'is missing':
      return `${textSql(columnIn(table, test.column))} is null`
    case 'is one of':
      return `coalesce(${textSql(columnIn(table, test.column))} in (${test.values.map((value) => literal(value.trim())).join(', ')}), false)`
    case 'is below':
    case 'is above': {
      const product = test.product.map((column) => numberSql(columnIn(table, column))).join(' * ')
      return `coalesce(${product} ${test.test === 'is below' ? '<' : '>'} ${literal(test.value)}, false)`
    }
    case 'is before':
    case 'is after': {
      const day = daySql(columnIn(table, test.column))
      return `coalesce(${day} ${test.test === 'is before' ? '<' : '>'} date ${literal(test.value)}, false)`
    }
    case 'repeats': {
      const columns = test.columns ? test.columns.map((column) => columnIn(table, column)) : table.columns
      return `row_number() over (partition by ${columns.map(({ name }) => identifier(name)).join(', ')} order by line${test.keeps === 'last' ? ' desc' : ''}) > 1`
    }
  }
}

const SHOWN_VALUES = 3

/** "Amount below 0", for the list of steps. */
export function rowTestWords(test: RowTest): string {
  switch (test.test) {
    case 'is missing':
      return `no ${test.column.header}`
    case 'is one of':
      return `${test.column.header} is ${listed(test.values)}`
    case 'is below':
    case 'is above': {
      const product = test.product.map(({ header }) => header).join(' × ')
      return `${product} ${test.test === 'is below' ? 'below' : 'above'} ${numberWords(test.value)}`
    }
    case 'is before':
    case 'is after':
      return `${test.column.header} ${test.test === 'is before' ? 'before' : 'after'} ${date(test.value)}`
    case 'repeats':
      return `the same ${test.columns?.map(({ header }) => header).join(' and ') ?? 'values'} as in ${test.keeps === 'first' ? 'an earlier' : 'a later'} row`
  }
}

function numberWords(value: number): string {
  return Number.isInteger(value) ? count(value) : decimal(value, 2)
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => `“${value}”`)
  const more = values.length - shown.length
  return more > 0 ? `${shown.join(', ')} or one of ${plural(more, 'other')}` : shown.join(' or ')
}
