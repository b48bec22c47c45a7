import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import type { Selection } from '../analyses/outcome'
import type { Environment } from '../analyses/run'
import { runAnalysis } from '../analyses/run'
import { analysisById } from '../analyses/index'
import { query } from '../engine/database'
import { openRun } from '../model/session'
import { KeptSegments } from './kept-segments'

const inView = query('in view', 'select count(*) as n from customers', { n: 'number' })

/** Forty customers, the later the more they ordered, and the more often. */
async function openShop() {
  const orders = Array.from({ length: 40 }, (_, customer) =>
    Array.from({ length: 1 + (customer % 8) }, (_, order) => ({
      customer_id: `c${customer}`,
      ordered_at: `2024-${String(1 + ((customer + order) % 12)).padStart(2, '0')}-05`,
      revenue: 10 + customer,
    })),
  ).flat()
  const { engine, company, tables } = await openCompany({ orders })
  const environment: Environment = { engine, company, filter: null, segments: [], openRun }
  return { engine, environment, tables }
}

/** A set that a page offers, as the page would pass it on. */
async function offered(environment: Environment, place = 0): Promise<Selection> {
  const outcome = await runAnalysis(environment, analysisById('segments')!, {})
  const sets = [...outcome.findings.map(({ who }) => who), outcome.action?.who].filter((who) => who !== undefined)
  return { analysis: 'segments', settings: outcome.settings, who: sets[place]! }
}

test('a kept segment counts the customers that the page counted, and filters every view to them', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const selection = await offered(environment)
  const segment = await kept.keep(environment, 'Some', selection)
  expect(segment).toMatchObject({ name: 'Some', count: selection.who.count })
  expect(await kept.filterBy(engine, segment.id)).toBe(segment.count)
  expect(kept.filter).toEqual({ id: segment.id, name: 'Some', customers: segment.count })
  expect(await engine.rows(inView)).toEqual([{ n: segment.count }])
  expect(await kept.filterBy(engine, null)).toBe(40)
  expect(kept.filter).toBeNull()
})

test('dropping the segment that filters shows everyone again', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const segment = await kept.keep(environment, 'Some', await offered(environment))
  await kept.filterBy(engine, segment.id)
  await kept.drop(engine, segment.id)
  expect(kept.all).toEqual([])
  expect(await engine.rows(inView)).toEqual([{ n: 40 }])
})

test('recipes are read anew over the same data to the same customers, each under its own filter, even when that one was deleted', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const selection = await offered(environment)
  const outer = await kept.keep(environment, 'Outer', selection)
  await kept.filterBy(engine, outer.id)
  const filtered = { ...environment, filter: kept.filter }
  const inner = await kept.keep(filtered, 'Inner', selection)
  await kept.drop(engine, outer.id)
  expect(kept.all.map(({ name }) => name)).toEqual(['Inner'])
  await engine.execute('delete from company.segment_members')
  await kept.evaluate(environment)
  expect(kept.all).toEqual([inner])
  expect(kept.filter).toBeNull()
  expect(await kept.filterBy(engine, inner.id)).toBe(inner.count)
})

test('a recipe that the data can no longer answer has nobody in it', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const segment = await kept.keep(environment, 'Some', await offered(environment))
  await engine.execute('alter table company.customer_facts rename column revenue to gone')
  await kept.evaluate(environment)
  expect(kept.all).toEqual([{ ...segment, count: 0 }])
  expect(await kept.filterBy(engine, segment.id)).toBe(0)
})

test('an unknown segment cannot filter', async () => {
  const { engine } = await openShop()
  await expect(new KeptSegments().filterBy(engine, 'nobody')).rejects.toThrow('there is no kept segment nobody')
})
