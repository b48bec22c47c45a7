import { monthOf } from '../../ingest/type/dates/month-names'

/** A header that names a month, and what else it says: "Umsatz Jan 2024" is January 2024 of "umsatz". */
export interface MonthHeader {
  /** The first day of the month, 'YYYY-MM-DD'; without a year '-MM-DD'. */
  readonly year: number | null
  readonly month: number
  readonly measure: string
}

const YEAR = '((?:19|20)\\d\\d)'
const MONTH = '(0?[1-9]|1[0-2])'
const SIGN = '[\\s._/-]*'

/** Ways to write a month in numbers. `day` is only allowed where it names the month's first or last day. */
const IN_NUMBERS: readonly { readonly pattern: RegExp; readonly year: number; readonly month: number; readonly day?: number }[] = [
  { pattern: numbers(`${YEAR}[-/.]${MONTH}[-/.](\\d\\d?)(?:[T ]00:00(?::00)?)?`), year: 1, month: 2, day: 3 },
  { pattern: numbers(`(\\d\\d?)[-/.]${MONTH}[-/.]${YEAR}(?:[T ]00:00(?::00)?)?`), year: 3, month: 2, day: 1 },
  { pattern: numbers(`${YEAR}${SIGN}M${SIGN}${MONTH}`), year: 1, month: 2 },
  { pattern: numbers(`M${SIGN}${MONTH}${SIGN}${YEAR}`), year: 2, month: 1 },
  { pattern: numbers(`${YEAR}[\\s._/-]${MONTH}`), year: 1, month: 2 },
  { pattern: numbers(`${MONTH}[\\s._/-]${YEAR}`), year: 2, month: 1 },
  { pattern: numbers(`${YEAR}(0[1-9]|1[0-2])`), year: 1, month: 2 },
]

function numbers(core: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${core}(?![\\p{L}\\p{N}])`, 'iu')
}

const LONGEST = 120

/** Null where the header names no month, or names a day. */
export function monthHeader(header: string): MonthHeader | null {
  const text = header.normalize('NFC').slice(0, LONGEST).trim()
  return inNumbers(text) ?? inWords(text)
}

function inNumbers(text: string): MonthHeader | null {
  for (const { pattern, year, month, day } of IN_NUMBERS) {
    const found = pattern.exec(text)
    if (!found) continue
    const read = { year: Number(found[year]), month: Number(found[month]) }
    if (day !== undefined && !isEdge(read.year, read.month, Number(found[day]))) return null
    return { ...read, measure: measureOf(text.replace(found[0], ' ')) }
  }
  return null
}

function isEdge(year: number, month: number, day: number): boolean {
  return day === 1 || day === new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const ENCODER = new TextEncoder()
const WORD = /\p{L}+/gu

/** "Jan 24", "January 2024", "Jan-24", "ian. '24", or "Jan" alone. */
function inWords(text: string): MonthHeader | null {
  for (const word of text.matchAll(WORD)) {
    const bytes = ENCODER.encode(word[0].toLowerCase())
    const month = monthOf(bytes, 0, bytes.length)
    if (month === 0) continue
    const before = text.slice(0, word.index)
    const after = text.slice(word.index + word[0].length)
    const behind = /^[\s._'’/-]*((?:19|20)\d\d|\d\d)(?!\d)/u.exec(after)
    if (behind) return { year: yearOf(behind[1]!), month, measure: measureOf(`${before} ${after.slice(behind[0].length)}`) }
    const ahead = /(?<!\d)((?:19|20)\d\d)[\s._'’/-]*$/u.exec(before)
    if (ahead) return { year: yearOf(ahead[1]!), month, measure: measureOf(`${before.slice(0, ahead.index)} ${after}`) }
    return { year: null, month, measure: measureOf(`${before} ${after}`) }
  }
  return null
}

function yearOf(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits)
}

function measureOf(rest: string): string {
  return rest
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
