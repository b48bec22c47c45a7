import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Clause, Filter } from '../../model/runtime/clause'
import type { Field } from '../../model/runtime/filter-fields'
import { formatHash, parseHash } from '../place'
import { formatWhere, parseWhere } from './address'

const FIELDS: readonly Field[] = [
  { id: 'country', label: 'Country', kind: 'values', hint: '' },
  { id: 'fact.orders', label: 'Orders', kind: 'numbers', hint: '' },
  { id: 'fact.first', label: 'First order', kind: 'dates', hint: '' },
  { id: 'segment.s1', label: 'Kept', kind: 'members', hint: '' },
]

test('a filter reads well in the address', () => {
  const filter: Filter = [
    { source: 'country', predicate: { kind: 'values', values: ['France', null] }, isNot: true },
    { source: 'fact.orders', predicate: { kind: 'numbers', from: 3, to: null }, isNot: false },
    { source: 'fact.first', predicate: { kind: 'dates', from: null, to: '2024-02-29' }, isNot: false },
    { source: 'segment.s1', predicate: { kind: 'members' }, isNot: false },
  ]
  expect(formatWhere(filter)).toBe('country:not:France|;fact.orders:is:3..;fact.first:is:..2024-02-29;segment.s1:is:')
  expect(parseWhere(formatWhere(filter), FIELDS)).toEqual(filter)
})

test('whatever the values are, the address gives them back', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  const clause: fc.Arbitrary<Clause> = fc.oneof(
    fc.record({
      source: fc.constant('country'),
      predicate: fc.record({ kind: fc.constant('values' as const), values: fc.array(fc.option(text), { minLength: 1, maxLength: 5 }) }),
      isNot: fc.boolean(),
    }),
    fc.record({
      source: fc.constant('fact.orders'),
      predicate: fc.record({
        kind: fc.constant('numbers' as const),
        from: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
        to: fc.option(fc.integer()),
      }),
      isNot: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 4 }), (filter) => {
      const { params } = parseHash(formatHash('overview', { where: formatWhere(filter) }))
      expect(parseWhere(params.where ?? '', FIELDS)).toEqual(filter)
    }),
  )
})

test('what no field can answer is left out, and nothing else of the link', () => {
  const parsed = (where: string) => parseWhere(where, FIELDS).map(({ source }) => source)
  expect(parsed('shoe size:is:9;country:is:France')).toEqual(['country'])
  expect(parsed('fact.orders:is:many..;fact.first:is:2023-02-30..;fact.orders:like:3..;segment.gone:is:')).toEqual([])
  expect(parsed(`country:is:x'); drop schema company cascade; --`)).toEqual(['country'])
  expect(parsed('__proto__:is:1;constructor:is:1;;::;')).toEqual([])
})
