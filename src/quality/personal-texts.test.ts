import { expect, test } from 'vitest'
import { inSegment } from '../model/runtime/clause'
import { insertInline } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { portable, textsIn } from '../workbooks/portable'
import { EMPTY_RECIPE, type Recipe } from '../workbooks/recipe'
import { personalByTable } from './inspect'
import { personalTexts } from './personal-texts'

const HASH = 'ab'.repeat(32)
const PEOPLE = [
  { customer_id: 'C1', name: 'Quirina Vanderquist', email: 'quirina@secret-mail.com', city: 'Bath' },
  { customer_id: 'C2', name: 'Ottokar Moreauville', email: 'ottokar@secret-mail.com', city: 'Leeds' },
]

const SEGMENT = { analysis: 'segments', settings: {}, count: 3, under: [], isHidden: false }
const RECIPE: Recipe = {
  ...EMPTY_RECIPE,
  name: 'For Quirina',
  sources: [
    { table: 't1', hash: HASH, file: 'vanderquist orders.csv', bytes: 1, part: '', dialect: {} },
    { table: 't2', hash: 'cd'.repeat(32), file: 'orders-2024.csv', bytes: 1, part: '', dialect: {} },
  ],
  steps: [
    {
      id: 'm',
      kind: 'replace values',
      table: 't1',
      makes: 't1',
      column: { name: 'c2', header: 'email' },
      pairs: [{ from: 'ottokar@secret-mail.com', to: 'x' }],
      group: 'g',
    },
    {
      id: 'n',
      kind: 'replace values',
      table: 't2',
      makes: 't2',
      column: { name: 'c0', header: 'id' },
      pairs: [{ from: 'a', to: 'b' }],
      group: 'g',
    },
    {
      id: 'k',
      kind: 'replace values',
      table: 't1',
      makes: 't1',
      column: { name: 'c3', header: 'city' },
      pairs: [{ from: 'Bath', to: 'Leeds' }],
      group: null,
    },
  ] as unknown as Recipe['steps'],
  segments: [
    { ...SEGMENT, id: 's1', name: 'At risk', who: { set: 'members', values: { segment: 'At risk' }, name: 'At risk', count: 3 } },
    { ...SEGMENT, id: 's2', name: 'Ottokar and friends', who: { set: 'members', values: { segment: 'Loyal' }, name: 'Loyal', count: 3 } },
    { ...SEGMENT, id: 's3', name: 'One', who: { set: 'same', values: { name: 'Quirina Vanderquist' }, name: 'One', count: 1 } },
    { ...SEGMENT, id: 's4', name: 'Of those', under: [inSegment('s3')], who: { set: 'members', values: {}, name: 'Of those', count: 1 } },
  ],
  filter: [
    inSegment('s3'),
    { source: 'name', predicate: { kind: 'values', values: ['Quirina Vanderquist'] }, isNot: false },
    { source: 'city', predicate: { kind: 'values', values: ['Leeds'] }, isNot: false },
  ],
  pages: { segments: { by: 'city' }, paths: { from: 'ottokar@secret-mail.com' } },
  history: [{ id: 'h', takenAt: '', asOf: null, label: 'vanderquist orders.csv', headlines: [], hash: HASH }],
  salt: 'salt',
}

test('P2: a recipe alone keeps nothing that tells of a person in the data, and what tells of none', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'people.csv', PEOPLE)
  const session = await engine.open()
  const found = await personalTexts(session, [table], await personalByTable(session, [table], null), textsIn(RECIPE))
  const left = portable(RECIPE, (text) => found.has(text))
  expect(JSON.stringify(left)).not.toMatch(/quirina|vanderquist|ottokar|moreauville|secret-mail|salt":"salt/i)
  expect(left.name).toBe('Workbook')
  expect(left.sources.map(({ file }) => file)).toEqual(['file 1.csv', 'orders-2024.csv'])
  expect(left.steps.map(({ id }) => id)).toEqual(['k'])
  expect(left.segments.map(({ id, name }) => [id, name])).toEqual([
    ['s1', 'At risk'],
    ['s2', 'Segment 2'],
  ])
  expect([left.filter, left.history, Object.keys(left.pages)]).toEqual([
    [{ source: 'city', predicate: { kind: 'values', values: ['Leeds'] }, isNot: false }],
    [],
    ['segments'],
  ])
})
