import { expect, test } from 'vitest'
import * as format from './format'

test('shares have one decimal and a narrow space before the sign', () => {
  expect(format.percent(0.4829)).toBe('48.3\u202f%')
  expect(format.percent(0.4829, 0)).toBe('48\u202f%')
})

test('shares of fewer than thirty are counts', () => {
  expect(format.shareOf(5, 12)).toBe('5 of 12')
  expect(format.shareOf(15, 30)).toBe('50.0\u202f%')
})

test('an interval reads "91 to 103" with spaces that do not break', () => {
  expect(format.interval(91, 103, format.count)).toBe('91\u00a0to\u00a0103')
  expect(format.percentInterval(0.414, 0.547)).toBe('41.4\u00a0to\u00a054.7')
})

test('money is full under a million, short above it, and signed only when its currency is known', () => {
  expect(format.money(659067.4, 'GBP')).toBe('£659,067')
  expect(format.money(8911407.9, 'GBP')).toBe('£8.91m')
  expect(format.money(8911407.9, null)).toBe('8.91m')
  expect(format.money(-1200, 'EUR')).toBe('−€1,200')
  expect(format.money(12.5, 'USD')).toBe('$12.50')
})

test('rounding never says a thousand thousands', () => {
  expect(format.money(999_999.6, null)).toBe('1.00m')
  expect(format.moneyShort(999_999.6, null)).toBe('1.0m')
})

test('dates are wall clock: no zone moves them', () => {
  expect(format.date('2011-12-10')).toBe('10 Dec 2011')
  expect(format.date('2011-12-09T23:59:59')).toBe('9 Dec 2011')
  expect(format.longDate('2011-12-09')).toBe('9 December 2011')
  expect(format.longDate('2024-09-01')).toBe('1 September 2024')
  expect(format.month('2010-12')).toBe('Dec 2010')
})

test('numbers and dates are set in one English, whatever the reader’s language (W5)', () => {
  try {
    for (const [language, number] of [
      ['de-DE', '1,234.5'],
      ['en-US', '1,234.5'],
      ['en-IN', '1,234.5'],
      ['ro', '1,234.5'],
    ] as const) {
      format.setLocale(language)
      expect([format.decimal(1234.5, 1), format.percent(0.677), format.longDate('2023-01-01'), format.date('2023-01-01')]).toEqual([
        number,
        '67.7\u202f%',
        '1 January 2023',
        '1 Jan 2023',
      ])
    }
  } finally {
    format.setLocale('en-GB')
  }
})

test('minus is a minus sign, points carry theirs', () => {
  expect(format.count(-3)).toBe('−3')
  expect(format.points(0.059)).toBe('+5.9 points')
  expect(format.points(-0.07)).toBe('−7.0 points')
})

test('p is never zero', () => {
  expect(format.probability(1e-9)).toBe('p < 0.001')
  expect(format.probability(0.0476)).toBe('p = 0.048')
})

test('one customer, many customers', () => {
  expect(format.plural(1, 'customer')).toBe('1 customer')
  expect(format.plural(4338, 'customer')).toBe('4,338 customers')
  expect(format.days(1)).toBe('1 day')
  expect(format.days(28.5)).toBe('28.5 days')
})
