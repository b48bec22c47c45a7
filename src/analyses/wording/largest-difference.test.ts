import { expect, test } from 'vitest'
import { largestDifference, type ComparedGroup } from './largest-difference'

const groups = (...parts: readonly (readonly [name: string, part: number, of: number])[]): ComparedGroup[] =>
  parts.map(([name, part, of]) => ({ name, part, of, does: 'bought again' }))

test('U10: the group furthest from the others is named, with both shares and the interval of their difference', () => {
  const found = largestDifference([groups(['North', 120, 200], ['South', 60, 200], ['West', 62, 200], ['Tiny', 5, 5])])!
  expect(found.claim).toBe('“North” differs most: more bought again.')
  expect(found.evidence).toMatch(
    /^60\.0.% of its 200 customers bought again, against 31\.4.% of the others: 28\.6 points more \(95.% interval /,
  )
  expect(found.evidence).toContain('The largest sure one of 3 differences')
})

test('U10: what one comparison would call sure is chance as the largest of many', () => {
  const [first, second] = [
    ['A', 68, 100],
    ['B', 45, 100],
  ] as const
  expect(largestDifference([groups(first, second)])!.claim).toMatch(/^“A” differs most/)
  const many = Array.from({ length: 40 }, (_, at) => [`G${at}`, 45 + (at % 10), 100] as const)
  expect(largestDifference([groups(first, ...many)])!.claim).toBe('No group differs by more than chance.')
})

test('U10: fewer than two groups of thirty say nothing', () => {
  expect(largestDifference([groups(['A', 20, 40], ['B', 1, 8])])).toBeNull()
  expect(largestDifference([[]])).toBeNull()
})
