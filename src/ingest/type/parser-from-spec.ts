import { ChosenParser } from './chosen-parser'
import { CountedDateParser } from './dates/counted-dates'
import { DateParser } from './dates/dates'
import { PeriodParser } from './dates/periods'
import { FlagParser } from './flags'
import { IntegerParser } from './numbers/integers'
import { NumberParser } from './numbers/numbers'
import type { ParserSpec, ValueParser } from './value-parser'

const KINDS: Readonly<Record<string, new (...settings: never[]) => ValueParser>> = {
  integer: IntegerParser,
  number: NumberParser,
  date: DateParser,
  period: PeriodParser,
  'counted date': CountedDateParser,
  flag: FlagParser,
  chosen: ChosenParser,
}

export function parserFromSpec({ kind, settings }: ParserSpec): ValueParser {
  return new KINDS[kind]!(...(settings as never[]))
}
