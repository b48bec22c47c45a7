import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import { everyone, type Selection } from '../analyses/contract/outcome'
import type { Environment } from '../analyses/contract/run'
import { runAnalysis } from '../analyses/contract/run'
import { analysisById } from '../analyses/index'
import { query } from '../engine/database'
import { inSegment } from '../model/runtime/clause'
import { openRun } from '../model/runtime/session'
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
  expect(await kept.filterBy(environment, [inSegment(segment.id)])).toMatchObject({ left: { customers: segment.count } })
  expect(kept.wordsFor(environment.company)).toEqual({ name: 'in “Some”', customers: segment.count })
  expect(await engine.rows(inView)).toEqual([{ n: segment.count }])
  expect(await kept.filterBy(environment, [])).toMatchObject({ clauses: [], left: { customers: 40 } })
  expect(kept.wordsFor(environment.company)).toBeNull()
})

test('a renamed segment keeps its customers and its recipe, and sentences say its new name', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const segment = await kept.keep(environment, 'Some', await offered(environment))
  await kept.filterBy(environment, [inSegment(segment.id)])
  kept.rename(segment.id, 'Some <b>others</b>')
  expect(kept.all).toEqual([{ ...segment, name: 'Some <b>others</b>' }])
  expect(kept.wordsFor(environment.company)).toEqual({ name: 'in “Some <b>others</b>”', customers: segment.count })
  await kept.evaluate(environment)
  expect(kept.all).toEqual([{ ...segment, name: 'Some <b>others</b>' }])
  expect(await engine.rows(inView)).toEqual([{ n: segment.count }])
})

test('dropping the segment that filters shows everyone again', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const segment = await kept.keep(environment, 'Some', await offered(environment))
  await kept.filterBy(environment, [inSegment(segment.id)])
  await kept.drop(environment, segment.id)
  expect(kept.all).toEqual([])
  expect(await engine.rows(inView)).toEqual([{ n: 40 }])
})

test('recipes are read anew over the same data to the same customers, each under its own filter, even when that one was deleted', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const selection = await offered(environment)
  const outer = await kept.keep(environment, 'Outer', selection)
  await kept.filterBy(environment, [inSegment(outer.id)])
  const filtered = { ...environment, filter: kept.wordsFor(environment.company) }
  const inner = await kept.keep(filtered, 'Inner', selection)
  await kept.drop(environment, outer.id)
  expect(kept.all.map(({ name }) => name)).toEqual(['Inner'])
  await engine.execute('delete from company.segment_members')
  await kept.evaluate(environment)
  expect(kept.all).toEqual([inner])
  expect(kept.wordsFor(environment.company)).toBeNull()
  expect(await kept.filterBy(environment, [inSegment(inner.id)])).toMatchObject({ left: { customers: inner.count } })
})

test('a recipe that the data can no longer answer has nobody in it', async () => {
  const { engine, environment } = await openShop()
  const kept = new KeptSegments()
  const segment = await kept.keep(environment, 'Some', await offered(environment))
  await engine.execute('alter table company.customer_facts rename column order_days to gone')
  // As other data do: what was derived of those before is gone.
  await engine.execute('drop schema derived cascade')
  await engine.execute('create schema derived')
  await kept.evaluate({ ...environment, company: { ...environment.company } })
  expect(kept.all).toEqual([{ ...segment, count: 0 }])
  expect(await kept.filterBy(environment, [inSegment(segment.id)])).toMatchObject({ left: { customers: 0 } })
})

test('a clause that the data cannot answer is left out of the filter, and a segment kept under one has nobody in it', async () => {
  const { environment } = await openShop()
  const kept = new KeptSegments()
  const gone = { source: 'shoe size', predicate: { kind: 'values', values: ['9'] }, isNot: false } as const
  const often = { source: 'fact.orders', predicate: { kind: 'numbers', from: 5, to: null }, isNot: false } as const
  expect(await kept.filterBy(environment, [gone, often])).toMatchObject({ clauses: [often], left: { customers: 20 } })
  const segment = await kept.keep(environment, 'Often', everyone('Often', 20, 'fact.orders:is:5..'))
  expect(segment.count).toBe(20)
  kept.restore([{ ...segment, under: [gone, often], isHidden: false }], [inSegment(segment.id)])
  await kept.evaluate(environment)
  expect(kept.all[0]!.count).toBe(0)
  expect(kept.filter.left.customers).toBe(0)
})
