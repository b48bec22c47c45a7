import { readSlice } from '../look/byte-source'
import type { Encoding } from '../look/encoding'
import { TableRowFilter } from '../plan/row-filter'
import type { Syntax } from '../tokenise/syntax'
import { Tokeniser, type RowFilter } from '../tokenise/tokeniser'
import type { Verdict } from '../type/evidence'

/** Bytes behind a place in which a record has to begin. */
const WINDOW = 64 * 1024
const MOST_LINES = 64
/** Records that are looked at behind a cut. */
const RECORDS = 8
const LF = 10
const CR = 13

/** Encodings in which the bytes of a line end may be parts of other characters, or mean something else behind an escape. */
export function canBeCut({ name }: Encoding): boolean {
  return name !== 'iso-2022-jp'
}

/** A position at or behind `at` where a record seems to begin; null where none does. */
export async function cutAt(
  file: File,
  at: number,
  encoding: Encoding,
  syntax: Syntax,
  columns: readonly Verdict[],
): Promise<number | null> {
  const unit = encoding.name.startsWith('utf-16') ? 2 : 1
  const from = at - (at % unit) - unit
  const bytes = await readSlice(file, from, from + WINDOW)
  const starts = lineStarts(bytes, unit, encoding.name === 'utf-16be' ? 1 : 0)
  const start = starts.find((one) => beginsRecord(utf8Of(bytes.subarray(one), encoding), syntax, columns))
  return start === undefined ? null : from + start
}

/** Positions behind line ends. What follows the last byte is not known: a carriage return there may be half a line end. */
function lineStarts(bytes: Uint8Array, unit: 1 | 2, low: 0 | 1): number[] {
  const codeAt = (at: number) => (unit === 1 ? bytes[at]! : bytes[at + 1 - low] === 0 ? bytes[at + low]! : -1)
  const starts: number[] = []
  for (let at = 0; at + 2 * unit <= bytes.length && starts.length < MOST_LINES; at += unit) {
    const code = codeAt(at)
    if (code === LF || (code === CR && codeAt(at + unit) !== LF)) starts.push(at + unit)
  }
  return starts
}

/** The text must begin with a row whose values all fit their columns. */
function beginsRecord(text: Uint8Array, syntax: Syntax, columns: readonly Verdict[]): boolean {
  const width = columns.length
  const strict: RowFilter = { width, suspect: null, judge: (_, __, count) => count === width }
  const tokens = new Tokeniser(syntax, strict, RECORDS)
  tokens.feed(text)
  tokens.scan(false)
  if (tokens.records < 2 || tokens.lines[0] !== 1 || tokens.sawStrayQuote) return false
  const parsers = columns.map(({ parser }) => parser?.fresh() ?? null)
  return new TableRowFilter(width, null, parsers, false, 0).fits(tokens, 0, width)
}

function utf8Of(bytes: Uint8Array, { name }: Encoding): Uint8Array {
  return name === 'utf-8' ? bytes : new TextEncoder().encode(new TextDecoder(name).decode(bytes))
}
