import type { Dialect } from '../table'

/** The delimiter of columns set apart by runs of spaces, as in fixed-width listings. */
export const SPACE_RUNS = ' +'

/** A dialect as the tokeniser needs it: bytes, and what a byte may mean outside and inside quotes. */
export interface Syntax {
  /** UTF-8 bytes of the delimiter; empty for a table of one column. */
  readonly delimiter: Uint8Array
  /** -1 when nothing is quoted. */
  readonly quote: number
  /** -1 when quotes are escaped by doubling or not at all. */
  readonly escape: number
  readonly spaceRuns: boolean
  /** Spaces after a delimiter are no part of the field ("a, b"). */
  readonly skipSpaces: boolean
  /** A line break within quotes begins a new line. */
  readonly countsQuotedLines: boolean
  readonly outside: Uint8Array
  readonly inside: Uint8Array
}

export const PLAIN = 0
export const DELIMITER = 1
export const LINE_FEED = 2
export const CARRIAGE_RETURN = 3
export const QUOTE = 4
export const ESCAPE = 5

const SPACE = 32

export function syntaxOf(dialect: Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'isSheet'>): Syntax {
  const spaceRuns = dialect.delimiter === SPACE_RUNS
  const skipSpaces = dialect.delimiter.length > 1 && dialect.delimiter.trimEnd().length === 1 && dialect.delimiter.endsWith(' ')
  const text = spaceRuns ? ' ' : skipSpaces ? dialect.delimiter.trimEnd() : dialect.delimiter
  const delimiter = new TextEncoder().encode(text)
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0)
  const escape = dialect.escape === '' || dialect.escape === dialect.quote ? -1 : dialect.escape.charCodeAt(0)
  const outside = new Uint8Array(256)
  const inside = new Uint8Array(256)
  if (delimiter.length > 0) outside[delimiter[0]!] = DELIMITER
  for (const table of [outside, inside]) {
    table[10] = LINE_FEED
    table[13] = CARRIAGE_RETURN
    if (escape >= 0) table[escape] = ESCAPE
  }
  if (quote >= 0) inside[quote] = QUOTE
  return {
    delimiter,
    quote,
    escape,
    spaceRuns,
    skipSpaces: skipSpaces || (spaceRuns && delimiter[0] === SPACE),
    countsQuotedLines: dialect.isSheet !== true,
    outside,
    inside,
  }
}
