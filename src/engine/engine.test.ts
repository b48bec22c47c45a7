import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { query } from './database'

test('a session keeps its variables to itself and decodes what the query promises', async () => {
  const engine = await openDatabase()
  const asked = query('probe', "select getvariable('as_of')::date as d, 1.50::decimal(10,2) as n, count(*) as c, true as f from range(3)", {
    d: 'date',
    n: 'number',
    c: 'number',
    f: 'flag',
  })
  const session = await engine.open({ as_of: '2011-12-10' })
  expect(await session.rows(asked)).toEqual([{ d: '2011-12-10', n: 1.5, c: 3, f: true }])
  await session.close()
  expect((await engine.rows(asked))[0]!.d).toBeNull()
})
