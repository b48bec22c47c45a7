import { dayNumber } from './calendar'
import type { ParserSpec, ValueParser } from '../value-parser'

/** What whole numbers may count: seconds and thousandths since 1970, days as spreadsheets do, or months written 202301. */
export type Count = 'seconds' | 'milliseconds' | 'days' | 'months'

const ZERO = 48
const POINT = 46
const DAY = 86_400_000
const MOST_LENGTH = 24
/** Day 0 of spreadsheets, 30 December 1899. */
const FIRST_DAY = dayNumber(1899, 12, 30)

/** Plausible values: 1973 to 2100, for days 1954 to 2119, for months 1950 to 2100. */
const RANGES: Record<Count, readonly [least: number, most: number]> = {
  seconds: [1e8, 4.102e9],
  milliseconds: [1e11, 4.102e12],
  days: [20_000, 80_000],
  months: [195_001, 210_012],
}

const WORDS: Record<Count, string> = {
  seconds: 'seconds since 1970, in UTC',
  milliseconds: 'milliseconds since 1970, in UTC',
  days: 'days as a spreadsheet counts them, from 1900',
  months: 'months written as YYYYMM, read as their first day',
}

/** Moments and days that are written as one number. Numbers are rarely that: only the column's name can tell. */
export class CountedDateParser implements ValueParser {
  readonly id: string
  readonly type: 'date' | 'timestamp'
  readonly isWide = false
  memory = {}

  constructor(
    readonly count: Count,
    /** Days with a time of day behind the point. */
    private readonly isPrecise = count === 'seconds' || count === 'milliseconds',
  ) {
    this.id = `date ${count}${isPrecise ? ' precise' : ''}`
    this.type = isPrecise ? 'timestamp' : 'date'
  }

  get spec(): ParserSpec {
    return { kind: 'counted date', settings: [this.count, this.isPrecise] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > MOST_LENGTH) return NaN
    let whole = 0
    let i = start
    for (; i < end && bytes[i] !== POINT; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return NaN
      whole = whole * 10 + digit
    }
    const [least, most] = RANGES[this.count]
    if (whole < least || whole > most || bytes[start] === ZERO) return NaN
    const part = i < end ? fraction(bytes, i + 1, end) : 0
    if (this.isPrecise) return this.moment(whole + part)
    if (part !== 0) return NaN
    return this.count === 'days' ? FIRST_DAY + whole : dayNumber(Math.floor(whole / 100), whole % 100, 1)
  }

  private moment(value: number): number {
    if (this.count === 'seconds') return Math.round(value * 1000)
    if (this.count === 'milliseconds') return Math.round(value)
    // A spreadsheet keeps a time of day as a share of the day, rounded.
    return Math.round(((FIRST_DAY + value) * DAY) / 1000) * 1000
  }

  holds(): boolean {
    return true
  }

  note(): string {
    return WORDS[this.count]
  }

  fresh(): CountedDateParser {
    return new CountedDateParser(this.count, this.isPrecise)
  }
}

function fraction(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - ZERO
    if (digit < 0 || digit > 9) return NaN
    value = value * 10 + digit
  }
  return value / 10 ** (end - start)
}
