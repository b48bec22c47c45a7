import { expect, test } from 'vitest'
import { query } from '../src/engine/database'
import { COMPRESS } from '../src/engine/lock'
import { openDatabase } from './support/open-database'

const held = query('room of all tables', 'select cast(sum(memory_usage_bytes) as double) as bytes from duckdb_memory()', {
  bytes: 'number',
})
const sums = query('sums', 'select count(*) as n, sum(amount) as total, count(distinct customer) as customers from orders', {
  n: 'number',
  total: 'number',
  customers: 'number',
})

test('what is compressed takes less than half the room, says the same, and can be written on', async () => {
  const engine = await openDatabase()
  await engine.execute(`create table orders as
    select range as line, 'C' || (hash(range) % 5000) as customer, cast(hash(range + 1) % 10000 as double) / 100 as amount, 'France' as country
    from range(300000)`)
  const [before] = await engine.rows(held)
  const said = await engine.rows(sums)
  await engine.execute(COMPRESS)
  const [after] = await engine.rows(held)
  expect(after!.bytes!).toBeLessThan(before!.bytes! / 2)
  expect(await engine.rows(sums)).toEqual(said)
  const session = await engine.open()
  await session.execute(`insert into orders values (300000, 'new', 5, 'Spain')`)
  expect((await session.rows(sums))[0]!.n).toBe(300001)
  await session.close()
})
