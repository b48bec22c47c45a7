import { expect, test } from 'vitest'
import { fitText, textWidth, wrapText } from './text-width'

test('a text is as wide as its characters', () => {
  expect(textWidth('Champions')).toBeCloseTo(((56 + 59 + 54 + 86 + 59 + 28 + 58 + 59 + 47) / 100) * 12)
  expect(textWidth('')).toBe(0)
})

test('figures are tabular, so numbers of equal length are equally wide', () => {
  expect(textWidth('1,111')).toBe(textWidth('8,888'))
})

test('medium is wider than regular, and squares are wider than letters', () => {
  expect(textWidth('Loyal', 'medium')).toBeGreaterThan(textWidth('Loyal'))
  expect(textWidth('客户')).toBe(24)
})

test('a text that fits is left alone, one that does not ends in an ellipsis within the width', () => {
  expect(fitText('Loyal', 100)).toBe('Loyal')
  const cut = fitText('REGENCY CAKESTAND 3 TIER AND A VERY LONG NAME', 120)
  expect(cut).toMatch(/^REGENCY.*…$/)
  expect(textWidth(cut)).toBeLessThanOrEqual(120)
})

test('a text is cut between characters, never inside one', () => {
  expect(fitText('👩‍👩‍👧😀😀😀😀😀😀😀😀', 60)).not.toMatch(/[\ud800-\udbff]…/)
})

test('words wrap, and the last line is cut', () => {
  expect(wrapText('Need attention', 58, 2)).toEqual(['Need', 'attention'])
  expect(wrapText('Potential loyalist', 200, 2)).toEqual(['Potential loyalist'])
  const lines = wrapText('one two three four five six seven eight', 60, 2)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/…$/)
  for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(60)
})
