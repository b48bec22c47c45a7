import { expect, test } from 'vitest'
import { insertInline } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import { CANONICAL } from '../company/canonical'
import { describeExpression, describeMapping } from './describe'
import { TABLE_KINDS } from './mapping'
import { KINDS, ROLES, rolesOf } from './roles'

async function tableOf(headers: readonly string[]) {
  const engine = await openDatabase()
  return insertInline(engine, 't1', 'shop.csv', [Object.fromEntries(headers.map((header) => [header, 1]))])
}

test('expressions read as somebody would write them down', async () => {
  const table = await tableOf(['Quantity', 'UnitPrice', 'InvoiceNo', ''])
  expect(describeExpression({ column: 'c0' }, table)).toBe('Quantity')
  expect(describeExpression({ product: ['c0', 'c1'] }, table)).toBe('Quantity × UnitPrice')
  expect(describeExpression({ column: 'c2', startsWith: 'C' }, table)).toBe('InvoiceNo starts with C')
  expect(describeExpression({ column: 'c2', isOneOf: ['Yes', 'Y'] }, table)).toBe('InvoiceNo = Yes or Y')
  expect(describeExpression({ column: 'c2', exchanged: 'day and month' }, table)).toBe('InvoiceNo, day and month exchanged')
  expect(describeExpression({ column: 'c3' }, table)).toBe('column 4')
  expect(describeExpression({ column: 'line' }, table)).toBe('each row')
})

test('the reading of a table tells required roles first, and leaves out roles and tables that nobody knows', async () => {
  const table = await tableOf(['Country', 'Amount', 'Customer'])
  const binding = (role: string, column: string) => ({ role, from: { column }, confidence: 1 })
  const mapped = {
    kind: 'orders',
    confidence: 1,
    bindings: [binding('country', 'c0'), binding('revenue', 'c1'), binding('customer_id', 'c2'), binding('shoe', 'c0')],
  } as const
  const mapping = {
    version: 1,
    tables: [
      { table: 't1', ...mapped },
      { table: 't9', ...mapped },
    ],
    returns: 'net',
    asOf: null,
    currency: null,
  } as const
  expect(describeMapping(mapping, [table])).toEqual([
    {
      table: 't1',
      file: 'shop.csv',
      kind: 'orders',
      kindLabel: 'Orders',
      pairs: [
        { role: 'customer_id', label: 'customer', text: 'Customer', confidence: 1 },
        { role: 'revenue', label: 'amount', text: 'Amount', confidence: 1 },
        { role: 'country', label: 'country', text: 'Country', confidence: 1 },
      ],
    },
  ])
})

test('the catalogue of kinds is complete: every kind once, every role with a label and a type', () => {
  expect(KINDS.map(({ kind }) => kind).toSorted()).toEqual(TABLE_KINDS.toSorted())
  for (const { kind } of KINDS) for (const role of rolesOf(kind)) expect(ROLES, `${kind}.${role}`).toHaveProperty(role)
})

test('every column of a canonical table that a file can fill is a role of its kind, of the same type', () => {
  const made = ['order_key', 'customer_key', 'product_key', 'is_purchase', 'is_return', 'line_count', 'tenure']
  for (const kind of TABLE_KINDS) {
    if (kind === 'other') continue
    for (const [column, type] of Object.entries(CANONICAL[kind]).filter(([name]) => !made.includes(name))) {
      expect(rolesOf(kind), `${kind}.${column}`).toContain(column)
      expect(ROLES[column]!.type, `${kind}.${column}`).toBe(type)
    }
  }
})
