import { CountReading } from './counted-dates'
import { countReadings, dateReadings, readingNamed } from './date-readings'
import { DateReading, SOME_EXCHANGED } from './dates'
import { FlagReading } from './flags'
import { isMissing } from './missing'
import { IntegerReading } from './integers'
import { NumberReading, type Grouping } from './numbers'
import { PeriodReading } from './periods'
import { trimEnd, trimStart, type Reading } from './reading'

const DECODER = new TextDecoder()
/** Below this share of fitting values a column is simply text, and nothing needs to be said about it. */
const MOSTLY = 0.8

/** Every reading a column may have, the preferred one first where several hold. */
function allReadings(): Reading[] {
  const styles: [decimal: '.' | ',', grouping: Grouping][] = [
    ['.', 'none'],
    ['.', 'comma'],
    [',', 'none'],
    [',', 'point'],
    ['.', 'space'],
    [',', 'space'],
    ['.', 'apostrophe'],
    [',', 'apostrophe'],
  ]
  return [
    new DateReading('compact', 'none'),
    new PeriodReading('month'),
    new IntegerReading('integer', false, false),
    new IntegerReading('integer wide', true, false),
    new IntegerReading('integer .0', true, true),
    ...styles.map(([decimal, grouping]) => new NumberReading(decimal, grouping, false)),
    ...styles.slice(0, 4).map(([decimal, grouping]) => new NumberReading(decimal, grouping, true)),
    ...dateReadings(),
    new FlagReading(),
    ...countReadings(),
  ]
}

/** What is known of a file when one of its columns could be read in two ways. */
export interface Habits {
  readonly writesDecimalComma: boolean
  readonly dateOrder: 'dmy' | 'mdy' | null
}

/** How a column is to be read: null is text. */
export interface Verdict {
  readonly reading: Reading | null
  readonly note: string | null
  readonly doubt: string | null
  readonly isChosen?: boolean
}

export const TEXT: Verdict = { reading: null, note: null, doubt: null }

/** Which readings of a column hold for all values seen. */
export class Evidence {
  private survivors = allReadings()
  private values = 0
  private lastFitted: Reading | null = null
  private fitted = 0
  private misfit: string | null = null
  private misfitLine = 0

  /** `line` is below 1 where it is not known. */
  add(bytes: Uint8Array, start: number, end: number, line: number): void {
    start = trimStart(bytes, start, end)
    end = trimEnd(bytes, start, end)
    if (start === end) return
    this.values++
    if (this.survivors.length === 0) {
      if (this.lastFitted && this.lastFitted.read(bytes, start, end) === this.lastFitted.read(bytes, start, end)) this.fitted++
      return
    }
    let fits = 0
    for (const reading of this.survivors) if (!Number.isNaN(reading.read(bytes, start, end))) fits++
    if (fits > 0) {
      if (fits < this.survivors.length) this.survivors = this.survivors.filter((reading) => !Number.isNaN(reading.read(bytes, start, end)))
      this.fitted++
      return
    }
    if (isMissing(bytes, start, end)) {
      this.values--
      return
    }
    this.lastFitted = this.fitted > 0 ? this.survivors[0]! : null
    this.misfit = DECODER.decode(bytes.subarray(start, Math.min(end, start + 60)))
    this.misfitLine = line
    this.survivors = []
  }

  /** Has no value contradicted another yet, and is there one? */
  isOpen(): boolean {
    return this.values > 0 && this.survivors.length > 0
  }

  /** Habits that this column alone proves. */
  habits(): Habits {
    const numbers = this.numbers()
    const orders = this.orders()
    const isPlain = this.survivors.some((reading) => reading instanceof IntegerReading)
    return {
      writesDecimalComma: this.values > 0 && !isPlain && numbers.length > 0 && numbers.every((number) => number.decimal === ','),
      dateOrder: this.values > 0 && orders.length === 1 ? orders[0]! : null,
    }
  }

  /** `header`: the column's name, which may say what its values alone do not. */
  verdict(habits: Habits, header = ''): Verdict {
    const verdict = this.verdictOnValues(habits)
    if (!verdict.reading) return verdict
    const reading = readingNamed(verdict.reading, header, this.survivors)
    return reading instanceof CountReading ? { reading, note: null, doubt: null } : { ...verdict, reading }
  }

  private verdictOnValues(habits: Habits): Verdict {
    if (this.values === 0) return { reading: null, note: null, doubt: null }
    const first = this.survivors.find((reading) => reading.holds() && !(reading instanceof CountReading))
    if (!first) return { reading: null, note: this.noteOnText(), doubt: null }
    if (first instanceof NumberReading) return this.numberVerdict(first, habits)
    if (first instanceof DateReading && first.hasOrder) return this.dateVerdict(first, habits)
    return { reading: first, note: null, doubt: null }
  }

  private numberVerdict(first: NumberReading, habits: Habits): Verdict {
    const rivals = this.numbers().filter((number) => number.isPercent === first.isPercent && number.decimal !== first.decimal)
    const rival = rivals.find((number) => number.hasSeenGroups()) ?? rivals[0]
    if (!rival) return { reading: first, note: null, doubt: null }
    // "1,234": a thousand, or a little more than one. Only the file's other habits can tell.
    const comma = first.decimal === ',' ? first : rival
    const point = first.decimal === '.' ? first : rival
    const chosen = habits.writesDecimalComma ? comma : point
    const isPointGroup = comma.hasSeenGroups() && !point.hasSeenGroups()
    if (isPointGroup && !habits.writesDecimalComma) return { reading: point, note: null, doubt: null }
    const mark = isPointGroup ? 'point' : 'comma'
    return {
      reading: chosen,
      note: null,
      doubt: `Every ${mark} in it stands before exactly three digits, so it may be a decimal sign or a thousands separator.`,
    }
  }

  private dateVerdict(first: DateReading, habits: Habits): Verdict {
    if (this.orders().length < 2) return { reading: first, note: null, doubt: first.areSomeExchanged ? SOME_EXCHANGED : null }
    const order = habits.dateOrder ?? 'dmy'
    const reading = this.survivors.find((rival) => rival instanceof DateReading && rival.order === order && rival.clock === first.clock)
    return {
      reading: reading ?? null,
      note: null,
      doubt: habits.dateOrder ? null : 'No day in it is over 12, so day and month cannot be told apart: 03/04 may be 3 April or 4 March.',
    }
  }

  private numbers(): NumberReading[] {
    return this.survivors.filter((reading) => reading instanceof NumberReading)
  }

  private orders(): ('dmy' | 'mdy')[] {
    const found = new Set<'dmy' | 'mdy'>()
    for (const reading of this.survivors)
      if (reading instanceof DateReading && (reading.order === 'dmy' || reading.order === 'mdy')) found.add(reading.order)
    return [...found]
  }

  private noteOnText(): string | null {
    if (this.misfit === null || this.lastFitted === null) return this.noteOnCodes()
    if (this.fitted / this.values < MOSTLY) return null
    const kind =
      this.lastFitted.type === 'flag'
        ? 'yes or no'
        : this.lastFitted.type === 'date' || this.lastFitted.type === 'timestamp'
          ? 'dates'
          : 'numbers'
    return `mixed, kept as text: most are ${kind}, “${this.misfit}”${this.misfitLine > 0 ? ` (line ${this.misfitLine})` : ''} is not`
  }

  private noteOnCodes(): string | null {
    if (this.misfit === null || !/^\d+$/.test(this.misfit)) return null
    return this.misfit.length > 15 ? 'more than 15 digits: kept as text' : 'leading zeros: kept as text'
  }
}

/**
 * What the columns of a file prove together. `delimiter` ';' is what programs write where the comma is the decimal sign;
 * the numbers of a sheet have a point, whatever its texts have.
 */
export function habitsOf(columns: readonly Evidence[], delimiter: string, isSheet = false): Habits {
  const proven = columns.map((column) => column.habits())
  const orders = new Set(proven.map((habits) => habits.dateOrder).filter((order) => order !== null))
  return {
    writesDecimalComma: !isSheet && (proven.some((habits) => habits.writesDecimalComma) || delimiter === ';'),
    dateOrder: orders.size === 1 ? [...orders][0]! : null,
  }
}
