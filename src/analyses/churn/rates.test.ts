import { expect, test } from 'vitest'
import { latestYear, type Period } from './rates'

const WHOLE: Period = {
  key: '',
  from: null,
  isOpen: false,
  isBlind: false,
  start: 10,
  fresh: 0,
  resurrected: 0,
  lost: 0,
  end: 10,
  endings: 0,
  exposure: 10,
  money: null,
}
const whole = (count: number): Period[] => Array.from({ length: count }, (_, index) => ({ ...WHOLE, key: String(index) }))
const keys = (periods: readonly Period[], period: 'month' | 'quarter') => latestYear(periods, period).map(({ key }) => key)

test('the latest year is twelve whole months or four whole quarters, or all there are', () => {
  expect(keys(whole(13), 'month')).toEqual(
    whole(13)
      .slice(1)
      .map(({ key }) => key),
  )
  expect(keys(whole(12), 'month')).toHaveLength(12)
  expect(keys(whole(11), 'month')).toHaveLength(11)
  expect(keys(whole(5), 'quarter')).toEqual(['1', '2', '3', '4'])
  expect(keys(whole(4), 'quarter')).toHaveLength(4)
})

test('a period that is not over, not seen from its start, or began without anybody is none of them', () => {
  const last = (change: Partial<Period>) => keys([...whole(2), { ...WHOLE, key: 'last', ...change }], 'month')
  expect(last({})).toEqual(['0', '1', 'last'])
  for (const change of [{ isOpen: true }, { isBlind: true }, { start: 0 }]) expect(last(change)).toEqual(['0', '1'])
})
