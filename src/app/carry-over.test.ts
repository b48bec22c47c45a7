import { expect, test } from 'vitest'
import type { Mapping, TableMapping } from '../model/mapping/mapping'
import { carryOver } from './carry-over'

const table = (name: string, confidence: number): TableMapping => ({ table: name, kind: 'orders', confidence, bindings: [] })
const mapping = (tables: TableMapping[], rest: Partial<Mapping> = {}): Mapping => ({
  version: 1,
  tables,
  returns: 'net',
  asOf: null,
  currency: null,
  ...rest,
})

test('what was decided for a table stays when more files come; new tables are read as suggested', () => {
  const current = mapping([table('t1', 1)], { returns: 'ignore', asOf: '2011-12-10', currency: 'GBP' })
  const suggested = mapping([table('t1', 0.4), table('t2', 0.9)], { currency: 'EUR' })
  expect(carryOver(current, suggested, ['t2'])).toEqual({
    version: 1,
    tables: [table('t1', 1), table('t2', 0.9)],
    returns: 'ignore',
    asOf: '2011-12-10',
    currency: 'GBP',
  })
})

test('a table that is gone leaves the mapping', () => {
  expect(carryOver(mapping([table('t1', 1), table('t2', 1)]), mapping([table('t2', 0.5)]), []).tables).toEqual([table('t2', 1)])
})
