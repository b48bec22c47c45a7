import { describe, expect, test } from 'vitest'
import type { InlineRows } from '../../../test/support/open-company'
import { askedOf, suggestInline } from '../../../test/support/suggest-inline'
import { buildCompany } from '../company/build'

const day = (after: number) => new Date(Date.UTC(2024, 0, 1 + after)).toISOString().slice(0, 10)
const rows = (count: number, make: (index: number) => InlineRows[number]): InlineRows => Array.from({ length: count }, (_, i) => make(i))

describe('a name and a role before an overlap (M1)', () => {
  const orders = (customer: string, store: string) =>
    rows(600, (i) => ({
      order_id: 1000 + i,
      [customer]: 1 + ((i * 37) % 100),
      [store]: 1 + (i % 10),
      order_date: day(i % 300),
      amount: 20.5 + (i % 50),
    }))

  test('600 orders of customers 1–100 in stores 1–10, and a list of customers 1–30', async () => {
    const { suggestion, read, engine, tables } = await suggestInline({
      'orders.csv': orders('customer_id', 'store_id'),
      'customers.csv': rows(30, (i) => ({ customer_id: 1 + i, name: `N${i}`, city: `T${i % 3}` })),
    })
    expect(read['orders.csv']).toMatch(/^orders: customer_id = customer_id,/)
    expect(read['customers.csv']).toMatch(/^customers: customer_id = customer_id,/)
    expect(suggestion.doubts).toEqual([])
    expect((await buildCompany(engine, suggestion.mapping, tables)).customers).toBe(100)
  })

  test.each([
    ['Kundennr', 'Filial-ID'],
    ['Cod client', 'ID magazin'],
    ['nº cliente', 'id tienda'],
    ['Code client', 'id magasin'],
  ])('%s beside %s', async (customer, store) => {
    const { read } = await suggestInline({
      'orders.csv': orders(customer, store),
      'list.csv': rows(30, (i) => ({ [customer]: 1 + i, email: `n${i}@example.com` })),
    })
    expect(read['orders.csv']).toContain(`customer_id = ${customer},`)
    expect(read['list.csv']).toContain(`customer_id = ${customer},`)
  })

  test('a plain name that shares some rows with the list while another column shares them all is asked about', async () => {
    const { suggestion } = await suggestInline({
      'orders.csv': rows(200, (i) => ({
        customer_id: i % 40 === 0 ? `K${i % 7}` : `X${i % 60}`,
        account: `K${i % 40}`,
        order_date: day(i),
        amount: 5.5 + i,
      })),
      'customers.csv': rows(40, (i) => ({ customer_id: `K${i}`, name: `N${i}`, email: `n${i}@example.com` })),
    })
    expect(suggestion.doubts.map(({ question }) => question)).toContain('Which column holds the customer?')
  })
})

describe('a list of customers whose number has a name of its own (M2)', () => {
  test.each(['household_ref', 'CLIENTNUM', 'subscriber', 'account_no', 'matricule', 'Kundennr.', 'nº cliente', 'cod client', 'acct_hash'])(
    '%s is the customer, and meets the orders',
    async (header) => {
      const { read, suggestion, engine, tables } = await suggestInline({
        'list.csv': rows(80, (i) => ({ [header]: `A${500 + i}`, region: `R${i % 4}`, plan: `P${i % 2}`, joined: day(i) })),
        'orders.csv': rows(200, (i) => ({ order_id: i, customer: `A${500 + (i % 90)}`, order_date: day(i), amount: 5.5 + i })),
      })
      expect(read['list.csv']).toMatch(new RegExp(`^customers: customer_id = ${header.replace('.', '\\.')},`))
      expect((await buildCompany(engine, suggestion.mapping, tables)).customers).toBe(90)
    },
  )

  test('row numbers never join: a list without any number is nobody of the orders', async () => {
    const { suggestion, engine, tables } = await suggestInline({
      'people.csv': rows(60, (i) => ({ age: 20 + (i % 50), gender: 'MF'[i % 2]!, town: `T${i % 4}`, plan: `P${i % 3}` })),
      'orders.csv': rows(200, (i) => ({ order_id: i, customer: 2 + (i % 50), order_date: day(i), amount: 5.5 + i })),
    })
    expect(suggestion.doubts.map(({ question }) => question)).toEqual(['Whose are these rows?'])
    const company = await buildCompany(engine, suggestion.mapping, tables)
    expect(company.customers).toBe(110)
    expect(company.joins).toEqual([])
  })
})

test('what names nobody is no customer, in five languages, and its rows are counted (M7)', async () => {
  const nobody = ['guest', 'Guest', 'N/A', '-', 'unknown', '(none)', 'walk-in', 'Gast', 'Laufkundschaft', 'invité', 'Invitado', 'oaspete']
  const { engine, tables, suggestion } = await suggestInline({
    'orders.csv': rows(120, (i) => ({
      order_id: i,
      customer: i % 2 ? `C${i % 14}` : nobody[(i / 2) % nobody.length]!,
      order_date: day(i),
      amount: 5.5 + i,
    })),
  })
  const company = await buildCompany(engine, suggestion.mapping, tables)
  expect(company.customers).toBe(7)
  expect(company.accounting.map(({ label, rows: found }) => [label, found])).toEqual([
    ['In the file', 120],
    ['No customer number', -60],
    ['Orders used', 60],
  ])
  expect(askedOf(suggestion)).toEqual({})
})
