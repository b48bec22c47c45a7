import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutShareRows } from './layout'

const layoutOf = (name: string) => layoutShareRows(examples.find((example) => example.name === name)!.props, 320)

const marks = (path: string) => path.split('M').length - 1

test('everybody and a brush of its own are bars; a brush elsewhere makes two dots a row, faint where their intervals meet', () => {
  const everybody = layoutOf('everybody')
  expect([marks(everybody.bars.inside), marks(everybody.bars.outside)]).toEqual([7, 0])
  const own = layoutOf('brushed-here')
  expect([marks(own.bars.inside), marks(own.bars.outside)]).toEqual([2, 5])
  const { bars, sure, faint } = layoutOf('brushed-elsewhere')
  expect([marks(bars.inside), marks(sure.ownDots), marks(faint.ownDots)]).toEqual([0, 4, 3])
  for (const paths of [sure, faint]) expect(new Set(Object.values(paths).map(marks)).size).toBe(1)
})

test('many values together say their share and do not set the scale', () => {
  const { rows, right, bars } = layoutOf('everybody')
  const widest = Math.max(...[...bars.inside.matchAll(/H([\d.]+)v/g)].map(([, x]) => Number(x)))
  expect(widest).toBeCloseTo(right, 0)
  expect(rows[6]!.value!.text).toMatch(/^66\s%$/)
  expect(layoutOf('brushed-elsewhere').rows[6]!.value!.text).toMatch(/^85\s% against 63\s%$/)
})
