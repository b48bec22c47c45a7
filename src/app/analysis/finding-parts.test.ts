import { expect, test } from 'vitest'
import { findingParts } from './finding-parts'

const intervals = (evidence: string) =>
  findingParts(evidence)
    .filter((part) => part.isInterval)
    .map((part) => part.text)

test('intervals stand apart, also the first that names its level; other brackets stay', () => {
  const evidence =
    '604 customers (13.9\u202F%) brought 48.3\u202F% (95\u202F% interval 41.4\u00A0to\u00A054.7); their gap was 55 (52\u00A0to\u00A060).'
  expect(intervals(evidence)).toEqual(['(95\u202F% interval 41.4\u00A0to\u00A054.7)', '(52\u00A0to\u00A060)'])
  expect(
    findingParts(evidence)
      .map((part) => part.text)
      .join(''),
  ).toBe(evidence)
})

test('negative bounds and money are intervals; words with "to" are not', () => {
  expect(intervals('a (−7.0 to −1.2) b (£1,200 to £1,900) c (to 30) d (open to all 3)')).toEqual(['(−7.0 to −1.2)', '(£1,200 to £1,900)'])
})

test('nothing in, nothing out', () => {
  expect(findingParts('')).toEqual([])
})
