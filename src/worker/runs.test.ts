import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import type { Environment } from '../analyses/contract/run'
import { openRun } from '../model/runtime/session'
import { random } from '../stats/random'
import type { InsightsResult } from '../analyses/insights/result'
import { DataQueue } from './data-queue'
import { Runs } from './runs'

/** Reads at once: nothing changes meanwhile. */
const reading =
  (environment: Environment) =>
  <T>(work: (environment: Environment, stop: AbortSignal) => Promise<T>) =>
    work(environment, new AbortController().signal)

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
  const first = await runs.run(1, reading(environment), 'overview', {})
  expect(await runs.run(2, reading(environment), 'overview', {})).toBe(first)
  expect(await runs.run(3, reading(environment), 'overview', { unknown: 'setting' })).toBe(first)
  expect(environment.opened()).toBe(1)
  runs.forget()
  expect(await runs.run(4, reading(environment), 'overview', {})).toEqual({ ...first, queries: expect.anything() })
  expect(environment.opened()).toBe(2)
})

test('what the landing page has read need not be computed again', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  await runs.run(1, reading(environment), 'insights', {})
  const opened = environment.opened()
  await runs.run(2, reading(environment), 'overview', {})
  await runs.run(3, reading(environment), 'segments', {})
  expect(environment.opened()).toBe(opened)
})

test('a run that a change stops is begun again behind it, with what the change left', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const queue = new DataQueue(() => runs.forget())
  let filter: Environment['filter'] = null
  const running = runs.run(1, (work) => queue.read((stop) => work({ ...environment, filter }, stop)), 'insights', {})
  await queue.change(async () => void (filter = { name: 'Some', customers: 3 }))
  expect((await running).result).toMatchObject({ filter: { name: 'Some' } })
})

test('a run that was cancelled rejects as cancelled, others go on', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const stopped = runs.run(1, reading(environment), 'segments', {})
  const other = runs.run(2, reading(environment), 'overview', {})
  runs.cancel(1)
  await expect(stopped).rejects.toMatchObject({ name: 'QueryCancelled' })
  expect((await other).analysis).toBe('overview')
})

test('an unknown page is said', async () => {
  await expect(new Runs().run(1, reading(await openEnvironment()), 'nowhere', {})).rejects.toThrow('there is no page nowhere')
})

test('the landing page does not wait for what takes long, names it, and has its findings once it was opened', async () => {
  const next = random(4)
  const { engine, company } = await openCompany({
    customers: Array.from({ length: 2_100 }, (_, row) => {
      const complains = next() < 0.3
      return { customer_id: `c${row}`, is_churned: next() < (complains ? 0.8 : 0.1), complaint: complains ? 'yes' : 'no' }
    }),
  })
  const environment: Environment = { engine, company, filter: null, segments: [], openRun }
  const runs = new Runs()
  const waiting = async () =>
    ((await runs.run(1, reading(environment), 'insights', {})).result as InsightsResult).waiting.map(({ id }) => id)
  expect(await waiting()).toEqual(['risk'])
  await runs.run(2, reading(environment), 'risk', {})
  expect(await waiting()).toEqual([])
  const { findings } = await runs.run(3, reading(environment), 'insights', {})
  expect(findings.some(({ who }) => who?.set === 'risk/members')).toBe(true)
})
