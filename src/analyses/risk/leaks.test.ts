import { expect, test } from 'vitest'
import { leakOf } from './leaks'

const known = (x: number | string) => ({ customer_id: '', has_left: null, year_value: null, x })

const feature = (kind: 'number' | 'text') => ({
  column: 'x',
  label: 'X',
  kind,
  isAttribute: true,
  isLog: false,
  levels: [],
  base: null,
  mean: 0,
  typical: 0,
  hasMissing: false,
})

/** 20 who left and 20 who stayed, of whose 400 pairs so many have the higher number with the one who left. */
function pairs(right: number) {
  // Each who left is above `right / 20` of those who stayed on average: whole ones below, and one in between.
  const above = Array.from({ length: 20 }, (_, index) => Math.floor((right + index) / 20))
  const rows = [...above.map((count) => count - 0.5), ...Array.from({ length: 20 }, (_, index) => index)].map(known)
  return { rows, labels: rows.map((_, index) => Number(index < 20)) }
}

test('a number that alone picks the right one of two more often than 95 in 100 times is a leak', () => {
  const leak = (right: number) => {
    const { rows, labels } = pairs(right)
    return leakOf(feature('number'), rows, labels)
  }
  expect(leak(379)).toBeNull()
  expect(leak(382)).toMatchObject({ feature: 'X', level: null, auc: expect.closeTo(382 / 400, 9) })
  // Turned round it tells as much.
  expect(leak(400 - 382)).toMatchObject({ auc: expect.closeTo(382 / 400, 9) })
  expect(leak(400 - 379)).toBeNull()
})

/** So many with a value that only those who left have; of the others half left. */
function onlyLeavers(count: number) {
  const rows = [...Array.from({ length: count }, () => known('gone')), ...Array.from({ length: 400 }, () => known('other'))]
  return leakOf(
    feature('text'),
    rows,
    rows.map((_, index) => Number(index < count || index % 2 === 0)),
  )
}

test('a value that thirty have, all of whom left, is a leak; of twenty-nine it may be chance', () => {
  expect(onlyLeavers(29)).toBeNull()
  expect(onlyLeavers(30)).toMatchObject({ level: 'gone' })
})

test('where nine in ten left, a value of leavers only says nothing', () => {
  const of = (stayed: number) => {
    const rows = Array.from({ length: 1000 }, (_, index) => known(index < 40 ? 'gone' : 'other'))
    return leakOf(
      feature('text'),
      rows,
      rows.map((_, index) => Number(index < 1000 - stayed)),
    )
  }
  expect(of(101)).toMatchObject({ level: 'gone' })
  expect(of(100)).toBeNull()
})

test('how they bought before is no leak, however much it tells', () => {
  const { rows, labels } = pairs(400)
  expect(leakOf({ ...feature('number'), isAttribute: false }, rows, labels)).toBeNull()
})
