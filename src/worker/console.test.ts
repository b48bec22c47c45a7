import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, type OpenCompany } from '../../test/support/open-company'
import type { Environment } from '../analyses/contract/run'
import { query } from '../engine/database'
import { openRun } from '../model/runtime/session'
import { ask, asTable, MOST_ROWS } from './console'

let opened: OpenCompany
let environment: Environment

beforeAll(async () => {
  opened = await openCompany({
    orders: Array.from({ length: 40 }, (_, index) => ({
      customer_id: `c${index % 8}`,
      ordered_at: `2024-0${1 + (index % 6)}-11`,
      revenue: index,
      channel: index % 2 ? 'web' : 'shop; “Süd”',
    })),
  })
  environment = { engine: opened.engine, company: opened.company, filter: null, segments: [], openRun }
})

const rowsOf = async (sql: string, variables = {}) => (await ask(environment, opened.tables, { sql, variables }, undefined)).rows

/** Everything that could be different after a statement: tables, their columns and rows, variables, settings. */
async function state(): Promise<string> {
  const tables = await opened.engine.rows(
    query(
      'tables',
      "select database_name || schema_name || table_name || coalesce(sql, '') || estimated_size as t from duckdb_tables() where not temporary order by 1",
      {
        t: 'text',
      },
    ),
  )
  const views = await opened.engine.rows(
    query('views', 'select view_name || sql as t from duckdb_views() where not temporary order by 1', { t: 'text' }),
  )
  const settings = await opened.engine.rows(
    query('settings', "select name || coalesce(value, '') as t from duckdb_settings() order by 1", { t: 'text' }),
  )
  const databases = await opened.engine.rows(
    query('databases', 'select database_name as t from duckdb_databases() order by 1', { t: 'text' }),
  )
  const sums = await opened.engine.rows(query('sums', 'select count(*) || sum(revenue)::varchar as t from company.orders', { t: 'text' }))
  return JSON.stringify([tables, views, settings, databases, sums])
}

test.each([
  ['select count(*) from orders', [[40]]],
  ['select count(*) from orders;', [[40]]],
  ['from customers select customer_id order by 1 limit 1 -- the first', [['c0']]],
  ["with a as (select 1 as x) select x, x as x, true as f, date '2024-02-03' as d from a", [[1, 1, true, '2024-02-03']]],
  ["values (1, 'a')", [[1, 'a']]],
  ['select count(*) from file_orders', [[40]]],
  ['select count(*) from (describe orders)', [[13]]],
  ['select count(*) > 0 from (summarize orders)', [[true]]],
  ['select count(*) from (pivot (select channel, revenue from orders) on channel using sum(revenue))', [[1]]],
  ['select count(*) from customer_periods', [[40 - 16]]],
  ['select [1, 2] as list, {a: 1} as struct', [['[1, 2]', "{'a': 1}"]]],
])('%s', async (sql, rows) => {
  expect(await rowsOf(sql)).toEqual(rows)
})

test('variables are read, and ten thousand rows are shown of more', async () => {
  expect(await rowsOf("select getvariable('least') as x", { least: 7 })).toEqual([[7]])
  const answer = await ask(environment, opened.tables, { sql: 'select * from range(25000)', variables: {} }, undefined)
  expect([answer.rows.length, answer.isCut]).toEqual([MOST_ROWS, true])
  const all = await ask(environment, opened.tables, { sql: 'select * from range(25000)', variables: {} }, undefined, null)
  expect([all.rows.length, all.isCut]).toEqual([25_000, false])
})

/** One of each kind of statement that DuckDB has, and the ways round that were thought of. */
const CHANGES = [
  'create table x (a integer)',
  'create or replace view orders as select 1',
  'create temporary table x as select 1',
  'create schema s',
  'create sequence q',
  "create type mood as enum ('a')",
  'create macro f(a) as a',
  'create secret (type s3)',
  'create index i on company.orders (revenue)',
  'insert into company.customers select * from company.customers',
  'insert into t1 select * from t1 returning *',
  'update company.orders set revenue = 0',
  'delete from company.customers',
  'truncate t1',
  'merge into t1 using t1 as other on true when matched then delete',
  'alter table t1 rename to t2',
  'drop table t1',
  'drop schema company cascade',
  "copy orders to '/ws/out.csv'",
  "copy t1 from '/ws/in.csv'",
  "export database '/ws/all'",
  "import database '/ws/all'",
  "attach ':memory:' as other",
  'detach memory',
  'use memory',
  'install httpfs',
  'load httpfs',
  'update extensions',
  'set threads = 4',
  'set variable as_of = 1',
  'reset threads',
  'pragma enable_profiling',
  'call force_checkpoint()',
  'call enable_logging()',
  'checkpoint',
  'vacuum',
  'analyze',
  'begin',
  'commit',
  'rollback',
  'prepare p as select 1',
  'execute p',
  'deallocate p',
  'explain analyze insert into t1 select * from t1',
  "comment on table t1 is 'x'",
  'select 1; drop table t1',
  'select 1) as a; drop table t1; select * from (select 1',
  'select 1) as a union all (delete from t1 returning 1',
  'with gone as (delete from t1 returning *) select * from gone',
  'with made as (insert into t1 select * from t1 returning *) select * from made',
  "select 1 /* ' */ ; drop table t1 -- '",
  "select E'\\'' ; drop table t1 --'",
  'select $$;$$ ; drop table t1',
  'select * from (drop table t1)',
  'select 1 --',
] as const

const READS = [
  "select * from read_csv('/etc/passwd')",
  "select * from read_text('/proc/self/environ')",
  "select * from read_blob('https://example.org/')",
  "select * from read_parquet('s3://bucket/x')",
  "select * from '/etc/passwd'",
  "select * from 'https://example.org/a.csv'",
  "select * from glob('/*')",
  "select * from read_json('http://127.0.0.1:1/')",
  "select * from query('drop table t1')",
  "select * from query('copy orders to ''/ws/x.csv''')",
] as const

describe('nothing can be changed, read from elsewhere or sent', () => {
  let before: string
  beforeAll(async () => {
    await rowsOf('select count(*) from customer_periods')
    before = await state()
  })

  test.each(CHANGES.filter((sql) => sql !== 'select 1 --'))('%s', async (sql) => {
    await expect(rowsOf(sql)).rejects.toThrow()
    expect(await state()).toBe(before)
  })

  test.each(READS)('%s', async (sql) => {
    await expect(rowsOf(sql)).rejects.toThrow()
    expect(await state()).toBe(before)
  })

  test('what is looked at would tell of a change', async () => {
    await opened.engine.execute('create table company.made (a integer)')
    expect(await state()).not.toBe(before)
    await opened.engine.execute('drop table company.made')
    expect(await state()).toBe(before)
  })

  test('a remark at the end is a remark', async () => {
    expect(await rowsOf('select 1 --')).toEqual([[1]])
  })

  test.each(['', ' ; ', "select 'a;b'", 'select 1\0'])('%j is refused in a sentence', (sql) => {
    expect(() => asTable(sql)).toThrow(/\.$/)
  })
})
