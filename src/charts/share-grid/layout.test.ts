import { expect, test } from 'vitest'
import { examples } from './examples'
import { blockBetween, layoutShareGrid } from './layout'

const propsOf = (name: string) => examples.find((example) => example.name === name)!.props

test('cells say the per cent chosen, fewer than thirty as a count without a shade, and nobody as nothing', () => {
  const { cells } = layoutShareGrid(propsOf('chosen'), 704)
  expect(cells[0]!.text).toBe('10')
  expect(cells[7]!.text).toBe('80')
  expect(cells[7]!.step).toBe(9)
  expect(cells.at(-1)).toMatchObject({ step: 0, text: '' })
  const few = propsOf('chosen').all[46]!
  expect(few).toBeLessThan(40)
})

test('while nobody is chosen cells say how many are in them', () => {
  const { cells } = layoutShareGrid(propsOf('everybody'), 704)
  expect(cells[0]!.text).toBe('400')
  expect(cells[0]!.step).toBe(9)
  expect(cells[46]!.step).toBeGreaterThan(0)
})

test('a text that does not fit is left to the tooltip, never cut', () => {
  for (const { text } of layoutShareGrid(propsOf('chosen'), 240).cells) expect(text).not.toContain('…')
})

test('two cells make a rectangle, whichever comes first', () => {
  expect(blockBetween(1, 18, 8)).toEqual({ columns: [1, 2], rows: [0, 2] })
  expect(blockBetween(18, 1, 8)).toEqual(blockBetween(1, 18, 8))
})
