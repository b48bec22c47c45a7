import { expect, test } from 'vitest'
import { textWidth } from '../parts/text-width'
import { linesOf, plainWords } from './caption'

const SIZE = 12
const textsOf = (text: string, width: number) =>
  linesOf(plainWords(text), width, SIZE).map((words) => words.map((word) => word.text).join(' '))
/** What a line takes: its words, and the blanks between them. */
const taken = (text: string) =>
  text.split(' ').reduce((sum, word) => sum + textWidth(word, 'medium', SIZE), 0) +
  (text.split(' ').length - 1) * textWidth(' ', 'regular', SIZE)

test('a caption that just fits stands on one line; with a hair less its last word wraps', () => {
  const text = 'Share of customers who came back'
  expect(textsOf(text, taken(text) + 1e-9)).toEqual([text])
  expect(textsOf(text, taken(text) - 0.01)).toEqual(['Share of customers who came', 'back'])
})

test('each line holds as many words as fit, all words in order', () => {
  const text = 'one two three four five six seven eight nine ten eleven twelve'
  for (const width of [40, 60, 90, 200]) {
    const lines = textsOf(text, width)
    expect(lines.join(' ')).toBe(text)
    for (const [index, line] of lines.entries()) {
      expect(taken(line)).toBeLessThanOrEqual(width)
      const [next] = (lines[index + 1] ?? '').split(' ')
      if (next) expect(taken(`${line} ${next}`)).toBeGreaterThan(width)
    }
  }
})

test('a word longer than the line has one to itself, and nothing takes no line', () => {
  expect(textsOf('a Donaudampfschifffahrtsgesellschaft b', 50)).toEqual(['a', 'Donaudampfschifffahrtsgesellschaft', 'b'])
  expect(textsOf('Donaudampfschifffahrtsgesellschaft', 50)).toEqual(['Donaudampfschifffahrtsgesellschaft'])
  expect(textsOf('', 50)).toEqual([])
})
