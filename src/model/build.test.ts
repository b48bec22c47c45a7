import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import { CANONICAL } from './canonical'
import { query } from '../engine/database'

test('every canonical table has the columns of the contract, in order, even when the company is empty', async () => {
  const { engine } = await openCompany({})
  for (const [table, columns] of Object.entries(CANONICAL))
    if (table !== 'breakdown') expect(await engine.rows(query(table, `select * from ${table}`, columns))).toEqual([])
})
