import { expect, test } from 'vitest'
import { examples } from './examples'
import { binAt, layoutBrushBars, takenBetween } from './layout'

const propsOf = (name: string) => examples.find((example) => example.name === name)!.props
const layoutOf = (name: string, width = 320) => layoutBrushBars(propsOf(name), width)
const bars = (path: string) => path.split('Z').length - 1

test('a brush parts the bars: those it takes are inside, all others outside', () => {
  const { bars: drawn, brush, boxes } = layoutOf('brushed-here')
  expect([bars(drawn.inside), bars(drawn.outside)]).toEqual([4, 7])
  expect(brush!.x).toBeCloseTo(boxes[6]!.x, 1)
  expect(brush!.x + brush!.width).toBeCloseTo(boxes[9]!.x + boxes[9]!.width, 1)
})

test('of a brush elsewhere the chosen are bars and everybody else a line, on one scale; while nobody is chosen anywhere all are bars', () => {
  const compared = layoutOf('brushed-elsewhere')
  expect([bars(compared.bars.inside), compared.bars.outside, compared.brush]).toEqual([10, '', null])
  expect(compared.others.split('h')).toHaveLength(propsOf('brushed-elsewhere').bins.length + 1)
  const everybody = layoutOf('everybody')
  expect([bars(everybody.bars.inside), everybody.others, everybody.whiskers]).toEqual([11, '', ''])
})

test('what is not known stands apart, and no brush runs into it', () => {
  const layout = layoutOf('everybody')
  expect(layout.line).toHaveLength(10)
  const [last, apart] = [layout.boxes[9]!, layout.boxes[10]!]
  expect(apart.x).toBeGreaterThan(last.x + last.width + 10)
  expect(binAt(layout, 5000)).toBe(9)
  expect(binAt(layout, -5)).toBe(0)
  expect(binAt(layout, layout.boxes[4]!.x + 1)).toBe(4)
})

test('a brush is everything between two bins, whichever comes first', () => {
  expect([...takenBetween(3, 1, 5)]).toEqual([0, 1, 1, 1, 0])
  expect(takenBetween(1, 3, 5)).toEqual(takenBetween(3, 1, 5))
})

test('texts below the axis keep apart and inside of the picture', () => {
  for (const width of [240, 320, 704])
    for (const { props } of examples) {
      const { xTicks } = layoutBrushBars(props, width)
      for (const { x } of xTicks) expect(x).toBeLessThanOrEqual(width)
      expect(xTicks.length).toBeGreaterThan(0)
    }
})
