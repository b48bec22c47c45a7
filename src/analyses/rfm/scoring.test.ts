import { expect, test } from 'vitest'
import { quantile } from '../../stats/quantile'
import { columnScore, lookups, measure, numbers, onFive, segmentOf, SEGMENTS } from './scoring'

const levels = (r: number, f: number, m = f) => ({ r, f, m })

test('the 25 cells of the ten-segment map (METHODS 2.1) each have the name of the published grid', () => {
  const grid = [5, 4, 3, 2, 1].map((r) => numbers(5).map((f) => segmentOf(r, f, levels(5, 5), 'f')))
  expect(grid).toEqual([
    ['New', 'Potential loyalist', 'Potential loyalist', 'Champions', 'Champions'],
    ['Promising', 'Potential loyalist', 'Potential loyalist', 'Loyal', 'Loyal'],
    ['About to sleep', 'About to sleep', 'Need attention', 'Loyal', 'Loyal'],
    ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
    ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
  ])
})

test('the map has a name for every pair of scores, whatever the number of levels', () => {
  for (const r of numbers(10))
    for (const f of numbers(10))
      for (const columns of ['f', 'fm'] as const) {
        const { segment_of_scores, column_of_scores } = lookups(levels(r, f, 4), columns)
        expect(segment_of_scores).toHaveLength(r * f * 4)
        expect(column_of_scores).toHaveLength(f * 4)
        expect(segment_of_scores.every((name) => SEGMENTS.includes(name))).toBe(true)
      }
})

test('the best of both is a Champion and the worst hibernates with three to ten levels', () => {
  for (const count of [3, 4, 5, 6, 7, 8, 9, 10]) {
    expect(segmentOf(count, count, levels(count, count), 'f')).toBe('Champions')
    expect(segmentOf(1, 1, levels(count, count), 'f')).toBe('Hibernating')
    expect(segmentOf(count, 1, levels(count, count), 'f')).toBe('New')
    expect(segmentOf(1, count, levels(count, count), 'f')).toBe("Can't lose")
  }
})

test('three levels stand on 1, 3 and 5, four on 1, 2, 4 and 5', () => {
  expect(numbers(3).map((score) => onFive(score, 3, 1))).toEqual([1, 3, 5])
  expect(numbers(4).map((score) => onFive(score, 4, 1))).toEqual([1, 2, 4, 5])
  expect(numbers(10).map((score) => onFive(score, 10, 1))).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})

test('the mean of frequency and amount is rounded half up', () => {
  expect(columnScore(1, 2, levels(5, 5), 'fm')).toBe(2)
  expect(columnScore(4, 5, levels(5, 5), 'fm')).toBe(5)
  expect(columnScore(1, 4, levels(5, 5), 'fm')).toBe(3)
  expect(columnScore(1, 4, levels(5, 5), 'f')).toBe(1)
})

test('values 1×6, 2, 3, 5, 9 (METHODS 2.1) are cut at 1, 1, 1.4 and 3.4', () => {
  const values = [1, 1, 1, 1, 1, 1, 2, 3, 5, 9]
  const cuts = [0.2, 0.4, 0.6, 0.8].map((share) => Math.round(quantile(values, share) * 1e9) / 1e9)
  expect(cuts).toEqual([1, 1, 1.4, 3.4])
  expect(measure([], cuts, 5, [])).toEqual({ cuts, levels: 5, distinct: 5, source: 'quantiles' })
})

test('fewer different values than levels give each value a level of its own', () => {
  expect(measure([], [2, 2, 2, 2], 2, [1, 2])).toEqual({ cuts: [1], levels: 2, distinct: 2, source: 'values' })
  expect(measure([], [7, 7, 7, 7], 1, [7])).toEqual({ cuts: [], levels: 1, distinct: 1, source: 'values' })
})

test('own cut points go before those of the data, as long as there are at most nine', () => {
  expect(measure([30, 90], [1, 2, 3, 4], 100, [])).toMatchObject({ cuts: [30, 90], levels: 3, source: 'own' })
  expect(measure([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4], 100, [])).toMatchObject({ cuts: [1, 2, 3, 4], source: 'quantiles' })
})
