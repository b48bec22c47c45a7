import { countedDateParsers, periodParsers } from './dates/date-parsers'
import { DateParser, type DateOrder } from './dates/dates'
import { FlagParser } from './flags'
import { IntegerParser } from './numbers/integers'
import { NumberParser, type Grouping } from './numbers/numbers'
import type { ParserSpec, ValueParser } from './value-parser'
import type { ColumnChoice } from '../table'

type ValueChoice = Exclude<ColumnChoice, 'text'>

const ZERO = 48
const ONE = 49
const DAY = 86_400_000

const WORDS: Record<ValueChoice, string> = {
  integer: 'whole numbers',
  'number .': 'numbers with a decimal point',
  'number ,': 'numbers with a decimal comma',
  'date dmy': 'dates with the day first',
  'date mdy': 'dates with the month first',
  'date ymd': 'dates with the year first',
  'timestamp dmy': 'dates with a time, the day first',
  'timestamp mdy': 'dates with a time, the month first',
  'timestamp ymd': 'dates with a time, the year first',
  flag: 'yes and no',
}

/** A parser that a person chose for a column: it takes what any of its styles can read, and more forms than would be guessed. */
export class ChosenParser implements ValueParser {
  readonly id: string
  readonly type: ValueParser['type']
  readonly isWide: boolean
  memory = {}
  private readonly styles: readonly ValueParser[]

  constructor(readonly choice: ValueChoice) {
    this.id = `chosen ${choice}`
    this.type = typeOf(choice)
    this.isWide = choice === 'integer'
    this.styles = stylesOf(choice)
  }

  get spec(): ParserSpec {
    return { kind: 'chosen', settings: [this.choice] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (this.choice === 'integer') while (end - start > 1 && bytes[start] === ZERO && isDigit(bytes[start + 1]!)) start++
    if (this.choice === 'flag' && end - start === 1 && (bytes[start] === ZERO || bytes[start] === ONE)) return bytes[start]! - ZERO
    for (const style of this.styles) {
      const value = style.read(bytes, start, end)
      if (value === value) return this.type === 'timestamp' && style.type === 'date' ? value * DAY : value
    }
    return NaN
  }

  /** "numbers with a decimal comma". */
  get words(): string {
    return WORDS[this.choice]
  }

  holds(): boolean {
    return true
  }

  note(): string {
    return `read as ${this.words}, by choice`
  }

  fresh(): ChosenParser {
    return new ChosenParser(this.choice)
  }
}

/** The choice that comes nearest to a parser. */
export function choiceFor(parser: ValueParser): ColumnChoice {
  if (parser instanceof NumberParser) return `number ${parser.decimal}`
  if (parser instanceof ChosenParser) return parser.choice
  if (parser.type !== 'date' && parser.type !== 'timestamp') return parser.type === 'number' ? 'number .' : parser.type
  const order = parser instanceof DateParser ? parser.order : 'ymd'
  return `${parser.type} ${order === 'dmy' || order === 'mdy' ? order : 'ymd'}`
}

function typeOf(choice: ValueChoice): ValueParser['type'] {
  return choice.split(' ')[0] as ValueParser['type']
}

function stylesOf(choice: ValueChoice): readonly ValueParser[] {
  const [type, way] = choice.split(' ') as [ValueParser['type'], string]
  switch (type) {
    case 'integer':
      return [new IntegerParser('', true, true), ...numbers('.', ['comma', 'point', 'space', 'apostrophe'])].map(wholeOnly)
    case 'number':
      return way === '.'
        ? numbers('.', ['none', 'comma', 'lakh', 'space', 'apostrophe'])
        : numbers(',', ['none', 'point', 'space', 'apostrophe'])
    case 'date':
      return [
        ...orders(way).map((order) => new DateParser(order, 'none')),
        ...periodParsers(),
        ...countedDateParsers().filter((one) => one.type === 'date'),
      ]
    case 'timestamp':
      return [
        ...orders(way).map((order) => new DateParser(order, 'wall')),
        ...periodParsers(),
        ...countedDateParsers().filter((one) => one.type === 'timestamp'),
      ]
    case 'flag':
      return [new FlagParser()]
  }
}

function numbers(decimal: '.' | ',', groupings: readonly Grouping[]): ValueParser[] {
  return [false, true].flatMap((isPercent) => groupings.map((grouping) => new NumberParser(decimal, grouping, isPercent)))
}

function orders(way: string): readonly DateOrder[] {
  return way === 'ymd' ? ['named', 'compact'] : [way as DateOrder]
}

/** "1,234" is a whole number with a separator, "1.5" is none. */
function wholeOnly(parser: ValueParser): ValueParser {
  const read = parser.read.bind(parser)
  parser.read = (bytes, start, end) => {
    const value = read(bytes, start, end)
    return Number.isInteger(value) ? value : NaN
  }
  return parser
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 57
}
