import { expect, test } from 'vitest'
import { COUNT, SHARE } from './unit'
import { makeYScale } from './y-scale'

test('it starts at 0 and ends at a round line over the highest', () => {
  const scale = makeYScale([12, 87], COUNT, 0, 300)
  expect(scale.y(0)).toBe(300)
  expect(scale.y(100)).toBe(0)
  expect(scale.ticks.map((tick) => tick.label)).toEqual(['0', '20', '40', '60', '80', '100'])
  expect(scale.ticks.filter((tick) => tick.isAxis)).toEqual([{ at: 300, label: '0', isAxis: true }])
})

test('values below 0 keep the zero line inside', () => {
  const scale = makeYScale([-40, 90], COUNT, 0, 300)
  expect(scale.y(0)).toBeLessThan(300)
  expect(scale.y(-40)).toBeLessThanOrEqual(300)
})

test('nothing, or only zeros, still has an axis', () => {
  expect(makeYScale([], COUNT, 0, 300).y(0)).toBe(300)
  expect(makeYScale([0, 0], COUNT, 0, 300).y(0)).toBe(300)
})

test('a given domain is kept', () => {
  expect(makeYScale([0.2], SHARE, 0, 100, [0, 1]).y(1)).toBe(0)
})
