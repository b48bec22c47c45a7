import type { RawColumn } from '../../ingest/table'
import { isOpenDated } from '../words/text-dates'

/** What a column's values look like, whatever its header says. */
export interface Shape {
  readonly isEmail: boolean
  /** Sentences: several words a value. */
  readonly isProse: boolean
  /** Text or whole numbers written as a month: 2024-03, 202403, 03/2024. */
  readonly isMonth: boolean
  /** The same width throughout, with leading zeros or letters and digits: a number of somebody or something. */
  readonly isCode: boolean
  readonly isDate: boolean
  readonly isNumber: boolean
  /** Numbers with decimals. */
  readonly hasCents: boolean
  /** Distinct values among those given, 0 to 1. */
  readonly uniqueness: number
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
const MONTH = /^(\d{4}[-/.]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[/.]\d{4})$/

export function shapeOf(column: RawColumn): Shape {
  const values = column.samples.map((value) => value.trim()).filter((value) => value !== '')
  const most = (test: (value: string) => boolean) => values.length > 0 && values.filter(test).length >= values.length * 0.8
  const isText = column.type === 'text'
  // A text is what most of its values are, until somebody says otherwise.
  const isNearly = (...types: readonly string[]) => isText && types.includes(column.nearly?.choice.split(' ')[0] ?? '')
  return {
    isEmail: isText && most((value) => EMAIL.test(value)),
    isProse: isText && column.distinct > 20 && most((value) => value.split(/\s+/).length >= 5),
    isMonth: (isText || column.type === 'integer') && most((value) => MONTH.test(value)) && within(column, 1900, 2100),
    isCode: isText && most((value) => /\d/.test(value) && value.length <= 40 && !value.includes(' ')),
    isDate: column.type === 'date' || column.type === 'timestamp' || isNearly('date', 'timestamp') || isOpenDated(column),
    isNumber: column.type === 'integer' || column.type === 'number' || isNearly('integer', 'number'),
    hasCents: column.type === 'number' || isNearly('number'),
    uniqueness: column.filled === 0 ? 0 : Math.min(1, column.distinct / column.filled),
  }
}

/** Whether whole numbers written YYYYMM stay within these years; text is taken at its samples' word. */
function within(column: RawColumn, from: number, to: number): boolean {
  if (column.type !== 'integer') return true
  return Number(column.least) >= from * 100 && Number(column.most) <= to * 100 + 12
}
