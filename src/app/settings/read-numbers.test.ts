import { expect, test } from 'vitest'
import { readNumbers } from './read-numbers'

test.each([
  ['30 90 180', [30, 90, 180]],
  ['30, 90; 180', [30, 90, 180]],
  ['0,5 1.5', [0.5, 1.5]],
  ['-3 4', [-3, 4]],
  ['', []],
])('%j reads as %j', (typed, numbers) => {
  expect(readNumbers(typed)).toEqual(numbers)
})

test.each(['90 30', '1 1', 'ten', '1 x 3', '1 Infinity'])('%j is refused: it does not grow, or is no number', (typed) => {
  expect(readNumbers(typed)).toBeNull()
})
