import { CountReading } from './counted-dates'
import { namesBirths, namesCount } from './date-headers'
import { DateReading, type ClockUse } from './dates'
import { PeriodReading } from './periods'
import type { Reading } from '../value-parser'

const CLOCKS: readonly ClockUse[] = ['none', 'wall']

/** Ways to read dates that the values alone can prove, the preferred one first where several hold. */
export function dateReadings(): Reading[] {
  return [
    ...CLOCKS.flatMap((clock) => (['ymd', 'named', 'dmy', 'mdy'] as const).map((order) => new DateReading(order, clock))),
    new DateReading('compact', 'wall'),
    ...periodReadings(),
  ]
}

export function periodReadings(): PeriodReading[] {
  return [new PeriodReading('month'), new PeriodReading('quarter'), new PeriodReading('week')]
}

/** Ways to read numbers as dates: they hold for many columns, and count only where the column's name speaks for them. */
export function countReadings(): CountReading[] {
  return [
    new CountReading('months'),
    new CountReading('days'),
    new CountReading('days', true),
    new CountReading('seconds'),
    new CountReading('milliseconds'),
  ]
}

/** The reading that a column's name makes of the one its values were given, among those that hold for it. */
export function readingNamed(reading: Reading, header: string, survivors: readonly Reading[]): Reading {
  if (reading instanceof DateReading && (reading.areLives || namesBirths(header))) return reading.inThePast()
  if (reading.type !== 'integer' && reading.type !== 'number') return reading
  return survivors.find((one) => one instanceof CountReading && namesCount(header, one.count)) ?? reading
}
