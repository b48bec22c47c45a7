import { expect, test } from 'vitest'
import type { RawColumn, RawTable } from '../../ingest/table'
import type { Mapping, TableMapping } from '../../model/mapping/mapping'
import { keyOf, missingRoles, sourcesFor, withRole } from './edit'

const lines: TableMapping = {
  table: 't1',
  kind: 'order_lines',
  confidence: 1,
  bindings: [
    { role: 'customer_id', from: { column: 'c0' }, confidence: 0.6 },
    { role: 'quantity', from: { column: 'c1' }, confidence: 1 },
    { role: 'unit_price', from: { column: 'c2' }, confidence: 1 },
  ],
}

const alone = { tables: [lines] } as unknown as Mapping

const raw = { columns: ['c0', 'c1', 'c2', 'c3'].map((name) => ({ name, header: name }) as RawColumn) } as unknown as RawTable

test('an amount can be a column or quantity times price', () => {
  const sources = sourcesFor('revenue', lines, raw, keyOf)
  expect(sources[0]!.from).toEqual({ product: ['c1', 'c2'] })
  expect(sources).toHaveLength(5)
})

test('a reading that is no plain column stays among the choices', () => {
  const flagged = withRole(lines, 'is_cancelled', { column: 'c3', startsWith: 'C' })
  expect(sourcesFor('is_cancelled', flagged, raw, keyOf)[0]!.from).toEqual({ column: 'c3', startsWith: 'C' })
})

test('what is required and not there is named', () => {
  expect(missingRoles(lines, alone)).toEqual(['ordered_at', 'revenue'])
  expect(missingRoles(withRole(lines, 'revenue', { column: 'c3' }), alone)).toEqual(['ordered_at'])
})

test('lines that name an order take customer and date from it, where orders are listed', () => {
  const numbered = withRole(lines, 'order_id', { column: 'c3' })
  const orders: TableMapping = { ...numbered, table: 't2', kind: 'orders' }
  expect(missingRoles(numbered, { ...alone, tables: [numbered] })).toEqual(['ordered_at', 'revenue'])
  expect(missingRoles(numbered, { ...alone, tables: [numbered, orders] })).toEqual(['revenue'])
})

test('a role given by hand is certain, and can be taken away', () => {
  const given = withRole(lines, 'customer_id', { column: 'c3' })
  expect(given.bindings.find(({ role }) => role === 'customer_id')).toEqual({ role: 'customer_id', from: { column: 'c3' }, confidence: 1 })
  expect(withRole(lines, 'customer_id', null).bindings.map(({ role }) => role)).toEqual(['quantity', 'unit_price'])
})
