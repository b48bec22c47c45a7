import { expect, test } from 'vitest'
import { textWidth } from '../parts/text-width'
import { examples } from './examples'
import { layoutPortrait } from './layout'

const [whole, nothing] = examples.map(({ props }) => props) as [(typeof examples)[number]['props'], (typeof examples)[number]['props']]

test.each([1040, 704, 350])('at %i px every row is inside, and its dot within its interval', (width) => {
  const { rows, height, stems } = layoutPortrait(whole, width)
  expect(rows).toHaveLength(whole.traits.length)
  for (const { box, line, dot } of rows) {
    expect(box.y + box.height).toBeLessThanOrEqual(height)
    expect(line[0]).toBeLessThanOrEqual(line[1])
    if (dot !== null) expect(dot).toBeGreaterThanOrEqual(line[0] - 0.1)
    if (dot !== null) expect(dot).toBeLessThanOrEqual(line[1] + 0.1)
  }
  expect(stems).toHaveLength(6)
})

test.each([1040, 704, 350])('at %i px no line of the chart’s sans leaves the sheet', (width) => {
  for (const { x, text, is } of layoutPortrait(whole, width).texts) {
    if (/name|prose|number|mine/.test(is)) continue
    const size = /small|heading/.test(is) ? 13 : 12
    const [from, to] = is.includes('end')
      ? [x - textWidth(text, 'regular', size), x]
      : is.includes('middle')
        ? [x - textWidth(text) / 2, x + textWidth(text) / 2]
        : [x, x + textWidth(text, 'regular', size)]
    expect([text, from >= -26, to <= width + 26]).toEqual([text, true, true])
  }
})

test('more often lies right of as often, less often left of it; what is beyond the axis ends at its edge', () => {
  const { rows } = layoutPortrait(whole, 1040)
  const [office, , , endless, gifts, sugar] = rows
  expect(office!.dot!).toBeGreaterThan(gifts!.dot!)
  expect(endless!.dot).toBeNull()
  expect(endless!.line[1]).toBe(1040 - 256)
  expect(sugar!.dot).toBeNull()
  expect(sugar!.line[0]).toBeLessThan(sugar!.line[1])
  expect(sugar!.line[0]).toBeGreaterThanOrEqual(336 + 92 + 192)
})

test('with nothing known the sheet still says who they are', () => {
  const { texts, rows } = layoutPortrait(nothing, 704)
  expect(rows).toEqual([])
  expect(texts.map(({ text }) => text)).toContain('Nothing sets them apart for sure.')
})
