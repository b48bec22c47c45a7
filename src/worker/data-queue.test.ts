import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { insertInline } from '../../test/support/open-company'
import { query } from '../engine/database'
import { buildCompany } from '../model/company/build'
import type { Mapping } from '../model/mapping/mapping'
import { DataQueue } from './data-queue'

/** Work that ends when it is told to, and notes when it began and ended. */
function recorder() {
  const said: string[] = []
  const work = (name: string) => {
    let end!: () => void
    const ending = new Promise<void>((resolve) => (end = resolve))
    return {
      end,
      work: async () => {
        said.push(`${name} begins`)
        await ending
        said.push(`${name} ends`)
        return name
      },
    }
  }
  return { said, work }
}

const breath = () => new Promise((resolve) => setTimeout(resolve))

test('changes come one after the other, and what is asked after one reads behind it', async () => {
  const { said, work } = recorder()
  const queue = new DataQueue(() => said.push('stale'))
  const [first, second, page] = [work('first'), work('second'), work('page')]
  const done = [queue.change(first.work), queue.change(second.work), queue.read(page.work)]
  await breath()
  expect(said).toEqual(['stale', 'first begins'])
  page.end()
  second.end()
  first.end()
  expect(await Promise.all(done)).toEqual(['first', 'second', 'page'])
  expect(said).toEqual(['stale', 'first begins', 'first ends', 'stale', 'second begins', 'second ends', 'page begins', 'page ends'])
})

test('a change waits for what reads, and two read beside each other', async () => {
  const { said, work } = recorder()
  const queue = new DataQueue(() => undefined)
  const [one, other, change] = [work('one'), work('other'), work('change')]
  const done = [queue.read(one.work), queue.read(other.work), queue.change(change.work)]
  change.end()
  await breath()
  expect(said).toEqual(['one begins', 'other begins'])
  one.end()
  other.end()
  await Promise.all(done)
  expect(said.slice(-2)).toEqual(['change begins', 'change ends'])
})

test('what a change stopped is begun again behind it, and nobody who asked hears of it', async () => {
  const queue = new DataQueue(() => undefined)
  let data = 'before'
  const asked = queue.read(async (stop) => {
    const read = data
    while (read === 'before') {
      await breath()
      stop.throwIfAborted()
    }
    return read
  })
  await queue.change(async () => void (data = 'after'))
  expect(await asked).toBe('after')
})

test('what only adds lets reading go on, but not another change beside it', async () => {
  const { said, work } = recorder()
  const queue = new DataQueue(() => said.push('stale'))
  const [file, page, mapping] = [work('file'), work('page'), work('mapping')]
  const done = [queue.add(file.work), queue.read(page.work), queue.change(mapping.work)]
  page.end()
  mapping.end()
  await breath()
  expect(said).toEqual(['file begins', 'page begins', 'page ends'])
  file.end()
  await Promise.all(done)
  expect(said.slice(3)).toEqual(['file ends', 'stale', 'mapping begins', 'mapping ends'])
})

test('a change that failed lets the next one and what reads go on', async () => {
  const queue = new DataQueue(() => undefined)
  const failing = queue.change(() => Promise.reject(new Error('no')))
  const reading = queue.read(async () => 'read')
  await expect(failing).rejects.toThrow('no')
  expect(await reading).toBe('read')
  expect(await queue.change(async () => 'changed')).toBe('changed')
})

test('U1: mappings applied at once end as the last one says; one that fails leaves the company that was, and can be tried again', async () => {
  const engine = await openDatabase()
  const rows = [
    { customer_id: 'a', ordered_at: '2024-01-01', revenue: 1 },
    { customer_id: 'b', ordered_at: '2024-02-01', revenue: 2 },
  ]
  const tables = [await insertInline(engine, 't1', 'one.csv', rows), await insertInline(engine, 't2', 'two.csv', rows.slice(0, 1))]
  const mappingOf = (table: string, column = 'c0'): Mapping => ({
    version: 1,
    tables: [
      {
        table,
        kind: 'orders',
        confidence: 1,
        bindings: ['customer_id', 'ordered_at', 'revenue'].map((role, index) => ({
          role,
          from: { column: index === 0 ? column : `c${index}` },
          confidence: 1,
        })),
      },
    ],
    returns: 'net',
    asOf: null,
    currency: null,
  })
  const queue = new DataQueue(() => undefined)
  const apply = (mapping: Mapping) => queue.change(() => buildCompany(engine, mapping, tables))
  const customers = async () => (await engine.rows(query('customers', 'select count(*) as n from customers', { n: 'number' })))[0]!.n
  const built = await Promise.all([apply(mappingOf('t1')), apply(mappingOf('t2')), apply(mappingOf('t1')), apply(mappingOf('t2'))])
  expect(built.map((company) => company.customers)).toEqual([2, 1, 2, 1])
  expect(await customers()).toBe(1)
  await expect(apply(mappingOf('t1', 'c99'))).rejects.toThrow()
  expect(await customers()).toBe(1)
  expect((await apply(mappingOf('t1'))).customers).toBe(2)
  expect(await customers()).toBe(2)
})
