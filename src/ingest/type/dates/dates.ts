import { dayNumber } from './calendar'
import { areLives, fullYear, noteShortYear, shortYearWords, type CenturyRule } from './century'
import { monthOf } from './month-names'
import type { ParserSpec, ValueParser } from '../value-parser'
import { plainDate } from './worded-dates'

/** Order of the parts where all are numbers and the year is not in front; `named` has the month in letters, `compact` is 20201231. */
export type DateOrder = 'ymd' | 'named' | 'dmy' | 'mdy' | 'compact'

/** `none`: dates alone. `wall`: with a time of day, as a clock on the wall showed it: zones are told, never reckoned with. */
export type ClockUse = 'none' | 'wall'

const ZERO = 48
const COLON = 58
const DAY = 86_400_000
const NO_ZONE = Number.MIN_SAFE_INTEGER
const MOST_ZONES = 2
const LONGEST = 96
/** Fewer dates of a kind may be early or late by chance. */
const LEAST_OF_A_KIND = 5

/** What is asked where `areSomeExchanged`. */
export const SOME_EXCHANGED =
  'Its dates are of two kinds: those with the year in front all fall on days 1 to 12, the others all on days 13 to 31. ' +
  'That is what a spreadsheet leaves behind when it takes the day for the month: 3 January becomes 1 March.'

const ORDER_WORDS: Record<DateOrder, string | null> = {
  ymd: null,
  named: 'month in letters',
  dmy: 'day before month',
  mdy: 'month before day',
  compact: 'dates written as YYYYMMDD',
}

/** Dates in one order, with or without a time of day. A year of four digits in front, or a month in letters, may stand among them. */
export class DateParser implements ValueParser {
  readonly id: string
  readonly type: 'date' | 'timestamp'
  readonly isWide = false
  /** Where the last part that was read ended. */
  private at = 0
  private lastZone = NO_ZONE
  memory = {
    // Written out: a million of them are made for a wide table, and a spread is slow.
    sawShortYear: false,
    sawFarAhead: false,
    sawLongPast: false,
    /** Minutes from UTC, and names. */
    zones: new Set<string | number>(),
    sawTwelveHours: false,
    inOrder: 0,
    yearFirst: 0,
    sawEarlyInOrder: false,
    sawLateYearFirst: false,
  }

  constructor(
    readonly order: DateOrder,
    readonly clock: ClockUse,
    private readonly century: CenturyRule = 'near',
  ) {
    this.id = `date ${order} ${clock}`
    this.type = clock === 'none' ? 'date' : 'timestamp'
  }

  get spec(): ParserSpec {
    return { kind: 'date', settings: [this.order, this.clock, this.century] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < 6 || end - start > LONGEST) return NaN
    const value = this.moment(bytes, start, end)
    return value === value || this.order === 'compact' ? value : this.worded(bytes, start, end)
  }

  private moment(bytes: Uint8Array, start: number, end: number): number {
    this.at = start
    const days = this.date(bytes, start, end)
    if (days !== days) return NaN
    if (this.clock === 'none') return this.at === end ? days : NaN
    this.lastZone = NO_ZONE
    const time = this.at === end ? 0 : this.time(bytes, end)
    if (this.lastZone !== NO_ZONE) this.memory.zones.add(this.lastZone)
    return days * DAY + time
  }

  /** Weekdays, zones, foreign digits and the like are put plainly first. */
  private worded(bytes: Uint8Array, start: number, end: number): number {
    const plain = plainDate(bytes, start, end)
    if (plain === null) return NaN
    const value = this.moment(plain.bytes, 0, plain.bytes.length)
    if (value === value && plain.zone !== null && this.clock === 'wall') this.memory.zones.add(plain.zone)
    return value
  }

  private date(bytes: Uint8Array, start: number, end: number): number {
    if (this.order === 'compact') return this.compactDate(bytes, start, end)
    const days = isDigit(bytes[start]) ? this.numericDate(bytes, start, end) : NaN
    if (days === days || this.order === 'ymd') return days
    this.at = start
    return this.namedDate(bytes, start, end)
  }

  private numericDate(bytes: Uint8Array, start: number, end: number): number {
    const first = this.digits(bytes, end)
    const firstLength = this.at - start
    const separator = bytes[this.at]
    if (separator !== 45 && separator !== 47 && separator !== 46) return NaN
    this.at++
    const second = this.digits(bytes, end)
    if (bytes[this.at] !== separator || this.at >= end) return NaN
    const from = ++this.at
    const third = this.digits(bytes, end)
    const thirdLength = this.at - from
    if (firstLength === 4) {
      if (thirdLength > 2) return NaN
      this.memory.yearFirst++
      if (third > 12) this.memory.sawLateYearFirst = true
      return dayNumber(first, second, third)
    }
    if (this.order === 'ymd' || this.order === 'named' || firstLength > 2 || (thirdLength !== 4 && thirdLength !== 2)) return NaN
    const year = thirdLength === 2 ? this.short(third) : third
    this.memory.inOrder++
    const day = this.order === 'dmy' ? first : second
    if (day <= 12) this.memory.sawEarlyInOrder = true
    return this.order === 'dmy' ? dayNumber(year, second, first) : dayNumber(year, first, second)
  }

  private compactDate(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < 8) return NaN
    let value = 0
    for (let i = start; i < start + 8; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return NaN
      value = value * 10 + digit
    }
    const year = Math.floor(value / 10_000)
    if (year < 1900 || year > 2100) return NaN
    this.at = start + 8
    return dayNumber(year, Math.floor(value / 100) % 100, value % 100)
  }

  /** "12 Jan 2020", "12-Jan-20", "January 12, 2020", "12. Januar 2020". */
  private namedDate(bytes: Uint8Array, start: number, end: number): number {
    const isMonthFirst = !isDigit(bytes[start])
    let day = NaN
    if (!isMonthFirst) day = this.digits(bytes, end)
    this.skipMarks(bytes, end)
    const wordStart = this.at
    while (this.at < end && !isDigit(bytes[this.at]) && !isMark(bytes[this.at]!)) this.at++
    const month = monthOf(bytes, wordStart, this.at)
    if (month === 0) return NaN
    this.skipMarks(bytes, end)
    if (isMonthFirst) {
      day = this.digits(bytes, end)
      this.skipMarks(bytes, end)
    }
    const yearStart = this.at
    const year = this.digits(bytes, end)
    const length = this.at - yearStart
    if (length !== 4 && length !== 2) return NaN
    return dayNumber(length === 2 ? this.short(year) : year, month, day)
  }

  /** Milliseconds of the day; sets the zone. NaN when anything else follows. */
  private time(bytes: Uint8Array, end: number): number {
    const byte = bytes[this.at]
    if (byte === 84 || byte === 116) this.at++
    else if (byte === 32 || byte === 44 || this.order === 'compact') this.skipMarks(bytes, end)
    else return NaN
    const isCompact = this.order === 'compact' && bytes[this.at + 2] !== COLON
    let hour = this.twoDigits(bytes, end, isCompact)
    if (!isCompact && (bytes[this.at++] !== COLON || this.at > end)) return NaN
    const minute = this.twoDigits(bytes, end, true)
    let milliseconds = 0
    if (this.at < end && (isCompact ? isDigit(bytes[this.at]) : bytes[this.at] === COLON)) {
      if (!isCompact) this.at++
      const second = this.twoDigits(bytes, end, true)
      if (second > 59) return NaN
      milliseconds = second * 1000 + this.fraction(bytes, end)
    }
    if (this.at < end) {
      const half = this.halfOfDay(bytes, end)
      if (half >= 0) {
        if (hour < 1 || hour > 12) return NaN
        hour = (hour % 12) + half * 12
        this.memory.sawTwelveHours = true
      }
      if (this.at < end && !this.readZone(bytes, end)) return NaN
    }
    if (!(hour <= 23 && minute <= 59) || this.at !== end) return NaN
    return hour * 3_600_000 + minute * 60_000 + milliseconds
  }

  private fraction(bytes: Uint8Array, end: number): number {
    if (this.at + 1 >= end || (bytes[this.at] !== 46 && bytes[this.at] !== 44) || !isDigit(bytes[this.at + 1])) return 0
    const from = ++this.at
    let value = 0
    while (this.at < end && isDigit(bytes[this.at]) && this.at - from < 9) value = value * 10 + bytes[this.at++]! - ZERO
    return (value * 1000) / 10 ** (this.at - from)
  }

  /** 0: before noon, 1: after, -1: not said. */
  private halfOfDay(bytes: Uint8Array, end: number): number {
    let i = this.at
    while (i < end && bytes[i] === 32) i++
    const half = bytes[i]! | 32
    if (half !== 97 && half !== 112) return -1
    i++
    if (bytes[i] === 46) i++
    if ((bytes[i]! | 32) !== 109) return -1
    i++
    if (i < end && bytes[i] === 46) i++
    this.at = i
    return half === 112 ? 1 : 0
  }

  private readZone(bytes: Uint8Array, end: number): boolean {
    while (this.at < end && bytes[this.at] === 32) this.at++
    const byte = bytes[this.at]!
    if ((byte | 32) === 122) {
      this.at++
      this.lastZone = 0
      return true
    }
    const word = (bytes[this.at]! << 16) | (bytes[this.at + 1]! << 8) | bytes[this.at + 2]!
    if (this.at + 3 === end && (word === 0x555443 || word === 0x474d54)) {
      this.at = end
      this.lastZone = 0
      return true
    }
    if (byte !== 43 && byte !== 45) return false
    this.at++
    const hours = this.twoDigits(bytes, end, true)
    if (this.at < end && bytes[this.at] === COLON) this.at++
    const minutes = this.at < end ? this.twoDigits(bytes, end, true) : 0
    if (!(hours <= 15 && minutes <= 59)) return false
    this.lastZone = (byte === 45 ? -1 : 1) * (hours * 60 + minutes)
    return true
  }

  private digits(bytes: Uint8Array, end: number): number {
    let value = 0
    const from = this.at
    while (this.at < end && isDigit(bytes[this.at]) && this.at - from < 4) value = value * 10 + bytes[this.at++]! - ZERO
    return this.at > from ? value : NaN
  }

  private twoDigits(bytes: Uint8Array, end: number, needsBoth: boolean): number {
    if (this.at >= end || !isDigit(bytes[this.at])) return NaN
    let value = bytes[this.at++]! - ZERO
    if (this.at < end && isDigit(bytes[this.at])) value = value * 10 + bytes[this.at++]! - ZERO
    else if (needsBoth) return NaN
    return value
  }

  private skipMarks(bytes: Uint8Array, end: number): void {
    while (this.at < end && isMark(bytes[this.at]!)) this.at++
  }

  private short(year: number): number {
    noteShortYear(year, this.memory)
    return fullYear(year, this.century)
  }

  holds(): boolean {
    return true
  }

  /** Numbers whose order has to be known. */
  get hasOrder(): boolean {
    return this.order === 'dmy' || this.order === 'mdy'
  }

  /** Dates of two kinds, and each kind has only what the other cannot have: days up to 12 came in with day and month exchanged. */
  get areSomeExchanged(): boolean {
    return (
      Math.min(this.memory.inOrder, this.memory.yearFirst) >= LEAST_OF_A_KIND &&
      !this.memory.sawEarlyInOrder &&
      !this.memory.sawLateYearFirst
    )
  }

  /** Its years of two digits reach from long ago to far ahead. */
  get areLives(): boolean {
    return areLives(this.memory)
  }

  note(): string | null {
    const zones = [...new Set([...this.memory.zones].map((zone) => (typeof zone === 'number' ? `UTC${offset(zone)}` : zone)))]
    const notes = [
      ORDER_WORDS[this.order],
      this.memory.sawShortYear ? shortYearWords(this.century) : null,
      this.memory.sawTwelveHours ? 'twelve-hour times' : null,
      zones.length > 0 ? `times as they stand, ${zones.length > MOST_ZONES ? 'of several time zones' : `at ${zones.join(' and ')}`}` : null,
    ].filter((note) => note !== null)
    return notes.length > 0 ? notes.join('; ') : null
  }

  fresh(): DateParser {
    return new DateParser(this.order, this.clock, this.century)
  }

  /** The same where no year of two digits lies in the future. */
  inThePast(): DateParser {
    return new DateParser(this.order, this.clock, 'past')
  }
}

function offset(minutes: number): string {
  const size = Math.abs(minutes)
  const clock = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '−' : '+'}${clock}`
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

function isMark(byte: number): boolean {
  return byte === 32 || byte === 44 || byte === 45 || byte === 46 || byte === 47
}
