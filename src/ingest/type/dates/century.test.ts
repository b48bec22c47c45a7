import { expect, test } from 'vitest'
import { areLives, fullYear, noteShortYear } from './century'

const THIS_YEAR = new Date().getUTCFullYear()

test('a year of two digits: 69 is the last after 2000, 70 the first before it', () => {
  expect([0, 69, 70, 99].map((year) => fullYear(year, 'near'))).toEqual([2000, 2069, 1970, 1999])
})

test('of births this year is this century, and the next one the century before', () => {
  const next = THIS_YEAR + 1
  expect(fullYear(THIS_YEAR % 100, 'past')).toBe(THIS_YEAR)
  expect(fullYear(next % 100, 'past')).toBe(next - 100)
})

/** Whether a column with a year so far ahead, and with another of two digits, is one of lives. */
function isLives(ahead: number, other: number): boolean {
  const memory = { sawShortYear: false, sawFarAhead: false, sawLongPast: false }
  noteShortYear((THIS_YEAR + ahead) % 100, memory)
  noteShortYear(other, memory)
  return areLives(memory)
}

test('contracts may end fifteen years ahead; a year beyond that beside one from 70 on is a life', () => {
  expect([isLives(15, 70), isLives(16, 70), isLives(16, 69)]).toEqual([false, true, false])
})
