import { expect, test } from 'vitest'
import { COUNT, DAYS, moneyUnit, SHARE, WHOLE_SHARE } from './unit'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

test('a share says its unit where it stands alone, not below another', () => {
  expect(plain(SHARE.full(0.4829))).toBe('48.3 %')
  expect(SHARE.bare(0.4829)).toBe('48.3')
  expect(plain(WHOLE_SHARE.full(0.5))).toBe('50 %')
})

test('an axis says the unit at its top only', () => {
  expect([0, 0.2, 0.4, 0.6].map((value) => plain(SHARE.tick(value, 0.6)))).toEqual(['0', '20', '40', '60 %'])
  expect([0, 0.5, 1, 1.5].map((value) => moneyUnit('GBP').tick(value * 1e6, 1.5e6))).toEqual(['0', '0.5', '1.0', '£1.5m'])
  expect([0, 30, 60].map((value) => DAYS.tick(value, 60))).toEqual(['0', '30', '60 days'])
})

test('amounts beside one another share the scale of the largest', () => {
  const pounds = moneyUnit('GBP')
  expect([pounds.bare(645_000, 1_160_000), pounds.bare(1_160_000, 1_160_000)]).toEqual(['£0.65m', '£1.16m'])
  expect(pounds.bare(645_000, 900_000)).toBe('£645,000')
})

test('without a currency no sign is shown', () => {
  expect(moneyUnit(null).full(1200)).toBe('1,200')
  expect(moneyUnit(null).tick(2e6, 2e6)).toBe('2m')
})

test('a count that is a mean keeps one decimal', () => {
  expect([COUNT.full(1234), COUNT.full(2.55)]).toEqual(['1,234', '2.6'])
})
