import { CARRIAGE_RETURN, DELIMITER, ESCAPE, LINE_FEED, type Syntax } from './syntax'

const SPACE = 32
const LF = 10
const CR = 13
const MOST_READINGS = 64
/** Lines of a quoted field that are looked at for being records themselves. */
const MOST_LINES = 50

/** Where a record stands that may be less than its quotes make of it. */
interface Lines {
  readonly start: number
  /** End of its first line. */
  readonly end: number
  /** Behind its last line. */
  readonly behind: number
  readonly limit: number
}

/**
 * A record's first line by itself, where that is more believable than what its quotes made of it; else null.
 * `fields`: how many they made, -1 when a quote was left open.
 */
export function firstLineAlone(
  bytes: Uint8Array,
  lines: Lines,
  syntax: Syntax,
  width: number,
  fields: number,
  swallowedLines: boolean,
): number[] | null {
  const { start, end } = lines
  if (fields >= 0 && swallowedLines && fields === width) {
    // It has the right number of fields, but so has each of its lines: only a stray quote holds them together.
    return linesFit(bytes, lines, syntax, width) ? splitLine(bytes, start, end, syntax, width, true) : null
  }
  const anyhow = fields < 0 || (swallowedLines && nextFits(bytes, lines, syntax, width))
  return splitLine(bytes, start, end, syntax, width, anyhow)
}

function linesFit(bytes: Uint8Array, { start, behind }: Lines, syntax: Syntax, width: number): boolean {
  for (let at = start, seen = 0; at < behind && seen < MOST_LINES; seen++) {
    const end = lineEnd(bytes, at, behind)
    if (splitLine(bytes, at, end, syntax, width, false) === null) return false
    at = afterLine(bytes, end, behind)
  }
  return true
}

/** Does the line after the first have the right number of fields by itself? Then a record that ran over it was no record. */
function nextFits(bytes: Uint8Array, { end, limit }: Lines, syntax: Syntax, width: number): boolean {
  const from = afterLine(bytes, end, limit)
  if (from >= limit || width === 0) return false
  return splitLine(bytes, from, lineEnd(bytes, from, limit), syntax, width, false) !== null
}

export function lineEnd(bytes: Uint8Array, from: number, limit: number): number {
  let i = from
  while (i < limit && bytes[i] !== LF && bytes[i] !== CR) i++
  return i
}

export function afterLine(bytes: Uint8Array, end: number, limit: number): number {
  return Math.min(limit, bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1)
}

/**
 * One physical line as pairs of positions, read so that it has `width` fields: as it stands, or with one opening quote taken
 * for a stray character, or with quotes inside fields that nothing escapes. Null when no reading fits, unless `anyhow`:
 * then its quotes are all plain characters.
 */
function splitLine(bytes: Uint8Array, start: number, end: number, syntax: Syntax, width: number, anyhow: boolean): number[] | null {
  if (width > 0) {
    const openings = quotedFields(bytes, start, end, syntax).slice(0, MOST_READINGS)
    const readings: QuoteReading[] = [
      AS_IT_STANDS,
      ...openings.map((stray) => ({ stray, isEscaped: true })),
      { stray: -1, isEscaped: false },
    ]
    for (const reading of readings) {
      const fields = split(bytes, start, end, syntax, reading)
      if (fields?.length === width * 2) return fields
    }
  }
  return anyhow ? split(bytes, start, end, { ...syntax, quote: -1 }, AS_IT_STANDS) : null
}

interface QuoteReading {
  /** Position of an opening quote that is a plain character; -1 for none. */
  readonly stray: number
  /** False: a quote inside a field is not doubled, so that two of them before a delimiter are a character and the closing quote. */
  readonly isEscaped: boolean
}

const AS_IT_STANDS: QuoteReading = { stray: -1, isEscaped: true }

/** Positions of quotes that stand where a field begins. */
function quotedFields(bytes: Uint8Array, start: number, end: number, syntax: Syntax): number[] {
  const found: number[] = []
  for (let i = start; i < end; i++) {
    if (bytes[i] !== syntax.quote) continue
    let before = i - 1
    while (before >= start && bytes[before] === SPACE && syntax.outside[SPACE] !== DELIMITER) before--
    const lastOfDelimiter = syntax.delimiter[syntax.delimiter.length - 1]
    if (before < start || bytes[before] === lastOfDelimiter) found.push(i)
  }
  return found
}

/** Null when a quote is left open. */
function split(bytes: Uint8Array, start: number, end: number, syntax: Syntax, reading: QuoteReading): number[] | null {
  const fields: number[] = []
  let i = start
  for (;;) {
    if (syntax.skipSpaces) while (i < end && bytes[i] === SPACE) i++
    let from = i
    let to: number
    let at = i
    while (at < end && bytes[at] === SPACE) at++
    if (at < end && bytes[at] === syntax.quote && at !== reading.stray) {
      from = at + 1
      to = closing(bytes, from, end, syntax, reading.isEscaped)
      if (to < 0) return null
      i = to + 1
      while (i < end && bytes[i] === SPACE && syntax.outside[SPACE] !== DELIMITER) i++
    } else {
      while (i < end && !delimiterAt(bytes, i, end, syntax)) i += syntax.outside[bytes[i]!] === ESCAPE && i + 1 < end ? 2 : 1
      to = i
    }
    fields.push(from, to)
    if (i >= end) return fields
    i += syntax.delimiter.length
    if (syntax.spaceRuns) {
      while (i < end && bytes[i] === SPACE) i++
      if (i >= end) return fields
    }
  }
}

function closing(bytes: Uint8Array, from: number, end: number, syntax: Syntax, isEscaped: boolean): number {
  for (let i = from; i < end; i++) {
    if (syntax.inside[bytes[i]!] === ESCAPE && (bytes[i + 1] === syntax.quote || bytes[i + 1] === syntax.escape)) i++
    else if (bytes[i] === syntax.quote) {
      if (isEscaped && syntax.escape < 0 && i + 1 < end && bytes[i + 1] === syntax.quote) i++
      else {
        let behind = i + 1
        while (behind < end && bytes[behind] === SPACE && syntax.outside[SPACE] !== DELIMITER) behind++
        if (behind >= end || delimiterAt(bytes, behind, end, syntax)) return i
      }
    }
  }
  return -1
}

function delimiterAt(bytes: Uint8Array, at: number, end: number, syntax: Syntax): boolean {
  const kind = syntax.outside[bytes[at]!]
  if (kind === LINE_FEED || kind === CARRIAGE_RETURN) return true
  if (kind !== DELIMITER || at + syntax.delimiter.length > end) return false
  return syntax.delimiter.every((byte, offset) => bytes[at + offset] === byte)
}

/** Removes doubled quotes and escapes in place; returns the new end. Text outside quotes is passed too: a quote there is no escape. */
export function unescape(bytes: Uint8Array, start: number, end: number, syntax: Syntax): number {
  const { quote, escape } = syntax
  const wasQuoted = start > 0 && bytes[start - 1] === quote
  let to = start
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    const next = i + 1 < end ? bytes[i + 1]! : -1
    const isEscape = escape >= 0 ? byte === escape && next >= 0 && escapes(next, syntax) : wasQuoted && byte === quote && next === quote
    if (isEscape) bytes[to++] = bytes[++i]!
    else bytes[to++] = byte
  }
  return to
}

function escapes(next: number, syntax: Syntax): boolean {
  return next === syntax.quote || next === syntax.escape || next === syntax.delimiter[0] || next === 10 || next === 13
}
