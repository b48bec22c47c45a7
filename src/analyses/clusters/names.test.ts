import { expect, test } from 'vitest'
import type { Feature } from './features'
import { namesOf } from './names'

const feature = (id: string): Feature => ({ id, label: id, unit: 'number', high: `high ${id}`, low: `low ${id}` })
const FEATURES = ['a', 'b', 'c'].map(feature)

test('a group is called by what sets it apart the most, and by no more than two of it', () => {
  expect(
    namesOf(FEATURES, [
      [0.6, -2, 1],
      [0.4, 0.1, -0.7],
      [0.1, 0.2, 0],
    ]),
  ).toEqual(['Low b, high c', 'Low c', 'In the middle'])
})

test('two of one name get one word more, and where that is the same, a number', () => {
  expect(
    namesOf(FEATURES, [
      [2, 1.5, 0.6],
      [2, 1.5, -0.6],
    ]),
  ).toEqual(['High a, high b, high c', 'High a, high b, low c'])
  expect(
    namesOf(FEATURES, [
      [2, 1.5, 0.6],
      [3, 2.5, 0.9],
      [0, 0, -1],
    ]),
  ).toEqual(['High a, high b 1', 'High a, high b 2', 'Low c'])
})
