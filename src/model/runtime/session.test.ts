import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { query, type Session } from '../../engine/database'
import { inSegment } from './clause'
import { dropMembers, filterBy, keepMembers } from './filter'
import { openRun } from './session'

const orders = [
  { customer_id: 'a', ordered_at: '2024-01-01', revenue: 10 },
  { customer_id: 'b', ordered_at: '2024-02-01', revenue: 20 },
  { customer_id: 'b', ordered_at: '2024-03-01', revenue: 5 },
  { customer_id: null, ordered_at: '2024-03-05', revenue: 7 },
]
const customers = [
  { customer_id: 'a', plan: 'basic', is_churned: true, age: 30 },
  { customer_id: 'b', plan: null, is_churned: false, age: 40 },
  { customer_id: 'c', plan: 'basic', is_churned: null, age: 50 },
]

async function values(session: Session) {
  const rows = await session.rows(
    query('breakdown', 'select customer_id, value from breakdown order by customer_id', { customer_id: 'text', value: 'text' }),
  )
  return rows.map(({ customer_id, value }) => `${customer_id}: ${value}`)
}

const count = (table: string) => query(table, `select count(*) as found from ${table}`, { found: 'number' })

test('a run knows the dates of the company and its own settings, and forgets them when it closes', async () => {
  const { engine, company } = await openCompany({ orders })
  const session = await openRun(engine, company, { levels: 5, cuts: [1, 2], mode: 'bounded' })
  const asked = query(
    'variables',
    `select getvariable('as_of')::date as as_of, getvariable('first_at')::timestamp as first_at, getvariable('last_at')::timestamp as last_at,
      getvariable('levels') as levels, len(getvariable('cuts')) as cuts, getvariable('mode') as mode`,
    { as_of: 'date', first_at: 'timestamp', last_at: 'timestamp', levels: 'number', cuts: 'number', mode: 'text' },
  )
  expect(await session.rows(asked)).toEqual([
    { as_of: '2024-03-06', first_at: '2024-01-01T00:00:00', last_at: '2024-03-05T00:00:00', levels: 5, cuts: 2, mode: 'bounded' },
  ])
  await session.close()
})

test("a page's own as-of date goes before the company's, an empty one does not", async () => {
  const { engine, company } = await openCompany({ orders })
  const asked = query('as of', `select getvariable('as_of') as as_of`, { as_of: 'text' })
  expect(await (await openRun(engine, company, { as_of: '2030-01-01' })).rows(asked)).toEqual([{ as_of: '2030-01-01' }])
  expect(await (await openRun(engine, company, { as_of: '' })).rows(asked)).toEqual([{ as_of: '2024-03-06' }])
})

test('a breakdown gives every customer one value: all together, an attribute, or in and out of a segment', async () => {
  const { engine, company } = await openCompany({ orders, customers })
  const by = async (setting: string) => values(await openRun(engine, company, { by: setting }))
  expect(await by('')).toEqual(['a: All customers', 'b: All customers', 'c: All customers'])
  expect(await by('plan')).toEqual(['a: basic', 'b: Not known', 'c: basic'])
  expect(await by('is_churned')).toEqual(['a: Yes', 'b: No', 'c: Not known'])
  expect(await by('age')).toEqual(['a: 30', 'b: 40', 'c: 50'])
  await keepMembers(engine, 's1', `select 'b' as customer_id`, {})
  expect(await by('segment:s1')).toEqual(['a: Not in the segment', 'b: In the segment', 'c: Not in the segment'])
  await expect(by('shoe size')).rejects.toThrow('customers have no attribute called shoe size')
})

test('numbers of many values are broken down by fifths, texts of many by the largest, dates by years', async () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    customer_id: `c${String(index).padStart(3, '0')}`,
    employees: index + 1,
    city: index < 40 ? 'Graz' : `town ${index}`,
    joined_on: `20${10 + (index % 3)}-0${1 + (index % 9)}-1${index % 10}`,
  }))
  const { engine, company } = await openCompany({ customers: many })
  const groups = async (by: string) => {
    const session = await openRun(engine, company, { by })
    const text = 'select value, count(*) as customers from breakdown group by value order by min(customer_id)'
    return (await session.rows(query('groups', text, { value: 'text', customers: 'number' }))).map((row) => [row.value, row.customers])
  }
  expect(await groups('employees')).toEqual([
    ['up to 20', 20],
    ['over 20 to 40', 20],
    ['over 40 to 60', 20],
    ['over 60 to 80', 20],
    ['over 80', 20],
  ])
  const cities = await groups('city')
  expect(cities).toHaveLength(50)
  expect(cities[0]).toEqual(['Graz', 40])
  expect(cities.find(([value]) => value === 'All others')).toEqual(['All others', 12])
  expect((await groups('joined_on')).map(([value]) => value)).toEqual(['2010', '2011', '2012'])
})

test('a filter leaves the kept customers in every table, and sales without a customer untouched; none brings everybody back', async () => {
  const { engine, company } = await openCompany({ orders, customers, spend: [{ spent_on: '2024-01-01', channel: 'ads', cost: 3 }] })
  expect(
    await keepMembers(engine, 's1', `select customer_id from customer_facts where revenue > getvariable('least')`, { least: 15 }),
  ).toBe(1)
  expect((await filterBy(engine, company, [inSegment('s1')])).customers).toBe(1)
  for (const [table, found] of Object.entries({ orders: 2, customers: 1, customer_facts: 1, orders_without_customer: 1, spend: 1 }))
    expect(await engine.rows(count(table)), table).toEqual([{ found }])
  expect((await filterBy(engine, company, [])).customers).toBe(3)
  expect(await engine.rows(count('orders'))).toEqual([{ found: 3 }])
})

test('members are evaluated under the filter in force, counted once, and replace those kept before', async () => {
  const { engine, company } = await openCompany({ orders, customers })
  await keepMembers(engine, 's1', `select unnest(['a', 'a', 'b', null]) as customer_id`, {})
  expect((await filterBy(engine, company, [inSegment('s1')])).customers).toBe(2)
  expect(await keepMembers(engine, 's2', 'select customer_id from customers', {})).toBe(2)
  expect(await keepMembers(engine, 's1', `select 'c' as customer_id`, {})).toBe(1)
  expect((await filterBy(engine, company, [inSegment('s1')])).customers).toBe(1)
  await dropMembers(engine, 's1')
  expect((await filterBy(engine, company, [inSegment('s1')])).customers).toBe(0)
})

test('members may be asked for by the breakdown in force', async () => {
  const { engine } = await openCompany({ orders, customers })
  const sql = `select customer_id from breakdown where value = getvariable('group')`
  expect(await keepMembers(engine, 's1', sql, { by: 'plan', group: 'basic' })).toBe(2)
})

test('a segment whose id is hostile is an id', async () => {
  const { engine, company } = await openCompany({ orders })
  const id = `'; drop schema company cascade; --`
  await keepMembers(engine, id, `select 'a' as customer_id`, {})
  expect((await filterBy(engine, company, [inSegment(id)])).customers).toBe(1)
})
