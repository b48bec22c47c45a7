import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Options } from './definition'
import { breakdownsOf, formatSettings, parseSettings } from './settings'

const options = {
  levels: {
    kind: 'choice',
    label: '',
    before: '',
    initial: '5',
    choices: [
      { value: '5', label: '' },
      { value: '3', label: '' },
    ],
  },
  steps: { kind: 'number', label: '', before: '', initial: 4, range: [2, 10] },
  cuts: { kind: 'numbers', label: '', before: '', initial: [] },
  as_of: { kind: 'date', label: '', before: '', initial: '' },
  by: { kind: 'breakdown', label: '', before: '', initial: '' },
  at: { kind: 'text', label: '', before: '', initial: '' },
} as const satisfies Options

const breakdowns = breakdownsOf(
  {
    attributes: [
      { id: 'country', column: 'country', label: 'Country', type: 'text', distinct: 3 },
      { id: 'plan', column: 'plan', label: 'Contract', type: 'text', distinct: 3 },
    ],
  },
  [{ id: '1' }],
)
const initial = { levels: '5', steps: 4, cuts: [], as_of: '', by: '', at: '' }

test('values of a link become settings of their kinds', () => {
  const raw = { levels: '3', steps: '7', cuts: '1,2.5,30', as_of: '2024-02-29', by: 'segment:1', at: 'Checkout' }
  const settings = parseSettings(options, raw, breakdowns)
  expect(settings).toEqual({ levels: '3', steps: 7, cuts: [1, 2.5, 30], as_of: '2024-02-29', by: 'segment:1', at: 'Checkout' })
  expect(formatSettings(options, settings)).toEqual(raw)
})

test('what cannot be read, or is out of range, is the initial value', () => {
  const raw = { levels: '4', steps: '11', cuts: '3,1', as_of: '2023-02-29', by: 'nobody', unknown: 'x' }
  expect(parseSettings(options, raw, breakdowns)).toEqual(initial)
  for (const cuts of ['1,,2', 'a', '1,1', '']) expect(parseSettings(options, { cuts }, breakdowns).cuts).toEqual([])
  for (const steps of ['', ' ', 'NaN', 'Infinity', '1e9']) expect(parseSettings(options, { steps }, breakdowns).steps).toBe(4)
})

test('a link may name an attribute by its header, and keeps its id', () => {
  for (const by of ['plan', 'Contract', 'contract']) expect(parseSettings(options, { by }, breakdowns).by).toBe('plan')
  expect(formatSettings(options, parseSettings(options, { by: 'Contract' }, breakdowns))).toEqual({ by: 'plan' })
})

test('initial settings leave nothing in the link', () => {
  expect(formatSettings(options, initial)).toEqual({})
})

test('no link fails, and every setting survives its own link', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(options), '__proto__', 'constructor'), fc.string()), (raw) => {
      const settings = parseSettings(options, raw, breakdowns)
      expect(Object.keys(settings)).toEqual(Object.keys(options))
      expect(parseSettings(options, formatSettings(options, settings), breakdowns)).toEqual(settings)
    }),
  )
})
