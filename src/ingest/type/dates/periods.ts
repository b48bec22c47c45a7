import { dayNumber, weekNumber } from './calendar'
import { fullYear } from './century'
import { monthNamed } from './month-names'
import type { ParserSpec, ValueParser } from '../value-parser'

export type Period = 'month' | 'quarter' | 'week'

const LONGEST = 32
const MOST_KNOWN = 4096
const DECODER = new TextDecoder()

const BETWEEN = String.raw`[\s\-/.,'’]*(?:(?:de|del|of|en)\s+)?`
const MONTHS: readonly RegExp[] = [
  /^(?<year>\d{4})[-/](?<month>\d{1,2})$/,
  /^(?<month>\d{1,2})[-/](?<year>\d{4})$/,
  // A number with four decimals is rarer than a month.
  /^(?<month>0[1-9]|1[0-2])\.(?<year>(?:19|20)\d{2})$/,
  /^(?<year>\d{4})\s?m(?<month>\d{2})$/,
  /^(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]$/u,
  new RegExp(String.raw`^(?<name>\p{L}{3,})${BETWEEN}(?<year>\d{4}|\d{2})$`, 'u'),
  new RegExp(String.raw`^(?<year>\d{4})${BETWEEN}(?<name>\p{L}{3,})\.?$`, 'u'),
]
const QUARTERS: readonly RegExp[] = [
  /^(?<year>\d{4})[\s\-/]*[qt](?<quarter>[1-4])$/,
  /^[qt](?<quarter>[1-4])[\s\-/'’]*(?<year>\d{4}|\d{2})$/,
  /^(?<quarter>[1-4])[qt][\s\-/'’]*(?<year>\d{4}|\d{2})$/,
  /^(?<quarter>[1-4])(?:\.|st|nd|rd|th|er|e|º|o)?\s*(?:quarter|quartal|trimestre|trimestrul)[\s\-/]*(?:(?:de|of)\s+)?(?<year>\d{4})$/,
]
const WEEKS: readonly RegExp[] = [
  /^(?<year>\d{4})[\s\-/]*(?:w|kw|cw)\s?(?<week>\d{1,2})(?:-?(?<weekday>[1-7]))?$/,
  /^(?:w|kw|cw|week|woche|semaine|semana|săptămâna|settimana)\s?(?<week>\d{1,2})[\s\-/,.]*(?<year>\d{4})$/,
]

const FORMS: Record<Period, readonly RegExp[]> = { month: MONTHS, quarter: QUARTERS, week: WEEKS }
const WORDS: Record<Period, string> = {
  month: 'months, read as their first day',
  quarter: 'quarters, read as their first day',
  week: 'weeks, read as their Monday',
}

/** Months, quarters or weeks, read as the day on which they begin. */
export class PeriodParser implements ValueParser {
  readonly id: string
  readonly type = 'date'
  readonly isWide = false
  memory = {}
  /** Few periods recur in every row: each spelling is looked at once. */
  private readonly known = new Map<string, number>()

  constructor(readonly period: Period) {
    this.id = `date ${period}`
  }

  get spec(): ParserSpec {
    return { kind: 'period', settings: [this.period] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < 4 || end - start > LONGEST) return NaN
    const text = DECODER.decode(bytes.subarray(start, end))
    const known = this.known.get(text)
    if (known !== undefined) return known
    const day = this.dayOf(text.normalize('NFKC').toLowerCase())
    if (this.known.size < MOST_KNOWN) this.known.set(text, day)
    return day
  }

  private dayOf(text: string): number {
    for (const form of FORMS[this.period]) {
      const parts = form.exec(text)?.groups
      if (!parts) continue
      const year = parts.year!.length === 2 ? fullYear(Number(parts.year), 'near') : Number(parts.year)
      if (year < 1900 || year > 2199) continue
      if (parts.week) return weekNumber(year, Number(parts.week)) + (parts.weekday ? Number(parts.weekday) - 1 : 0)
      if (parts.quarter) return dayNumber(year, Number(parts.quarter) * 3 - 2, 1)
      const month = parts.name ? monthNamed(parts.name) : Number(parts.month)
      if (month >= 1 && month <= 12) return dayNumber(year, month, 1)
    }
    return NaN
  }

  holds(): boolean {
    return true
  }

  note(): string {
    return WORDS[this.period]
  }

  fresh(): PeriodParser {
    return new PeriodParser(this.period)
  }
}
