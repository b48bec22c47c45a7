import { expect, test } from 'vitest'
import { MOST_WRITTEN, entriesOf, settingOf, textOf, written } from './written'

test('what a person writes comes back as it was, whatever stands in it, and can be taken back', () => {
  const name = written('', { persona: "Can't lose", text: 'The quiet  stockists\n(ring\tfive)' })
  const both = written(name, { persona: 'Champions', about: 'What do they read?', text: 'Trade papers: “a=b&c”' })
  expect(textOf(both, "Can't lose")).toBe('The quiet stockists (ring five)')
  expect(textOf(both, 'Champions', 'What do they read?')).toBe('Trade papers: “a=b&c”')
  expect(entriesOf(written(both, { persona: "Can't lose", text: ' ' }))).toHaveLength(1)
})

test('a setting that was cut keeps the lines before the cut', () => {
  const setting = settingOf(Array.from({ length: 20 }, (_, at) => ({ persona: `Group ${at}`, text: 'x'.repeat(80) })))
  const kept = entriesOf(setting.slice(0, MOST_WRITTEN))
  expect(kept.length).toBeGreaterThan(8)
  expect(kept[0]!.text).toBe('x'.repeat(80))
})

test('what is no such setting is nothing', () => {
  expect(entriesOf('')).toEqual([])
  expect(entriesOf('a\n\t\t\nno tabs at all')).toEqual([])
})
