import { expect, test } from 'vitest'
import { textWidth } from '../parts/text-width'
import { SHARE } from '../parts/unit'
import { segments } from './examples'
import { layoutBars, type Bar } from './layout'

const bar = (name: string, value: number, more: Partial<Bar> = {}): Bar => ({ key: name, name, value, ...more })
const names = (bars: readonly Bar[], options = {}) => layoutBars({ bars, unit: SHARE, ...options }, 704).rows.map((row) => row.bar.name)

test('bars stand by value, Other last whatever its size', () => {
  expect(names([bar('Other, 31 countries', 0.9, { isRest: true }), bar('a', 0.1), bar('b', 0.3)])).toEqual([
    'b',
    'a',
    'Other, 31 countries',
  ])
})

test('stages keep the order they were given', () => {
  expect(names([bar('visit', 1), bar('basket', 0.2), bar('pay', 0.3)], { order: 'given' })).toEqual(['visit', 'basket', 'pay'])
})

test('beyond the limit bars are counted, Other stays', () => {
  const many = Array.from({ length: 20 }, (_unused, index) => bar(String(index), 1 / (index + 1)))
  const layout = layoutBars({ bars: [...many, bar('Other', 0.5, { isRest: true })], unit: SHARE, limit: 5 }, 704)
  expect(layout.rows).toHaveLength(6)
  expect(layout.hidden).toBe(15)
  expect(layout.rows.at(-1)?.bar.name).toBe('Other')
})

test('a bar is solid to the lower bound, 72 % to the estimate, 28 % to the upper one', () => {
  const [row] = layoutBars({ bars: [bar('a', 0.5, { low: 0.4, high: 0.7 })], unit: SHARE }, 704).rows
  expect(row?.spans.map((span) => span.opacity)).toEqual([1, 0.72, 0.28])
  const [solid, middle, faint] = row?.spans.map((span) => span.width) ?? []
  expect((middle ?? 0) / (solid ?? 1)).toBeCloseTo(0.25, 2)
  expect((faint ?? 0) / (solid ?? 1)).toBeCloseTo(0.5, 2)
  expect(row?.estimate).toBeCloseTo(row?.spans[2]?.x ?? 0, 1)
})

test('an interval across 0 has nothing solid', () => {
  const [row] = layoutBars({ bars: [bar('a', 0.2, { low: -0.1, high: 0.4 })], unit: SHARE }, 704).rows
  expect(row?.spans.every((span) => span.opacity < 1)).toBe(true)
})

test('no words run over the edge, at any width', () => {
  for (const width of [1040, 704, 350, 240])
    for (const row of layoutBars({ bars: segments, unit: SHARE, secondName: 'of customers' }, width).rows) {
      const words = `${row.value.text} ${row.value.interval ?? ''}`
      expect(row.value.x + textWidth(words) - 4, `${row.bar.name} at ${width}`).toBeLessThanOrEqual(width)
    }
})

test('in a narrow picture bars stand under their names', () => {
  expect(layoutBars({ bars: segments, unit: SHARE }, 350).zero).toBe(0)
  expect(layoutBars({ bars: segments, unit: SHARE }, 704).zero).toBeGreaterThan(100)
})

test('the first row says the unit, the others need not', () => {
  const [first, second] = layoutBars({ bars: segments, unit: SHARE, secondName: 'of customers' }, 704).rows
  expect(first?.value.text).toMatch(/%/)
  expect(first?.second?.text).toMatch(/% of customers/)
  expect(second?.value.text).not.toMatch(/%/)
})
