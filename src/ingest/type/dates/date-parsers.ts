import { CountedDateParser } from './counted-dates'
import { namesBirths, namesCount } from './date-headers'
import { DateParser, type ClockUse } from './dates'
import { PeriodParser } from './periods'
import type { ValueParser } from '../value-parser'

const CLOCKS: readonly ClockUse[] = ['none', 'wall']

/** Ways to read dates that the values alone can prove, the preferred one first where several hold. */
export function dateParsers(): ValueParser[] {
  return [
    ...CLOCKS.flatMap((clock) => (['ymd', 'named', 'dmy', 'mdy'] as const).map((order) => new DateParser(order, clock))),
    new DateParser('compact', 'wall'),
    ...periodParsers(),
  ]
}

export function periodParsers(): PeriodParser[] {
  return [new PeriodParser('month'), new PeriodParser('quarter'), new PeriodParser('week')]
}

/** Ways to read numbers as dates: they hold for many columns, and count only where the column's name speaks for them. */
export function countedDateParsers(): CountedDateParser[] {
  return [
    new CountedDateParser('months'),
    new CountedDateParser('days'),
    new CountedDateParser('days', true),
    new CountedDateParser('seconds'),
    new CountedDateParser('milliseconds'),
  ]
}

/** The parser that a column's name makes of the one its values were given, among those that hold for it. */
export function parserNamed(parser: ValueParser, header: string, survivors: readonly ValueParser[]): ValueParser {
  if (parser instanceof DateParser && (parser.areLives || namesBirths(header))) return parser.inThePast()
  if (parser.type !== 'integer' && parser.type !== 'number') return parser
  return survivors.find((one) => one instanceof CountedDateParser && namesCount(header, one.count)) ?? parser
}
