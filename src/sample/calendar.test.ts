import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, dayOf, DAYS, END_DAY, FIRST_DAY, openSeasonClock } from './calendar'

test('a month later is the same day of the next month, over the end of a year and a leap day', () => {
  expect(addMonths(dayOf('2023-12-28'), 2)).toBe(dayOf('2024-02-28'))
  expect(addMonths(dayOf('2024-02-01'), 1)).toBe(dayOf('2024-03-01'))
})

test('the season clock runs as long as the calendar and back again, whatever the weights', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 }),
      fc.double({ min: 0, max: DAYS - 0.001, noNaN: true }),
      (weights, offset) => {
        const clock = openSeasonClock(weights)
        expect(clock.toBusy(END_DAY)).toBeCloseTo(DAYS, 6)
        expect(clock.fromBusy(clock.toBusy(FIRST_DAY + offset))).toBeCloseTo(FIRST_DAY + offset, 6)
        expect(clock.fromBusy(DAYS)).toBe(Infinity)
      },
    ),
  )
})

test('a month of double weight takes twice the busy time of a month of the same length', () => {
  const clock = openSeasonClock([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
  const length = (from: string, to: string) => clock.toBusy(dayOf(to)) - clock.toBusy(dayOf(from))
  expect(length('2023-12-01', '2024-01-01') / length('2023-10-01', '2023-11-01')).toBeCloseTo(2, 9)
})
