import { count, decimal } from '../../shared/format'
import { quantile } from '../../stats/quantile'
import type { Known, Values } from './records'

/** Whether each record has something: 1 yes, 0 no, −1 not known. */
export interface Trait {
  /** Of the feature: traits of one feature are not told apart by one another. */
  readonly column: string
  readonly feature: string
  readonly value: string
  /** How they bought before: it foretells leaving and is no reason for it. */
  readonly isHabit: boolean
  /** Of the table of customers: whoever has it has it all the time. */
  readonly isAttribute: boolean
  readonly has: Int8Array
}

/** METHODS 2.20: fewer on either side are not compared. */
export const FEWEST = 30
const MOST_LEVELS = 12
/** A price is another price from this change on. */
const CHANGED = 0.01
/** Columns that are one price by another. */
const RATIOS: ReadonlySet<string> = new Set(['price_ratio', 'mrr_ratio'])
/** Where so many have nothing at all, having any is what differs. */
const MOSTLY_NONE = 0.5

/** What a column can set apart: the levels of texts and flags, the lowest and the highest quarter of numbers, or having any. */
export function traitsOf(known: Known, values: Values): readonly Trait[] {
  const traits = known.kind === 'number' ? ofNumbers(known, values) : ofLevels(known, values)
  return traits.filter(({ has }) => {
    const sizes = [0, 0]
    for (const one of has) if (one >= 0) sizes[one]!++
    return Math.min(...sizes) >= FEWEST
  })
}

function ofLevels(known: Known, values: Values): readonly Trait[] {
  // DuckDB writes whole numbers of a decimal column as 0.0.
  const isWhole = values.every((value) => value === null || WHOLE.test(String(value)))
  const levels = values.map((value) => levelOf(isWhole && value !== null ? String(value).slice(0, -2) : value))
  const sizes = new Map<string, number>()
  for (const level of levels) if (level !== null) sizes.set(level, (sizes.get(level) ?? 0) + 1)
  const isFlag = [...sizes.keys()].every((level) => level === YES || level === NO)
  const named = isFlag ? [YES] : [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([level]) => level)
  // Of two levels one says what the other says.
  const told = !isFlag && named.length === 2 ? named.slice(0, 1) : named
  return told.slice(0, MOST_LEVELS).map((value) =>
    traitOf(
      known,
      value,
      Int8Array.from(levels, (level) => (level === null ? -1 : Number(level === value))),
    ),
  )
}

const [YES, NO] = ['yes', 'no']

const WHOLE = /^-?\d+\.0$/

function levelOf(value: Values[number]): string | null {
  if (value === null) return null
  if (value === true || value === 'true') return YES
  if (value === false || value === 'false') return NO
  return String(value)
}

function ofNumbers(known: Known, values: Values): readonly Trait[] {
  const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)))
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length < 2 * FEWEST) return []
  const where = (value: string, is: (number: number) => boolean) =>
    traitOf(
      known,
      value,
      Int8Array.from(numbers, (number) => (Number.isNaN(number) ? -1 : Number(is(number)))),
    )
  if (RATIOS.has(known.column)) return [where('rose', (one) => one > 1 + CHANGED), where('fell', (one) => one < 1 - CHANGED)]
  const none = sorted.reduce((sum, one) => sum + Number(one === 0), 0)
  if (none >= MOSTLY_NONE * sorted.length && sorted[0]! >= 0) return [where('more than none', (one) => one > 0)]
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)]
  if (low === high) return [where(`over ${said(high)}`, (one) => one > high), where(`under ${said(low)}`, (one) => one < low)]
  return [where(`up to ${said(low)}`, (one) => one <= low), where(`over ${said(high)}`, (one) => one > high)]
}

/** Logarithms after adding one, keeping the sign; NaN where not known. */
export function logScaled(values: Values): Float64Array {
  return Float64Array.from(values, (value) => {
    const number = value === null ? Number.NaN : Number(value)
    return Math.sign(number) * Math.log1p(Math.abs(number))
  })
}

/** With as many decimals as tell it from its neighbours. */
function said(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return count(value)
  return decimal(value, Math.abs(value) >= 10 ? 1 : 2)
}

function traitOf({ column, label, isHabit, isAttribute }: Known, value: string, has: Int8Array): Trait {
  return { column, feature: label, value, isHabit, isAttribute, has }
}
