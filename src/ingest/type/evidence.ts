import { allowance } from './allowance'
import { choiceFor } from './chosen-parser'
import { isCode } from './codes'
import { CountedDateParser } from './dates/counted-dates'
import { countedDateParsers, dateParsers, parserNamed } from './dates/date-parsers'
import { DateParser, SOME_EXCHANGED } from './dates/dates'
import { FlagParser } from './flags'
import { IntegerParser } from './numbers/integers'
import { isMissing } from './missing'
import { NumberParser, type Grouping } from './numbers/numbers'
import { PeriodParser } from './dates/periods'
import { ScoreParser } from './scores'
import { MOST_DIGITS, trimEnd, trimStart, type ValueParser } from './value-parser'
import type { NearType, OddValue } from '../table'

const DECODER = new TextDecoder()
const MOST_EXAMPLES = 5
const NONE: readonly OddValue[] = []
const LONGEST_EXAMPLE = 60
/** Below this share of fitting values nothing needs to be said about a column that is text. */
const MOSTLY = 0.8
const HALF = 0.5
/** In a part of a column so many times as many values may be odd, until all are known. */
const DOUBTFUL_PART = 4
/** Values that a parser may fail before it is judged by their share: a file may begin with what is odd. */
const PATIENCE = 100

/** Every parser a column may have, the preferred one first where several hold. */
function allParsers(): ValueParser[] {
  const styles: [decimal: '.' | ',', grouping: Grouping][] = [
    ['.', 'none'],
    ['.', 'comma'],
    [',', 'none'],
    [',', 'point'],
    ['.', 'space'],
    [',', 'space'],
    ['.', 'apostrophe'],
    [',', 'apostrophe'],
    ['.', 'lakh'],
  ]
  return [
    new DateParser('compact', 'none'),
    new PeriodParser('month'),
    new IntegerParser('integer', false, false),
    new IntegerParser('integer wide', true, false),
    new IntegerParser('integer .0', true, true),
    ...styles.map(([decimal, grouping]) => new NumberParser(decimal, grouping, false)),
    ...styles.slice(0, 4).map(([decimal, grouping]) => new NumberParser(decimal, grouping, true)),
    ...dateParsers(),
    new FlagParser(),
    new ScoreParser(),
    ...countedDateParsers(),
  ]
}

/** What is known of a file when one of its columns could be read in two ways. */
export interface Habits {
  /** The decimal sign, where another column proves it. */
  readonly decimal: '.' | ',' | null
  readonly dateOrder: 'dmy' | 'mdy' | null
  /** As programs do where the comma is the decimal sign. */
  readonly separatesBySemicolon: boolean
}

/** How a column is to be read: null is text. */
export interface Verdict {
  readonly parser: ValueParser | null
  readonly note: string | null
  readonly doubt: string | null
  /** Parsers that hold as well for what was looked at: a value that one of them takes, and `parser` does not, decides for it. */
  readonly rivals: readonly ValueParser[]
  readonly nearly?: NearType
  readonly isChosen?: boolean
}

export const TEXT: Verdict = { parser: null, note: null, doubt: null, rivals: [] }

/** A parser that a column may have, and what speaks against it. */
interface Candidate {
  readonly parser: ValueParser
  misfits: number
  /** Misfits that are codes: then the numbers are codes too. */
  codes: number
  examples: readonly OddValue[]
}

interface Choice {
  readonly parser?: ValueParser
  readonly doubt?: string | null
  /** Another column of the file proves it. */
  readonly isSettled?: boolean
}

/** Which parsers of a column hold for the values seen: for all of them, or for all but a few. */
export class Evidence {
  private candidates: Candidate[] = allParsers().map((parser) => ({ parser, misfits: 0, codes: 0, examples: NONE }))
  private readonly failed: Candidate[] = []
  private values = 0

  /** `isNaming`: the header says that the values name things. `isPart`: a part of the column stands for all of it, and may hold more that is odd. */
  constructor(
    private readonly isNaming = false,
    private readonly isPart = false,
  ) {}

  /** `line` is below 1 where it is not known. */
  add(bytes: Uint8Array, start: number, end: number, line: number): void {
    start = trimStart(bytes, start, end)
    end = trimEnd(bytes, start, end)
    if (start === end || this.candidates.length === 0) return
    const { candidates, failed } = this
    failed.length = 0
    for (const candidate of candidates) if (Number.isNaN(candidate.parser.read(bytes, start, end))) failed.push(candidate)
    if (failed.length === 0) this.values++
    else if (failed.length < candidates.length || !isMissing(bytes, start, end)) this.contradict(bytes, start, end, line)
  }

  private contradict(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.values++
    let text: string | null = null
    for (const candidate of this.failed) {
      candidate.misfits++
      if (candidate.examples.length === MOST_EXAMPLES && !(candidate.parser instanceof IntegerParser)) continue
      text ??= DECODER.decode(bytes.subarray(start, Math.min(end, start + LONGEST_EXAMPLE)))
      if (candidate.examples.length < MOST_EXAMPLES) candidate.examples = [...candidate.examples, { value: text, line, rows: 1 }]
      if (candidate.parser instanceof IntegerParser && isCode(text, this.isNaming)) candidate.codes++
    }
    const most = PATIENCE + this.values * HALF
    if (this.failed.some(({ misfits }) => misfits > most)) this.candidates = this.candidates.filter(({ misfits }) => misfits <= most)
  }

  /** What this column alone proves. */
  habits(): Pick<Habits, 'decimal' | 'dateOrder'> {
    const best = this.best()
    const orders = best ? this.orders(best) : []
    const isNumber = best?.parser instanceof NumberParser
    return {
      decimal: isNumber ? agreed(this.numbers(best).map(({ decimal }) => decimal)) : null,
      dateOrder: orders.length === 1 ? orders[0]! : null,
    }
  }

  /** `header`: the column's name, which may say what its values alone do not. */
  verdict(habits: Habits, header = ''): Verdict {
    const best = this.best()
    if (!best || this.holdsCodes(best)) return this.textVerdict()
    const equals = this.equals(best).map(({ parser }) => parser)
    const found = { parser: best.parser, note: null, doubt: null, ...this.choiceAmong(best, habits) }
    const parser = parserNamed(found.parser, header, equals)
    const rivals = found.isSettled ? [] : equals.filter((rival) => rival !== parser && !(rival instanceof CountedDateParser))
    return { parser, note: null, doubt: parser instanceof CountedDateParser ? null : found.doubt, rivals }
  }

  /** What to make of a column that more than one parser holds for. */
  private choiceAmong(best: Candidate, habits: Habits): Choice {
    const { parser } = best
    if (parser instanceof NumberParser) return this.chosenNumber(best, habits)
    return parser instanceof DateParser && parser.hasOrder ? this.chosenDate(parser, best, habits) : {}
  }

  /** Whole numbers among codes are codes, also where the last letter of one ("85099B") could stand for a billion. */
  private holdsCodes({ parser, codes }: Candidate): boolean {
    if (codes > 0) return true
    if (!(parser instanceof NumberParser) || parser.hasSeenDecimals()) return false
    return this.candidates.some((one) => one.parser instanceof IntegerParser && one.codes > allowance(this.values))
  }

  /** The parser that most values fit, of those that hold; the preferred one where several do. */
  private best(): Candidate | null {
    const allowed = allowance(this.values) * (this.isPart ? DOUBTFUL_PART : 1)
    const holding = this.candidates.filter(
      (candidate) => misfitsOf(candidate) <= allowed && candidate.parser.holds() && !(candidate.parser instanceof CountedDateParser),
    )
    return this.values === 0 ? null : fewestMisfits(holding)
  }

  private equals(best: Candidate): Candidate[] {
    return this.candidates.filter((candidate) => misfitsOf(candidate) === misfitsOf(best) && candidate.parser.holds())
  }

  /** "1,234": a thousand, or a little more than one. Only another column of the file can tell. */
  private chosenNumber(best: Candidate, habits: Habits): Choice {
    const isPercent = (best.parser as NumberParser).isPercent
    const numbers = this.numbers(best).filter((number) => number.isPercent === isPercent)
    const decimals = numbers.find((number) => number.hasSeenDecimals())
    const groups = numbers.find((number) => number.hasSeenGroups() && number.decimal !== decimals?.decimal)
    if (!decimals || !groups) return {}
    const proven = numbers.find(({ decimal }) => decimal === habits.decimal)
    if (proven) return { parser: proven, isSettled: true }
    // Who writes 12 beside 1,234 leaves decimals out where there are none, and would have left some of three.
    const parser = groups.hasSeenPlain() || (groups.decimal === ',') === habits.separatesBySemicolon ? groups : decimals
    return {
      parser,
      doubt: `Every ${decimals.decimal === '.' ? 'point' : 'comma'} in it stands before exactly three digits, so it may be a decimal sign or a thousands separator.`,
    }
  }

  private chosenDate(first: DateParser, best: Candidate, habits: Habits): Choice {
    if (this.orders(best).length < 2) return first.areSomeExchanged ? { doubt: SOME_EXCHANGED } : {}
    const order = habits.dateOrder ?? 'dmy'
    const parser = this.equals(best).find(
      ({ parser: rival }) => rival instanceof DateParser && rival.order === order && rival.clock === first.clock,
    )?.parser
    return {
      parser: parser ?? best.parser,
      doubt: habits.dateOrder ? null : 'No day in it is over 12, so day and month cannot be told apart: 03/04 may be 3 April or 4 March.',
    }
  }

  private numbers(best: Candidate): NumberParser[] {
    return this.equals(best)
      .map(({ parser }) => parser)
      .filter((parser) => parser instanceof NumberParser)
  }

  private orders(best: Candidate): ('dmy' | 'mdy')[] {
    const found = new Set<'dmy' | 'mdy'>()
    for (const { parser } of this.equals(best))
      if (parser instanceof DateParser && (parser.order === 'dmy' || parser.order === 'mdy')) found.add(parser.order)
    return [...found]
  }

  /** Text, and what it nearly was. */
  private textVerdict(): Verdict {
    const near = fewestMisfits(this.candidates.filter(({ parser }) => parser.holds() && !(parser instanceof CountedDateParser)))
    const share = near ? 1 - misfitsOf(near) / this.values : 0
    if (!near || share < HALF || near.examples.length === 0) return { ...TEXT, note: this.noteOnCodes() }
    const examples = near.examples.toSorted((a, b) => a.line - b.line)
    const [odd] = examples
    const place = odd!.line > 0 ? ` (line ${odd!.line})` : ''
    return {
      ...TEXT,
      note: share < MOSTLY ? null : `mixed, kept as text: most are ${KINDS[near.parser.type]}, “${odd!.value}”${place} is not`,
      nearly: { choice: choiceFor(near.parser), share, examples },
    }
  }

  private noteOnCodes(): string | null {
    const codes = this.candidates.find(({ parser }) => parser instanceof IntegerParser)?.examples[0]?.value
    if (codes === undefined || !/^\d+$/.test(codes)) return null
    return codes.length > MOST_DIGITS ? `more than ${MOST_DIGITS} digits: kept as text` : 'leading zeros: kept as text'
  }
}

const KINDS: Record<ValueParser['type'], string> = {
  integer: 'numbers',
  number: 'numbers',
  date: 'dates',
  timestamp: 'dates',
  flag: 'yes or no',
}

function misfitsOf({ parser, misfits }: Candidate): number {
  return parser instanceof FlagParser ? misfits + parser.strays() : misfits
}

function fewestMisfits(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>((best, one) => (best && misfitsOf(best) <= misfitsOf(one) ? best : one), null)
}

/**
 * What the columns of a file prove together. The numbers of a sheet have a point, whatever its texts have.
 */
export function habitsOf(columns: readonly Evidence[], delimiter: string, isSheet = false): Habits {
  const proven = columns.map((column) => column.habits())
  return {
    decimal: isSheet ? '.' : agreed(proven.map(({ decimal }) => decimal)),
    dateOrder: agreed(proven.map(({ dateOrder }) => dateOrder)),
    separatesBySemicolon: delimiter === ';',
  }
}

/** The one that is said, if none contradicts it. */
function agreed<T>(said: readonly (T | null)[]): T | null {
  const found = new Set(said.filter((one) => one !== null))
  return found.size === 1 ? [...found][0]! : null
}
