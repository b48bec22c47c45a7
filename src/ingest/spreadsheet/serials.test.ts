import { expect, test } from 'vitest'
import { writeSerial } from './serials'

const days = (is1904: boolean, ...serials: readonly number[]) => serials.map((serial) => writeSerial(serial, 'date', is1904))

test('in the system of 1900 a day that never was stands between 28 February and 1 March', () => {
  expect(days(false, 1, 59, 60, 61)).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01'])
  expect(writeSerial(60.5, 'moment', false)).toBe('1900-02-29 12:00:00')
})

test('the system of 1904 has no such day, and begins with day 0', () => {
  expect(days(true, 0, 59, 60, 61)).toEqual(['1904-01-01', '1904-02-29', '1904-03-01', '1904-03-02'])
  expect(writeSerial(60.5, 'moment', true)).toBe('1904-03-01 12:00:00')
})

test('31 December 9999 is the last day; before the first and after the last stand numbers', () => {
  expect(days(false, 2_958_465, 2_958_466, -1)).toEqual(['9999-12-31', '2958466', '-1'])
})
