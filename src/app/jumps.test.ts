import { expect, test } from 'vitest'
import { matching, type Jump } from './jumps'

const jump = (label: string, hint = '', words = ''): Jump => ({ id: label, label, hint, words, go: () => undefined })
const all = [jump('Overview'), jump('Retention', 'page', 'How many come back?'), jump('Café segment', 'segment, 12'), jump('Come again')]
const labels = (typed: string) => matching(all, typed).map(({ label }) => label)

test('every word typed must occur, in any order, in label, hint or words', () => {
  expect(labels('back many')).toEqual(['Retention'])
  expect(labels('12 segment')).toEqual(['Café segment'])
})

test('what begins with the word stands first', () => {
  expect(labels('come')).toEqual(['Come again', 'Retention'])
})

test('accents and capitals do not matter, and nothing typed shows everything', () => {
  expect(labels('CAFE')).toEqual(['Café segment'])
  expect(labels('  ')).toHaveLength(4)
})

test('at most forty are shown', () => {
  expect(
    matching(
      Array.from({ length: 900 }, (_, at) => jump(`Finding ${at}`)),
      'finding',
    ),
  ).toHaveLength(40)
})
