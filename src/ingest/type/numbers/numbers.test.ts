import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntegerParser } from './integers'
import { NumberParser } from './numbers'
import type { ValueParser } from '../value-parser'

function value(parser: ValueParser, text: string): number {
  const bytes = new TextEncoder().encode(text)
  return parser.read(bytes, 0, bytes.length)
}

const point = () => new NumberParser('.', 'none', false)

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
  ['$(1143.50)', -1143.5],
  ['($5.25)', -5.25],
  ['(5.25)$', -5.25],
  ['(5.25) €', -5.25],
  ['Rs. 500', 500],
  ['Rs.500.50', 500.5],
  ['HK$ 12.5', 12.5],
  ['R$12.50', 12.5],
  ['₱99', 99],
  ['SFr. 12.50', 12.5],
  ['CHF 12.50', 12.5],
  ['12.50 CHF', 12.5],
  ['Rp 15000', 15000],
  ['12.50 zł', 12.5],
  ['12.50 lei', 12.5],
  ['12.50 kr.', 12.5],
  ['1234.50 EUR', 1234.5],
  ['$5 USD', 5],
  ['1234.-', 1234],
  ['CHF 1234.–', 1234],
  ['1.23k', 1230],
  ['2M', 2_000_000],
  ['$1.5 Mio.', 1_500_000],
  ['１２３.５', 123.5],
  ['￥１２００', 1200],
  ['￥1200', 1200],
  ['٣', 3],
  ['١٢٣٫٥', 123.5],
  ['۱۲۳', 123],
  ['१२३', 123],
  ['5–', -5],
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
])('“%s” is no plain number', (text) => {
  expect(value(point(), text)).toBeNaN()
})

test('thousands are separated in threes, or it is no such number', () => {
  const grouped = () => new NumberParser('.', 'comma', false)
  expect(['1,234', '12,345,678.9', '999', '0.5', '-1,000'].map((text) => value(grouped(), text))).toEqual([
    1234, 12345678.9, 999, 0.5, -1000,
  ])
  for (const wrong of ['1,23', '1,2345', '0,123', '1,234,5', ',123', '1234,567']) expect(value(grouped(), wrong)).toBeNaN()
})

test('points, spaces and apostrophes between thousands, commas before decimals', () => {
  expect(value(new NumberParser(',', 'point', false), '1.234.567,89')).toBe(1234567.89)
  expect(value(new NumberParser(',', 'space', false), '1 234,5')).toBe(1234.5)
  expect(value(new NumberParser(',', 'space', false), '1\u00a0234,5')).toBe(1234.5)
  expect(value(new NumberParser(',', 'space', false), '12\u202f345,5 zł')).toBe(12345.5)
  expect(value(new NumberParser('.', 'apostrophe', false), "CHF 1'234.50")).toBe(1234.5)
})

/** A parser as it is once it has seen all values of a column, and what it makes of them. */
function settled(texts: readonly string[], parser: NumberParser) {
  for (const text of texts) value(parser, text)
  const found = parser.fresh() as NumberParser
  return { parser: found, values: texts.map((text) => value(found, text)), holds: parser.holds() }
}

test('numbers are read with whatever currency stands beside them, and each is known (05)', () => {
  const { parser, values } = settled(['€40.00', '$41.00', '£42', '€43', '44'], point())
  expect(values).toEqual([40, 41, 42, 43, 44])
  expect(parser.keepsCurrencies).toBe(true)
  expect(parser.currencies).toEqual([
    { currency: 'EUR', rows: 2 },
    { currency: '$', rows: 1 },
    { currency: 'GBP', rows: 1 },
  ])
  expect(value(parser, '€7') && parser.currency).toBe('EUR')
  expect(value(parser, '7') && parser.currency).toBe('')
  const one = settled(['$5', '6', '$7'], point()).parser
  expect([one.keepsCurrencies, one.note()]).toEqual([false, '$ left out'])
})

test('a side of the account that fewer than half of the amounts stand on is the other way', () => {
  expect(settled(['10.50 DR', '20 DR', '5 CR'], point()).values).toEqual([10.5, 20, -5])
  expect(settled(['10.50 CR', '20 CR', 'DR 5.00'], point()).values).toEqual([10.5, 20, -5])
  expect(settled(['10.50', '20', '5.00Cr'], point()).values).toEqual([10.5, 20, -5])
})

test('codes and terms are no amounts, though each could be one', () => {
  expect(settled(['RM101', 'RM102', 'RM103'], point()).holds).toBe(false)
  expect(settled(['CR1001', 'CR1002'], point()).holds).toBe(false)
  expect(settled(['12M', '24M', '12M'], point()).holds).toBe(false)
  expect(settled(['RM 101.50', 'RM 102'], point()).holds).toBe(true)
  expect(settled(['1.2k', '2M', '950'], point()).holds).toBe(true)
})

test('lakhs and crores are grouped by twos (16)', () => {
  const lakh = () => new NumberParser('.', 'lakh', false)
  expect(['85,000.50', '1,02,500.50', '12,34,56,789', '500', '₹1,00,000', '(1,50,000)'].map((text) => value(lakh(), text))).toEqual([
    85000.5, 102500.5, 123456789, 500, 100000, -150000,
  ])
  for (const wrong of ['1,0', '123,45,678', '1,02,50', '1,234,567', '1,02,5000']) expect(value(lakh(), wrong)).toBeNaN()
})

test('per cent are shares, exactly', () => {
  const share = new NumberParser('.', 'none', true)
  expect(value(share, '12 %')).toBe(0.12)
  expect(value(share, '7.35%')).toBe(0.0735)
  expect(value(share, '7')).toBeNaN()
})

test('an integer is written without leading zeros and fits its width', () => {
  const narrow = () => new IntegerParser('narrow', false, false)
  const wide = () => new IntegerParser('wide', true, false)
  expect(value(narrow(), '-2147483648')).toBe(-2147483648)
  expect(value(narrow(), '2147483648')).toBeNaN()
  expect(value(wide(), '999999999999999')).toBe(999999999999999)
  for (const code of ['0123', '1e5', '+5', '1234567890123456', '5.0', '']) expect(value(wide(), code)).toBeNaN()
})

test('an id that lost its column to a gap, 17850.0, is still a whole number', () => {
  const parser = new IntegerParser('zero', true, true)
  expect(value(parser, '17850.0')).toBe(17850)
  expect(value(parser, '17850.5')).toBeNaN()
})
