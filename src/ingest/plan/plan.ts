import { ChosenParser } from '../type/chosen-parser'
import { namesThings } from '../type/codes'
import { columnNames } from './column-names'
import { guessSeparators } from './dialect'
import { Evidence, habitsOf, type Verdict } from '../type/evidence'
import { TableRowFilter } from './row-filter'
import { headRecords, usualWidth, type HeadRecord } from './head'
import { findHeader, type Header } from './header'
import { syntaxOf, type Syntax } from '../tokenise/syntax'
import type { ColumnChoice, Dialect } from '../table'
import { Tokeniser, type RowFilter } from '../tokenise/tokeniser'

/** How a file is going to be read, from its beginning and stretches of its middle. */
export interface Plan {
  readonly dialect: Dialect
  readonly syntax: Syntax
  readonly header: Header
  /** The header's cells as they stand in the file; null when there is none. */
  readonly headerCells: readonly string[] | null
  /** One name a column, as the analyst sees it: never empty, never twice the same. */
  readonly names: readonly string[]
  /** Rows are as long as they like: a short one is no fault. */
  readonly isRagged: boolean
  /** Physical line and byte (of the UTF-8 text) on which data begin. */
  readonly dataLine: number
  readonly dataByte: number
  /** By column; what was chosen by hand is never learnt anew. */
  readonly columns: readonly Verdict[]
  readonly notes: readonly string[]
}

const MOST_EVIDENCE = 30_000

/** `pieces[0]` is the beginning of the text in UTF-8, the others stretches of it; `isWhole`: it is all there is. */
export function makePlan(pieces: readonly Uint8Array[], isWhole: boolean, encoding: string, given: Partial<Dialect>): Plan {
  const whole = pieces[0]!
  const announced = given.isSheet ? NOT_ANNOUNCED : announcedDelimiter(whole)
  const head = whole.subarray(announced.bytes)
  const separators = guessSeparators(head, isWhole, announced.delimiter === null ? given : { delimiter: announced.delimiter, ...given })
  const sheet = given.isSheet ? { isSheet: true } : {}
  const syntax = syntaxOf({ ...separators, ...sheet })
  const firstLine = announced.bytes > 0 ? 2 : 1
  const loose = headRecords(head, isWhole, syntax, 0, firstLine)
  const usual = given.names
    ? { width: given.names.length, isRagged: false }
    : separators.delimiter === ''
      ? { width: 1, isRagged: false }
      : usualWidth(loose)
  const records = headRecords(head, isWhole, syntax, usual.width, firstLine)
  const header = given.names ? headerOf(given.names) : findHeader(records, usual.width, separators.delimiter, given.headerRecord)
  const headerCells = header.record >= 0 ? records[header.record]!.cells : null
  const first = header.record >= 0 ? records.find(({ line }) => line > header.lastLine) : records[header.preamble]
  const dataLine = first?.line ?? Infinity
  const dataByte = announced.bytes + byteOfLine(head, dataLine, firstLine, syntax)
  const names = columnNames(header.names, header.width)
  const isPart = !isWhole || head.length > MOST_EVIDENCE
  const evidence = names.map((name) => new Evidence(namesThings(name), isPart))
  const look = { syntax, width: header.width, header: headerCells, evidence }
  gather(whole.subarray(dataByte), isWhole, Number.isFinite(dataLine) ? dataLine : 1, look)
  for (const piece of pieces.slice(1)) gather(fromNextLine(piece), false, UNKNOWN_LINE, look)
  const habits = habitsOf(evidence, separators.delimiter, given.isSheet)
  return {
    dialect: { encoding, ...separators, headerRecord: header.record, ...sheet, ...choices(given) },
    syntax,
    header,
    headerCells,
    names,
    isRagged: usual.isRagged,
    dataLine,
    dataByte,
    columns: evidence.map((column, index) => chosen(given.types?.[index]) ?? column.verdict(habits, header.names[index])),
    notes: given.names ? [] : notesOn(header, records, announced.delimiter),
  }
}

function chosen(choice: ColumnChoice | undefined): Verdict | null {
  if (choice === undefined) return null
  return choice === 'text'
    ? { parser: null, note: 'kept as text, by choice', doubt: null, rivals: [], isChosen: true }
    : { parser: new ChosenParser(choice), note: null, doubt: null, rivals: [], isChosen: true }
}

function choices({ types, dropsMisfits }: Partial<Dialect>): Pick<Dialect, 'types' | 'dropsMisfits'> {
  return { ...(types && { types }), ...(dropsMisfits !== undefined && { dropsMisfits }) }
}

function headerOf(names: readonly string[]): Header {
  return { record: -1, preamble: 0, extra: 0, width: names.length, names, lastLine: 0 }
}

const NOT_ANNOUNCED = { bytes: 0, delimiter: null }

/** "sep=;" on the first line is how spreadsheets are told the delimiter. */
function announcedDelimiter(head: Uint8Array): { bytes: number; delimiter: string | null } {
  const start = new TextDecoder().decode(head.subarray(0, 16))
  const found = /^"?sep=(.)"?(\r\n|\r|\n)/i.exec(start)
  return found ? { bytes: new TextEncoder().encode(found[0]).length, delimiter: found[1]! } : NOT_ANNOUNCED
}

interface Look {
  readonly syntax: Syntax
  readonly width: number
  readonly header: readonly string[] | null
  readonly evidence: readonly Evidence[]
}

/** So many lines before the first one that none of a piece can be taken for a line of the file: how many stand before it is not known. */
const UNKNOWN_LINE = -0x4000_0000

/** Shows the sample's rows of the right width to the columns' evidence. A record that a piece cuts short says nothing. */
function gather(piece: Uint8Array, isWhole: boolean, firstLine: number, { syntax, width, header, evidence }: Look): void {
  const table = new TableRowFilter(width, header, [], false, 0)
  const rowFilter: RowFilter = {
    width,
    suspect: table.suspect,
    judge: (seen, first, count, line) => count === width && table.judge(seen, first, count, line),
  }
  const tokens = new Tokeniser(syntax, rowFilter, MOST_EVIDENCE, firstLine)
  tokens.feed(piece)
  tokens.scan(isWhole)
  addEvidence(tokens, table, evidence)
}

/**
 * Adds every record of the tokeniser that may be a row, in strides: what stands together is often alike, and parsers that
 * fail many values at the beginning are not tried on the rest.
 */
export function addEvidence(tokens: Tokeniser, table: TableRowFilter, evidence: readonly (Evidence | null)[]): void {
  const { width } = table
  const { records } = tokens
  const stride = strideOf(records)
  for (let step = 0, record = 0; step < records; step++, record = (record + stride) % records) {
    if (table.whyNoRow(tokens, record * width) !== null) continue
    const line = tokens.lines[record]!
    for (let column = 0; column < width; column++) {
      const field = record * width + column
      evidence[column]?.add(tokens.bytes, tokens.starts[field]!, tokens.ends[field]!, line)
    }
  }
}

/** A step that comes to each of so many places once, in golden sections. */
function strideOf(places: number): number {
  for (let stride = Math.max(1, Math.round(places * 0.618)); ; stride++) if (commonDivisor(stride, places) === 1) return stride
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

function fromNextLine(piece: Uint8Array): Uint8Array {
  const end = piece.findIndex((byte) => byte === 10 || byte === 13)
  return end < 0 ? new Uint8Array(0) : piece.subarray(end + 1)
}

function byteOfLine(bytes: Uint8Array, line: number, firstLine: number, { countsQuotedLines, quote }: Syntax): number {
  let at = 0
  let isQuoted = false
  for (let seen = firstLine; seen < line && at < bytes.length; at++) {
    if (!countsQuotedLines && bytes[at] === quote) isQuoted = !isQuoted
    if (isQuoted) continue
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) seen++
  }
  return at
}

function notesOn(header: Header, records: readonly HeadRecord[], announced: string | null): string[] {
  const notes: string[] = []
  if (announced !== null) notes.push(`The file announces its delimiter: ${announced}`)
  if (header.preamble > 0) {
    const titles = records.slice(0, header.preamble).map((record) => record.cells.filter((cell) => cell.trim() !== '').join(' '))
    const quoted = titles.find((title) => title !== '')
    const lines = header.preamble === 1 ? 'One line' : `${header.preamble} lines`
    notes.push(`${lines} above the table left out${quoted ? `: “${quoted.slice(0, 80)}”` : ''}`)
  }
  if (header.record < 0) notes.push('No column names in the file: columns are numbered')
  if (header.extra > 0) notes.push(`Column names put together from ${header.extra + 1} rows`)
  return notes
}
