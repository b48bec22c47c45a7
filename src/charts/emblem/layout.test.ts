import { expect, test } from 'vitest'
import { layoutEmblem, type EmblemData } from './layout'

const shares = (places: number, turn = 0) => Array.from({ length: places }, (_, place) => (1 + Math.sin(place + turn) / 2) / places)

const DATA: EmblemData = {
  outer: { own: shares(52), all: shares(52, 1) },
  inner: { own: shares(7), all: shares(7, 1) },
  petals: { own: shares(6), all: shares(6, 1) },
  drawing: null,
}

test('the same data draw the same emblem, other data another', () => {
  expect(layoutEmblem(DATA, 240)).toEqual(layoutEmblem(structuredClone(DATA), 240))
  expect(layoutEmblem({ ...DATA, outer: { own: shares(52, 2), all: DATA.outer.all } }, 240).bars).not.toEqual(layoutEmblem(DATA, 240).bars)
})

test('a bar for each week, an arc for each day, a petal for each thing; nothing leaves the circle', () => {
  const { bars, days, petals } = layoutEmblem(DATA, 240)
  expect([bars.length, days.length, petals.length]).toEqual([52, 7, 6])
  const numbers = [...bars, ...days, ...petals.map(({ path }) => path)]
    .join(' ')
    .match(/-?\d+(\.\d+)?/g)!
    .map(Number)
  expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(120.01)
})

test('without dates there are no days, and a chosen picture takes the place of the petals', () => {
  const { days, petals, drawing } = layoutEmblem({ ...DATA, inner: null, drawing: 'cup' }, 240)
  expect([days, petals]).toEqual([[], []])
  expect(drawing!.lines).not.toBe('')
})

test('nothing at all draws nothing that is not a number', () => {
  const layout = layoutEmblem(
    { outer: { own: [], all: [] }, inner: { own: [0, 0, 0, 0, 0, 0, 0], all: [] }, petals: { own: [], all: [] }, drawing: null },
    100,
  )
  expect(JSON.stringify(layout)).not.toMatch(/NaN|Infinity/)
})
