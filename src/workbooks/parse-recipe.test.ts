import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRecipe } from './parse-recipe'
import { NotAWorkbook } from './plain'
import { EMPTY_RECIPE, hashesOf, nameOf, type Recipe } from './recipe'

const HASH = 'ab'.repeat(32)

/** One with something in every part. */
const FULL: Recipe = {
  ...EMPTY_RECIPE,
  name: 'Spring',
  sources: [
    { table: 't1', hash: HASH, file: 'orders.csv', bytes: 1200, part: '', dialect: { delimiter: ';', headerRecord: 2 } },
    { table: 't2', hash: 'sample-20240131', file: 'customers.csv', bytes: 90, part: '', dialect: {} },
  ],
  mapping: {
    version: 1,
    tables: [
      {
        table: 't1',
        kind: 'orders',
        confidence: 0.9,
        bindings: [
          { role: 'customer_id', from: { column: 'c0' }, confidence: 1 },
          { role: 'revenue', from: { product: ['c2', 'c3'] }, confidence: 0.8 },
          { role: 'is_return', from: { column: 'c1', startsWith: 'C' }, confidence: 0.7 },
          { role: 'churned', from: { column: 'c4', isOneOf: ['Yes'] }, confidence: 0.7 },
        ],
      },
    ],
    returns: 'net',
    asOf: null,
    currency: 'GBP',
  },
  segments: [
    {
      id: 's1',
      name: 'At risk',
      analysis: 'segments',
      settings: { groups: 5, cuts: [1, 2] },
      who: { set: 'members', values: { segment: 'At risk', top: 3, all: true, none: null }, name: 'At risk', count: 12 },
      count: 12,
      under: [],
      isHidden: false,
    },
  ],
  filter: [
    { source: 'country', predicate: { kind: 'values', values: ['France', null] }, isNot: false },
    { source: 'segment.s1', predicate: { kind: 'members' }, isNot: true },
  ],
  pages: { retention: { period: 'quarter' } },
  page: 'retention',
  isMasked: true,
  history: [
    {
      id: 'h1',
      takenAt: '2024-03-01T10:00:00Z',
      asOf: '2024-03-01',
      label: 'March',
      headlines: [{ name: 'orders', value: 3 }],
      hash: HASH,
    },
  ],
}

const copy = () => JSON.parse(JSON.stringify(FULL)) as Record<string, unknown>

test('a recipe comes back as it was written', () => {
  expect(parseRecipe(copy())).toEqual(FULL)
  expect(parseRecipe(JSON.parse(JSON.stringify(EMPTY_RECIPE)))).toEqual(EMPTY_RECIPE)
})

test('a newer version is refused, and says so', () => {
  expect(() => parseRecipe({ ...copy(), version: 2 })).toThrow('newer version')
})

test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused wherever it stands', (key) => {
  const pages = JSON.parse(`{"retention":{"${key}":"x"}}`) as unknown
  expect(() => parseRecipe({ ...copy(), pages })).toThrow(NotAWorkbook)
  expect(() => parseRecipe(JSON.parse(`{"${key}":{"isAdmin":true}}`))).toThrow(NotAWorkbook)
})

test('names that are put into SQL are of their own kind only', () => {
  const hostile = 't1; drop table t2'
  expect(() => parseRecipe({ ...copy(), sources: [{ ...FULL.sources[0], table: hostile }] })).toThrow(NotAWorkbook)
  const table = { ...FULL.mapping!.tables[0]!, bindings: [{ role: 'revenue', from: { column: 'c0)--' }, confidence: 1 }] }
  expect(() => parseRecipe({ ...copy(), mapping: { ...FULL.mapping, tables: [table] } })).toThrow(NotAWorkbook)
  const both = { ...table, bindings: [{ role: 'revenue', from: { column: 'c0', sql: '1' }, confidence: 1 }] }
  expect(() => parseRecipe({ ...copy(), mapping: { ...FULL.mapping, tables: [both] } })).toThrow(NotAWorkbook)
})

test('what is endless or far too deep is refused, not followed', () => {
  let deep: unknown = 'end'
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(() => parseRecipe({ ...copy(), pages: deep })).toThrow(NotAWorkbook)
  expect(() => parseRecipe({ ...copy(), name: 'x'.repeat(100_000) })).toThrow(NotAWorkbook)
})

test('any change of a recipe is read as a recipe or refused by name: 1,000 mutations', () => {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string(), fc.double(), fc.constant(undefined))
  fc.assert(
    fc.property(fc.nat(), anything, (where, value) => {
      const recipe = copy()
      const places = placesIn(recipe)
      const [holder, key] = places[where % places.length]!
      ;(holder as Record<string, unknown>)[key] = value
      try {
        // As it would be written: JSON knows no −0.
        const written = JSON.parse(JSON.stringify(parseRecipe(recipe))) as unknown
        expect(parseRecipe(written)).toEqual(written)
      } catch (error) {
        expect(error).toBeInstanceOf(NotAWorkbook)
      }
    }),
    { numRuns: 1000 },
  )
})

test('text that is not even JSON of a recipe is refused by name', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(() => parseRecipe(value)).toThrow(NotAWorkbook)
    }),
    { numRuns: 500 },
  )
})

test('a workbook goes by its first file until it is named, and needs the bytes of its files and of its history', () => {
  expect(nameOf(FULL)).toBe('Spring')
  expect(nameOf({ name: null, sources: FULL.sources })).toBe('orders')
  expect(nameOf({ name: null, sources: [FULL.sources[1]!] })).toBe('Sample company')
  expect(nameOf(EMPTY_RECIPE)).toBe('New workbook')
  expect(hashesOf(FULL)).toEqual([HASH])
})

function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [[value, key] as [object, string], ...placesIn(item)])
}
