import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import type { Mapping, TableKind } from '../model/mapping/mapping'
import { applySteps } from '../steps/apply'
import { parseStep } from '../steps/index'
import { labelsOffer } from './labels'

const mappingOf = (kind: TableKind): Mapping => ({
  version: 1,
  tables: [
    {
      table: 't1',
      kind,
      confidence: 1,
      bindings: ['customer_id', 'ordered_at', 'revenue'].map((role, at) => ({ role, from: { column: `c${at}` }, confidence: 1 })),
    },
  ],
  returns: 'net',
  asOf: null,
  currency: null,
  silentAfter: null,
})

async function offered(customers: readonly (string | null)[], kind: TableKind = 'orders') {
  const engine = await openDatabase()
  const rows: InlineRows = customers.map((customer, day) => ({ customer, day: `2024-01-0${day + 1}`, amount: day + 1.5 }))
  const table = await insertInline(engine, 't1', 'orders.csv', rows)
  return { engine, table, offer: await labelsOffer(engine, table, mappingOf(kind)) }
}

test('customers that stand in the first of their rows only are offered to stand in all, with rows and money', async () => {
  const { engine, table, offer } = await offered(['a', null, null, 'b', null, 'c', null])
  expect(offer!.accepted).toBe('4 more rows with 19.00')
  expect(offer!.steps.map((step) => parseStep(JSON.parse(JSON.stringify(step))))).toEqual(offer!.steps)
  const [after] = await applySteps(engine, [table], offer!.steps)
  const found = await engine.rows(query('who', 'select c0 as who from t1 order by line', { who: 'text' }))
  expect(found.map(({ who }) => who)).toEqual(['a', 'a', 'a', 'b', 'b', 'c', 'c'])
  expect(await labelsOffer(engine, after!, mappingOf('orders'))).toBeNull()
})

test.each<[string, readonly (string | null)[]]>([
  ['few gaps', ['a', 'b', 'c', 'd', null]],
  ['guests among customers who come again', ['a', null, 'b', 'a', null, null, 'b']],
  ['a table that begins without one', [null, 'a', null, 'b', null]],
])('%s are no labels', async (_, customers) => {
  expect((await offered(customers)).offer).toBeNull()
})

test('leads that are no customers before they are won are no group of the one above', async () => {
  expect((await offered(['a', null, null, 'b', null], 'leads')).offer).toBeNull()
})
