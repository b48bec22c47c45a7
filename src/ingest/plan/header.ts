import { Evidence, habitsOf } from '../type/evidence'
import type { HeadRecord } from './head'
import { gapIn, splitAtQuote } from './header-gap'
import { isGroupRow, namesOver } from './header-names'
import { isMissing } from '../type/missing'
import type { ValueParser } from '../type/value-parser'

/** Where the column names stand among the first records, and what they are. */
export interface Header {
  /** Index among the records; -1 when the file has none. */
  readonly record: number
  /** Records before it that are titles or remarks. */
  readonly preamble: number
  /** Further rows of names or units under it. */
  readonly extra: number
  readonly width: number
  readonly names: readonly string[]
  /** Line of the last row of names; 0 when there is none. */
  readonly lastLine: number
}

const LOOKED_AT = 40
const LEARNT_FROM = 500
const LONGEST_NAME = 300
/** Names do not stand again more often than in every so many records. */
const RARE = 8
/** Under the first. */
const MOST_ROWS_OF_NAMES = 3
const ENCODER = new TextEncoder()

/** `given`: index of the header record where it was chosen by hand. */
export function findHeader(records: readonly HeadRecord[], width: number, delimiter: string, given?: number): Header {
  const preamble = given !== undefined && given >= 0 ? given : titles(records, width)
  const first = records[preamble]
  if (!first) return { record: -1, preamble: 0, extra: 0, width, names: [], lastLine: 0 }
  const rows = withoutRepeats(first, records.slice(preamble + 1), width, delimiter)
  const isHeader = given !== undefined ? given >= 0 : looksLikeNames(first.cells, rows, width, delimiter)
  if (!isHeader) return { record: -1, preamble, extra: 0, width, names: [], lastLine: 0 }
  const extra = extraRows(rows, width, delimiter)
  const fitted = alignedNames(first.cells, rows.slice(extra), width, delimiter)
  const above = records[preamble - 1]?.cells ?? []
  const group = isGroupRow(above, fitted.names) ? [above] : []
  const names = namesOver([...group, fitted.names, ...rows.slice(0, extra).map(({ cells }) => cells)], fitted.width)
  const lastLine = (rows[extra - 1] ?? first).line
  return {
    record: preamble,
    preamble: preamble - group.length,
    extra: extra + group.length,
    width: fitted.width,
    names,
    lastLine,
  }
}

/**
 * The names may stand again further down, where files were put together. A record that stands again is data, unless it does so
 * rarely or does not fit what stands around it.
 */
function withoutRepeats(first: HeadRecord, rows: readonly HeadRecord[], width: number, delimiter: string): readonly HeadRecord[] {
  if (first.cells.length < 2) return rows
  const key = first.cells.join('\0')
  const others = rows.filter((row) => row.cells.join('\0') !== key)
  if ((rows.length - others.length) * RARE <= rows.length) return others
  const { against, agrees } = fitting(first.cells, parsersOf(others, width, delimiter))
  return against > 0 && agrees === 0 ? others : rows
}

/** Records before the first one that fills most of the columns which have values at all. */
function titles(records: readonly HeadRecord[], width: number): number {
  if (width < 2) return 0
  const used = new Set<number>()
  for (const { cells } of records) cells.forEach((cell, column) => cell.trim() !== '' && used.add(column))
  const needed = Math.max(2, Math.ceil(Math.min(used.size, width) * 0.5))
  const found = records.slice(0, LOOKED_AT).findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length >= needed)
  return found < 0 ? 0 : found
}

/** Names, not values: they do not fit what stands below them, or do not recur there. */
function looksLikeNames(cells: readonly string[], rows: readonly HeadRecord[], width: number, delimiter: string): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.some((cell) => cell.length > LONGEST_NAME && rows.length > 0 && !/^[\w ./-]+$/.test(cell))) return false
  const { against, agrees } = fitting(cells, parsersOf(rows, width, delimiter))
  if (against > 0) return against >= agrees || isRunOfPeriods(filled)
  if (agrees > 0) return isRunOfPeriods(filled.slice(1)) && filled.length > 3
  const plain = filled.filter((cell) => parsersOf([{ line: 1, cells: [cell] }], 1, delimiter)[0] !== null)
  if (rows.length === 0) return plain.length === 0
  if (plain.length * 2 > filled.length) return false
  if (new Set(filled).size < filled.length * 0.7) return false
  return !recurs(cells, rows) && breaksPattern(cells, rows) !== false
}

/** How many cells fit what their columns hold, and how many speak against it. Columns of text say nothing. */
function fitting(cells: readonly string[], parsers: readonly (ValueParser | null)[]): { against: number; agrees: number } {
  let against = 0
  let agrees = 0
  cells.forEach((cell, column) => {
    const parser = parsers[column]
    if (!parser || cell.trim() === '') return
    if (fits(parser, cell)) agrees++
    else against++
  })
  return { against, agrees }
}

/** How each column reads below the header; null for text and for columns without values. */
function parsersOf(rows: readonly HeadRecord[], width: number, delimiter: string): (ValueParser | null)[] {
  const columns = Array.from({ length: width }, () => new Evidence())
  for (const { cells, line } of rows.slice(0, LEARNT_FROM)) {
    if (rows.length > 1 && cells.length !== width) continue
    if (width > 2 && cells.filter((cell) => cell.trim() !== '').length < 2) continue
    cells.forEach((cell, column) => {
      const bytes = ENCODER.encode(cell)
      columns[column]?.add(bytes, 0, bytes.length, line)
    })
  }
  const habits = habitsOf(columns, delimiter)
  return columns.map((column) => column.verdict(habits).parser)
}

function fits(parser: ValueParser, cell: string): boolean {
  const bytes = ENCODER.encode(cell.trim())
  return !Number.isNaN(parser.read(bytes, 0, bytes.length)) || isMissing(bytes, 0, bytes.length)
}

/** Years or months in a row stand over a matrix: 2019, 2020, 2021. */
function isRunOfPeriods(cells: readonly string[]): boolean {
  const years = cells.map((cell) => Number(cell.trim())).filter((year) => Number.isInteger(year) && year >= 1900 && year <= 2100)
  if (years.length < 3) return false
  const step = years[1]! - years[0]!
  return Math.abs(step) === 1 && years.every((year, index) => index === 0 || year - years[index - 1]! === step)
}

/** Do the cells stand again in their own columns below? */
function recurs(cells: readonly string[], rows: readonly HeadRecord[]): boolean {
  const again = cells.filter((cell, column) => cell.trim() !== '' && rows.some((row) => row.cells[column] === cell)).length
  return again > 0 && again * 3 >= Math.min(cells.length, 3)
}

/**
 * Whether the first cell of a text column looks unlike all below, in columns whose values are regular: codes, addresses, dates in words.
 * Null: no column is.
 */
function breaksPattern(cells: readonly string[], rows: readonly HeadRecord[]): boolean | null {
  let regular = 0
  let broken = 0
  cells.forEach((cell, column) => {
    const below = rows.map((row) => row.cells[column] ?? '').filter((value) => value !== '')
    if (cell === '' || below.length < 2) return
    if (below.filter((value) => /[\d@]|:\/\//.test(value)).length < below.length * 0.95) return
    regular++
    const shapes = new Set(below.map(shapeOf))
    if (!shapes.has(shapeOf(cell)) && !(cell.includes('@') && below.every((value) => value.includes('@')))) broken++
  })
  return regular === 0 ? null : broken > 0
}

/** "AB-123" → "a-9": runs of letters and of digits, other characters as they are. */
function shapeOf(cell: string): string {
  return cell.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '9')
}

/** Rows under the names that are names or units too: they fill columns of values with words. */
function extraRows(rows: readonly HeadRecord[], width: number, delimiter: string): number {
  const most = Math.min(MOST_ROWS_OF_NAMES, rows.length - 3)
  if (most < 1) return 0
  const parsers = parsersOf(rows.slice(most), width, delimiter)
  let extra = 0
  while (extra < most) {
    const { cells } = rows[extra]!
    if (cells.length !== width) break
    const strict = cells
      .map((cell, column) => ({ cell: cell.trim(), parser: parsers[column] ?? null }))
      .filter(({ cell, parser }) => cell !== '' && parser)
    const isUnder = isUnderNames(cells, parsers, rows)
    if (strict.length === 0 ? !isUnder : !strict.every(({ cell, parser }) => parser && !fits(parser, cell))) break
    if (strict.length === 1 && !isUnder && cells.filter((cell) => cell.trim() !== '').length > 1) break
    extra++
  }
  return extra
}

/** Words here and there, and nothing in columns of values that nearly all rows fill: names of parts, under names. */
function isUnderNames(cells: readonly string[], parsers: readonly (ValueParser | null)[], rows: readonly HeadRecord[]): boolean {
  const isFilled = (row: HeadRecord, column: number) => (row.cells[column] ?? '').trim() !== ''
  const blank = cells.flatMap((cell, column) => (parsers[column] && cell.trim() === '' ? [column] : []))
  const usuallyFilled = blank.filter((column) => rows.filter((row) => isFilled(row, column)).length >= rows.length - MOST_ROWS_OF_NAMES)
  return usuallyFilled.length >= 2 && cells.some((cell) => cell.trim() !== '')
}

/** As many names as there are columns. */
function alignedNames(
  cells: readonly string[],
  rows: readonly HeadRecord[],
  width: number,
  delimiter: string,
): { names: string[]; width: number } {
  let names = cells.map((cell) => cell.trim())
  // Names without text that no row fills up are separators too many.
  for (let column = names.length - 1; column >= 0 && names.length > width; column--) if (names[column] === '') names.splice(column, 1)
  if (names.length === width - 1) {
    if (isRowNumber(rows, width)) names.unshift('')
    else names = splitAtQuote(names) ?? names.toSpliced(gapIn(names, rows, parsersOf(rows, width, delimiter)), 0, '')
  }
  const longer = Math.max(names.length, width)
  while (names.length < longer) names.push('')
  return { names, width: longer }
}

/** R leaves the column of row names without a header. */
function isRowNumber(rows: readonly HeadRecord[], width: number): boolean {
  const full = rows.filter((row) => row.cells.length === width)
  return full.length > 1 && full.every((row, index) => index === 0 || Number(row.cells[0]) === Number(full[index - 1]!.cells[0]) + 1)
}
