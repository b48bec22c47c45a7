import { CELL_DELIMITERS, cellLikeness, isTyped } from './cell-likeness'
import { SPACE_RUNS, syntaxOf } from '../tokenise/syntax'
import type { Dialect } from '../table'
import { ANY_WIDTH, Tokeniser } from '../tokenise/tokeniser'

type Separators = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>

/** Delimiters in use, with how believable each is before anything is seen. */
const DELIMITERS: readonly (readonly [delimiter: string, belief: number])[] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 1],
  ['\u001f', 1],
  ['\u0001', 1],
  ['~', 0.9],
  ['^', 0.9],
  ['§', 0.9],
  ['¦', 0.9],
  ['¬', 0.9],
  ['\\t', 0.9],
  ['#', 0.7],
  ['*', 0.7],
  ['!', 0.7],
  ['&', 0.6],
  [':', 0.5],
  [' ', 0.6],
  [SPACE_RUNS, 0.7],
]

const LOOKED_AT = 128 * 1024
const MOST_CELLS = 4000
/** What a single column must be beaten by. */
const ONE_COLUMN = 0.25

interface Reading {
  readonly separators: Separators
  readonly score: number
  /** Usual number of fields. */
  readonly width: number
}

/**
 * Delimiter, quote and escape of a table, from its first bytes (UTF-8): the reading under which most records have the same number
 * of fields and the fields look most like values. What is given is not guessed.
 */
export function guessSeparators(head: Uint8Array, isWhole: boolean, given: Partial<Separators> = {}): Separators {
  const bytes = wholeLines(head, isWhole)
  const text = new TextDecoder().decode(bytes)
  const delimiters = DELIMITERS.filter(([delimiter]) =>
    given.delimiter === undefined ? occurs(text, delimiter) : delimiter === given.delimiter,
  )
  if (given.delimiter !== undefined && delimiters.length === 0) delimiters.push([given.delimiter, 1])
  const quotes = given.quote === undefined ? ['"', ...(text.includes("'") ? ["'"] : [])] : [given.quote]
  let best: Reading = { separators: { delimiter: '', quote: quotes[0]!, escape: quotes[0]! }, score: ONE_COLUMN, width: 1 }
  for (const [delimiter, belief] of delimiters)
    for (const quote of quotes) {
      const reading = read(bytes, { delimiter, quote, escape: quote }, belief)
      // An apostrophe is mostly an apostrophe: as a quote it must be clearly better.
      const margin = quote === "'" && given.quote === undefined ? 0.05 : 0
      const isForced = given.delimiter !== undefined && best.separators.delimiter === ''
      if (reading.score > best.score + margin || isForced) best = reading
    }
  const { delimiter, quote } = best.separators
  const escape = given.escape ?? (usesBackslash(text, delimiter, quote) ? '\\' : quote)
  return { delimiter: given.delimiter ?? widened(bytes, best.separators, isWhole), quote, escape }
}

/** Cut after the last line end, unless these bytes are all. */
function wholeLines(head: Uint8Array, isWhole: boolean): Uint8Array {
  if (isWhole && head.length <= LOOKED_AT) return head
  const cut = head.subarray(0, LOOKED_AT)
  const last = Math.max(cut.lastIndexOf(10), cut.lastIndexOf(13))
  return last > 0 ? cut.subarray(0, last + 1) : cut
}

function occurs(text: string, delimiter: string): boolean {
  if (delimiter !== SPACE_RUNS && delimiter !== ' ' && delimiter !== ':') return text.includes(delimiter)
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  if (lines.filter(isMoment).length > lines.length * 0.9) return false
  if (delimiter === ':') return text.includes(':')
  const runs = lines.filter((line) => line.startsWith(' ') || line.trimEnd().includes('  ')).length
  return delimiter === SPACE_RUNS ? runs > lines.length / 2 : text.includes(' ') && runs <= lines.length / 2
}

/** A line that is a date or a time of day is one value, though it holds spaces and colons. */
function isMoment(line: string): boolean {
  return /^\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\S+)?( ?[AaPp][Mm])?|\d{1,2}:\d{1,2}(:\d{1,2})?\S*)\s*$/.test(line)
}

function read(bytes: Uint8Array, separators: Separators, belief: number): Reading {
  const tokens = new Tokeniser(syntaxOf(separators), ANY_WIDTH, Infinity)
  tokens.feed(bytes)
  tokens.scan(true)
  const widths = new Map<number, number>()
  let from = 0
  let many = 0
  for (let record = 0; record < tokens.records; record++) {
    const width = tokens.recordEnds[record]! - from
    from = tokens.recordEnds[record]!
    widths.set(width, (widths.get(width) ?? 0) + 1)
    if (width > 1) many++
  }
  const [width, times] = usual(widths)
  if (width < 2) return { separators, score: 0, width }
  const { likeness, typed } = cells(tokens, width, separators)
  if (separators.delimiter.startsWith(' ') && typed < 0.3) return { separators, score: 0, width }
  const consistency = Math.max(times / tokens.records, (0.55 * many) / tokens.records)
  return { separators, score: belief * consistency * likeness * (1 - 1 / (width + 1)), width }
}

/** The commonest number of fields over one, and how many records have it. */
function usual(widths: ReadonlyMap<number, number>): readonly [width: number, times: number] {
  let best: readonly [number, number] = [1, 0]
  for (const [width, times] of widths) if (width > 1 && (times > best[1] || (times === best[1] && width > best[0]))) best = [width, times]
  return best
}

function cells(tokens: Tokeniser, width: number, separators: Separators): { likeness: number; typed: number } {
  const decoder = new TextDecoder()
  const others = CELL_DELIMITERS.filter((delimiter) => delimiter !== separators.delimiter)
  let from = 0
  let total = 0
  let likeness = 0
  let typed = 0
  for (let record = 0; record < tokens.records && total < MOST_CELLS; record++) {
    const end = tokens.recordEnds[record]!
    if (end - from === width)
      for (let field = from; field < end; field++) {
        const start = tokens.starts[field]!
        const cell = decoder.decode(tokens.bytes.subarray(start, Math.min(tokens.ends[field]!, start + 200))).trim()
        const isQuoted = start > 0 && tokens.bytes[start - 1] === separators.quote.charCodeAt(0)
        likeness += cellLikeness(cell, isQuoted, others)
        if (isTyped(cell)) typed++
        total++
      }
    from = end
  }
  return total === 0 ? { likeness: 0, typed: 0 } : { likeness: likeness / total, typed: typed / total }
}

/** A backslash stands before quotes inside fields, and no quote is doubled there. */
function usesBackslash(text: string, delimiter: string, quote: string): boolean {
  let escaped = 0
  let doubled = 0
  for (let at = text.indexOf(quote, 1); at > 0 && quote !== ''; at = text.indexOf(quote, at + 1)) {
    const next = text[at + 1]
    const endsField = next === undefined || next === '\n' || next === '\r' || text.startsWith(delimiter, at + 1)
    if (text[at - 1] === '\\' && (!endsField || delimiter === '')) escaped++
    else if (next === quote && !endsField && text[at - 1] !== delimiter && text[at - 1] !== '\n') doubled++
  }
  return escaped > 0 && escaped > doubled
}

/** A delimiter that is written twice each time, or always with a space behind it, is longer than one character. */
function widened(bytes: Uint8Array, separators: Separators, isWhole: boolean): string {
  const { delimiter } = separators
  if (delimiter.length !== 1 || delimiter === ' ') return delimiter
  const tokens = new Tokeniser(syntaxOf(separators), ANY_WIDTH, 2000)
  tokens.feed(bytes)
  tokens.scan(isWhole)
  let from = 0
  let inner = 0
  let spaced = 0
  let odd = 0
  let emptyOdd = 0
  for (let record = 0; record < tokens.records; record++) {
    const end = tokens.recordEnds[record]!
    for (let field = from + 1; field < end; field++) {
      const start = tokens.starts[field]!
      inner++
      if (tokens.bytes[start] === 32 || tokens.bytes[start - 2] === 32) spaced++
      if ((field - from) % 2 === 1) {
        odd++
        if (tokens.ends[field] === start) emptyOdd++
      }
    }
    from = end
  }
  if (tokens.records > 2 && odd > 0 && emptyOdd === odd && inner > odd) return delimiter + delimiter
  return inner > 0 && spaced / inner > 0.95 ? `${delimiter} ` : delimiter
}
