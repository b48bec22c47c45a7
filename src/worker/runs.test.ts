import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import type { Environment } from '../analyses/run'
import { openRun } from '../model/session'
import { Runs } from './runs'

async function openEnvironment(): Promise<Environment & { opened: () => number }> {
  const { engine, company } = await openCompany({
    orders: Array.from({ length: 60 }, (_, row) => ({
      customer_id: `c${row % 12}`,
      ordered_at: `2024-0${1 + (row % 9)}-1${row % 10}`,
      revenue: 5 + row,
    })),
  })
  let opened = 0
  return {
    engine,
    company,
    filter: null,
    segments: [],
    openRun: (...args) => {
      opened++
      return openRun(...args)
    },
    opened: () => opened,
  }
}

test('the same page at the same settings is computed once, and anew when the data changed', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const first = await runs.run(1, environment, 'overview', {})
  expect(await runs.run(2, environment, 'overview', {})).toBe(first)
  expect(await runs.run(3, environment, 'overview', { unknown: 'setting' })).toBe(first)
  expect(environment.opened()).toBe(1)
  runs.invalidate()
  expect(await runs.run(4, environment, 'overview', {})).toEqual({ ...first, queries: expect.anything() })
  expect(environment.opened()).toBe(2)
})

test('what the landing page has read need not be computed again', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  await runs.run(1, environment, 'insights', {})
  const opened = environment.opened()
  await runs.run(2, environment, 'overview', {})
  await runs.run(3, environment, 'segments', {})
  expect(environment.opened()).toBe(opened)
})

test('an answer that comes after the data changed is dropped', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const running = runs.run(1, environment, 'segments', {})
  runs.invalidate()
  await expect(running).rejects.toMatchObject({ name: 'QueryCancelled' })
})

test('a run that was cancelled rejects as cancelled, others go on', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const stopped = runs.run(1, environment, 'segments', {})
  const other = runs.run(2, environment, 'overview', {})
  runs.cancel(1)
  await expect(stopped).rejects.toMatchObject({ name: 'QueryCancelled' })
  expect((await other).analysis).toBe('overview')
})

test('an unknown page is said', async () => {
  await expect(new Runs().run(1, await openEnvironment(), 'nowhere', {})).rejects.toThrow('there is no page nowhere')
})
