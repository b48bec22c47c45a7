import { expect, test } from 'vitest'
import { insertInline } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import { CODE, isCode } from './code'
import { maskSql } from './mask'
import { personalColumns } from './personal'

const CODES = ['17850', '#1001', 'C-00123', 'c12', 'CUST00012', 'Kunde 12', 'CG-12520', '7590-VHVEG', '12345.0', 'user_42', 'A1B2C3D4E5']
const UUIDS = ['0b5f0f6e-8d3c-4c8a-9a50-3a3f5f3c9e11', '507f1f77bcf86cd799439011']
const PEOPLE = [
  'anna',
  'anna müller',
  'ANNA MÜLLER',
  'MÜLLER',
  'Anna',
  '王伟',
  'محمد علي',
  'Анна',
  'δήμητρα',
  '김민준',
  'anna1980',
  'mueller.anna',
  'ANNA7',
  '447946095800',
  '00447946095800',
  '+44 20 7946 0958',
  '0301234567',
  'anna@example.com',
  '12 maria',
]

test('what plainly is a code is told from what says who somebody is, alike here and in the engine', async () => {
  expect([...CODES, ...UUIDS].filter((id) => !isCode(id))).toEqual([])
  expect(PEOPLE.filter(isCode)).toEqual([])
  const engine = await openDatabase()
  const table = await insertInline(
    engine,
    't1',
    'ids.csv',
    [...CODES, ...UUIDS, ...PEOPLE].map((id) => ({ id })),
  )
  const rows = await engine.rows(
    query('codes', `select c0 as id, regexp_full_match(c0, '${CODE}') as is_code from ${table.name} order by line`, {
      id: 'text',
      is_code: 'flag',
    }),
  )
  for (const { id, is_code } of rows) expect(is_code, id!).toBe(isCode(id!))
})

const mapping = {
  table: 't1',
  kind: 'orders' as const,
  confidence: 1,
  bindings: [{ role: 'customer_id', from: { column: 'c0' }, confidence: 1 }],
}

test.each([
  ['names in lower case', ['anna müller', 'bob stone', 'eva maria lang']],
  ['names in capitals', ['ANNA MÜLLER', 'BOB STONE', 'EVA LANG']],
  ['Chinese names', ['王伟', '李娜', '张敏']],
  ['Arabic names', ['محمد علي', 'فاطمة', 'عمر']],
  ['single words', ['anna', 'bob', 'eva']],
  ['phone numbers without signs', ['447946095800', '447946095801', '447946095802']],
  ['codes with one name among them', ['C1', 'C2', 'anna müller']],
])('P1: ids that are %s become pseudonyms', async (_, ids) => {
  const engine = await openDatabase()
  const table = await insertInline(
    engine,
    't1',
    'orders.csv',
    ids.map((customer) => ({ customer })),
  )
  const [mask] = await personalColumns(engine, table, mapping)
  expect(mask).toMatchObject({ column: 'c0', isId: true })
  const rows = await engine.rows(
    query('masked', `select ${maskSql(mask!, table.columns[0]!, 's')} as id from t1 order by line`, { id: 'text' }),
  )
  const masked = rows.map(({ id }) => id!)
  expect(new Set(masked).size).toBe(ids.length)
  masked.forEach((id, at) => expect(id).toMatch(isCode(ids[at]!) ? ids[at]! : /^person [0-9a-f]{16}$/))
})

test('P1: numbers to call that were read as numbers are hidden, and plain numbers are not', async () => {
  const engine = await openDatabase()
  const phones = await insertInline(engine, 't1', 'orders.csv', [{ customer: 447946095800 }, { customer: 447946095801 }])
  expect(await personalColumns(engine, phones, mapping)).toMatchObject([{ kind: 'id', isId: true }])
  const numbers = await insertInline(engine, 't2', 'orders.csv', [{ customer: 17850 }, { customer: 13047 }])
  expect(await personalColumns(engine, numbers, { ...mapping, table: 't2' })).toEqual([])
})

test('P1: a column called after people that holds names of any case or script holds names', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', [
    { contact: 'anna müller', 姓名: '王伟', client: '李小龙', plan: 'basic plan' },
    { contact: 'bob stone', 姓名: '李娜', client: '王伟', plan: 'large plan' },
  ])
  const found = await personalColumns(engine, table, undefined)
  expect(found.map(({ column, kind }) => [column, kind])).toEqual([
    ['c0', 'name'],
    ['c1', 'name'],
    ['c2', 'name'],
  ])
})
