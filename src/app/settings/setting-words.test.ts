import { expect, test } from 'vitest'
import type { Option, Options } from '../../analyses/contract/definition'
import { settingsSentence, settingWords } from './setting-words'

const options = {
  levels: { kind: 'choice', label: 'Levels', before: 'Scored in', initial: '5', choices: [{ value: '5', label: 'fifths' }] },
  as_of: { kind: 'date', label: 'As-of date', before: 'as of', initial: '' },
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
  r_cuts: { kind: 'numbers', label: 'Cut points', before: 'recency cut at', initial: [] },
  steps: { kind: 'number', label: 'Steps', before: 'in steps:', initial: 5, range: [2, 10] },
  at: { kind: 'text', label: 'Anchor', before: 'starting at', initial: '' },
} as const satisfies Options

const around = {
  company: { asOf: '2011-12-10', attributes: [{ id: 'country', column: 'a0', label: 'Country', type: 'text' as const, distinct: 37 }] },
  segments: [{ id: 'k1', name: 'At risk' }],
}
const words = (option: Option, value: string | number | readonly number[]) => settingWords(option, value, around)

test('a setting reads as a piece of a sentence', () => {
  expect(words(options.levels, '5')).toEqual({ before: 'Scored in', value: 'fifths' })
  expect(words(options.r_cuts, [30, 90])).toEqual({ before: 'recency cut at', value: '30, 90' })
})

test('what is not set is said in words: the data’s date, points from the data, any, not broken down', () => {
  const unset = [options.as_of, options.r_cuts, options.at, options.by].map((option) => words(option, option.initial).value)
  expect(unset).toEqual(['10 Dec 2011', 'points from the data', 'any', 'not broken down'])
})

test('a breakdown is named by its attribute or its segment, and one that is gone is none', () => {
  expect(['country', 'segment:k1', 'segment:gone', 'gone'].map((value) => words(options.by, value).value)).toEqual([
    'Country',
    'At risk and everyone else',
    'not broken down',
    'not broken down',
  ])
})

test('all together they are one sentence, without what is left empty', () => {
  const settings = { levels: '5', as_of: '', by: '', r_cuts: [], steps: 5, at: '' }
  expect(settingsSentence(options, settings, around)).toBe('Scored in fifths, as of 10 Dec 2011, in steps: 5')
})
