import { expect, test } from 'vitest'
import { insertInline } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import { maskSql, maskValue, maskWords } from './mask'
import { isCard, isIban, personalColumns } from './personal'

const PEOPLE = [
  {
    id: 'C1',
    'Customer Name': 'Anna-Maria Șerban',
    Contact: 'anna@example.com',
    phone: '+44 20 7946 0958',
    born: '1984-05-06',
    pay: '4111 1111 1111 1111',
    iban: 'GB82 WEST 1234 5698 7654 32',
    street: '12 High Street',
    note: 'Ask bob@example.org or +49 30 901820',
    product: 'Tea pot',
    birthday: '1990-01-02',
  },
  {
    id: 'C2',
    'Customer Name': 'Bob O’Neil 3rd',
    Contact: 'b@x.co.uk',
    phone: '(020) 7946 0959',
    born: '1970-01-01',
    pay: '5500-0055-5555-5559',
    iban: 'DE89370400440532013000',
    street: 'Rue 5',
    note: 'fine',
    product: 'Mug 20210101',
    birthday: '1991-01-02',
  },
]

test('personal data are recognised by roles, by headers and by values', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'people.csv', PEOPLE)
  const found = await personalColumns(engine, table, undefined)
  expect(Object.fromEntries(found.map(({ column, kind }) => [table.columns.find(({ name }) => name === column)!.header, kind]))).toEqual({
    'Customer Name': 'name',
    Contact: 'e-mail',
    phone: 'phone',
    pay: 'card number',
    iban: 'bank account',
    street: 'address',
    note: 'in text',
    birthday: 'birth date',
  })
})

test('card numbers are told by the check digit of ISO/IEC 7812 and bank accounts by that of ISO 13616', () => {
  expect(['4111111111111111', '378282246310005', '6011111111111117'].every(isCard)).toBe(true)
  expect(['4111111111111112', '0000000000000000', '123456789', ''].some(isCard)).toBe(false)
  expect(['GB82WEST12345698765432', 'RO49 AAAA 1B31 0075 9384 0000'].every(isIban)).toBe(true)
  expect(['GB82WEST12345698765433', 'RO49', 'hello'].some(isIban)).toBe(false)
})

test('a mask keeps the shape and not the person, alike in queries and in words', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'people.csv', PEOPLE)
  const masks = await personalColumns(engine, table, undefined)
  const told: Record<string, string> = {}
  for (const mask of masks) {
    const column = table.columns.find(({ name }) => name === mask.column)!
    const rows = await engine.rows(
      query('masked', `select ${maskSql(mask, column, 'salt')}::varchar as value from t1 order by line`, { value: 'text' }),
    )
    const header = column.header as keyof (typeof PEOPLE)[0]
    told[header] = rows.map(({ value }) => value).join(' | ')
    if (mask.kind !== 'birth date') expect(rows.map(({ value }) => value)).toEqual(PEOPLE.map((row) => maskValue(mask.kind, row[header])))
  }
  expect(told).toEqual({
    'Customer Name': 'A•••• Ș•••• | B•••• O•••• ••••r••••',
    Contact: 'a•••@••••.com | b•••@••••.uk',
    phone: '•••• 58 | •••• 59',
    pay: '•••• 11 | •••• 59',
    iban: '•••• 32 | •••• 00',
    street: '1•••• | R••••',
    note: 'Ask •••@•••• or •••• | fine',
    birthday: '1990-01-01 | 1991-01-01',
  })
  expect(maskWords('Line 3: “Anna” is no number, see anna@example.com')).toBe('Line 3: “••••” is no number, see •••@••••')
})

test('an id that is an e-mail address becomes a pseudonym that still tells people apart', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', [{ customer: 'a@x.com' }, { customer: ' A@x.com' }, { customer: 'b@x.com' }])
  const [mask] = await personalColumns(engine, table, {
    table: 't1',
    kind: 'orders',
    confidence: 1,
    bindings: [{ role: 'customer_id', from: { column: 'c0' }, confidence: 1 }],
  })
  const masked = async (salt: string) =>
    (
      await engine.rows(
        query('masked', `select ${maskSql(mask!, table.columns[0]!, salt)} as value from t1 order by line`, { value: 'text' }),
      )
    ).map(({ value }) => value!)
  const [one, same, other] = await masked('salt')
  expect(one).toMatch(/^person [0-9a-f]{6,16}$/)
  expect([same, other === one]).toEqual([one, false])
  expect((await masked('other salt'))[0]).not.toBe(one)
})
