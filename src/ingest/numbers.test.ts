import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntegerReading } from './integers'
import { NumberReading } from './numbers'
import type { Reading } from './reading'

function value(reading: Reading, text: string): number {
  const bytes = new TextEncoder().encode(text)
  return reading.read(bytes, 0, bytes.length)
}

const point = () => new NumberReading('.', 'none', false)

test('a decimal is the double that JavaScript itself reads', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number.toFixed(9)),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(String),
      ),
      (text) => {
        fc.pre(/^-?\d{1,15}(\.\d+)?$/.test(text))
        expect(value(point(), text)).toBe(Number(text))
      },
    ),
    { numRuns: 2000 },
  )
})

test.each([
  ['0.1', 0.1],
  ['123456789012345', 123456789012345],
  ['0.1234567890123456789', 0.12345678901234568],
  ['1.5e-3', 0.0015],
  ['-12.50', -12.5],
  ['.5', 0.5],
  ['$1', 1],
  ['1.5 €', 1.5],
  ['−3.2', -3.2],
  ['3-', -3],
  ['(5.25)', -5.25],
  ['US$ 12', 12],
  ['-£4.10', -4.1],
  ['£-4.10', -4.1],
  ['+5.25', 5.25],
])('%s is a number', (text, expected) => {
  expect(value(point(), text)).toBe(expected)
})

test.each([
  '',
  '-',
  '.',
  '5.',
  '007',
  '00.5',
  '1e5',
  '1234567890123456',
  '+40722123456',
  '1,5',
  '1 000',
  '12%',
  '$$5',
  '5-6',
  '--5',
  'Infinity',
  'NaN',
  '0x10',
  '1_000',
  '٣',
])('“%s” is no plain number', (text) => {
  expect(value(point(), text)).toBeNaN()
})

test('thousands are separated in threes, or it is no such number', () => {
  const grouped = () => new NumberReading('.', 'comma', false)
  expect(['1,234', '12,345,678.9', '999', '0.5', '-1,000'].map((text) => value(grouped(), text))).toEqual([
    1234, 12345678.9, 999, 0.5, -1000,
  ])
  for (const wrong of ['1,23', '1,2345', '0,123', '1,234,5', ',123', '1234,567']) expect(value(grouped(), wrong)).toBeNaN()
})

test('points, spaces and apostrophes between thousands, commas before decimals', () => {
  expect(value(new NumberReading(',', 'point', false), '1.234.567,89')).toBe(1234567.89)
  expect(value(new NumberReading(',', 'space', false), '1 234,5')).toBe(1234.5)
  expect(value(new NumberReading(',', 'space', false), '1\u00a0234,5')).toBe(1234.5)
  expect(value(new NumberReading(',', 'space', false), '12\u202f345,5 zł')).toBe(12345.5)
  expect(value(new NumberReading('.', 'apostrophe', false), "CHF 1'234.50")).toBe(1234.5)
})

test('one column has one currency', () => {
  const reading = point()
  expect(value(reading, '$5')).toBe(5)
  expect(value(reading, '6')).toBe(6)
  expect(value(reading, '€7')).toBeNaN()
  expect(reading.note()).toBe('$ left out')
})

test('per cent are shares, exactly', () => {
  const share = new NumberReading('.', 'none', true)
  expect(value(share, '12 %')).toBe(0.12)
  expect(value(share, '7.35%')).toBe(0.0735)
  expect(value(share, '7')).toBeNaN()
})

test('an integer is written without leading zeros and fits its width', () => {
  const narrow = () => new IntegerReading('narrow', false, false)
  const wide = () => new IntegerReading('wide', true, false)
  expect(value(narrow(), '-2147483648')).toBe(-2147483648)
  expect(value(narrow(), '2147483648')).toBeNaN()
  expect(value(wide(), '999999999999999')).toBe(999999999999999)
  for (const code of ['0123', '1e5', '+5', '1234567890123456', '5.0', '']) expect(value(wide(), code)).toBeNaN()
})

test('an id that lost its column to a gap, 17850.0, is still a whole number', () => {
  const reading = new IntegerReading('zero', true, true)
  expect(value(reading, '17850.0')).toBe(17850)
  expect(value(reading, '17850.5')).toBeNaN()
})
