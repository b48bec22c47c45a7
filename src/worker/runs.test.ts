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

test('the landing page shows its facts first, then the findings of each page as it is computed, and ends with the whole', async () => {
  const environment = await openEnvironment()
  const told: InsightsResult[] = []
  const outcome = await new Runs().run(1, reading(environment), 'insights', {}, ({ result }) => void told.push(result as InsightsResult))
  const [first] = told
  expect(first!.facts.length).toBeGreaterThan(0)
  expect([first!.ranked, first!.pending.length > 3]).toEqual([[], true])
  const pending = told.map((one) => one.pending.length)
  expect(pending).toEqual(pending.map((_, index) => pending[0]! - index))
  expect(told.at(-1)).toEqual(outcome.result)
  expect(told.every(({ facts }) => JSON.stringify(facts) === JSON.stringify(first!.facts))).toBe(true)
})

test('who opens a page that is computed in the background joins it, and it is computed once', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const rest = runs.computeRest(reading(environment))
  const [first, second] = await Promise.all([1, 2].map((id) => runs.run(id, reading(environment), 'retention', {})))
  expect(second).toBe(first)
  await rest
  const opened = environment.opened()
  expect(await runs.run(3, reading(environment), 'retention', {})).toBe(first)
  await runs.run(4, reading(environment), 'insights', {})
  expect(environment.opened()).toBe(opened)
})

test('a page that is opened does not wait for what is computed in the background', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const ended: string[] = []
  const rest = runs.computeRest(reading(environment)).then(() => ended.push('rest'))
  await runs.run(1, reading(environment), 'retention', { period: 'quarter' })
  ended.push('page')
  await rest
  expect(ended).toEqual(['page', 'rest'])
})

test('a change of the data stops what is computed in the background, and waits until it has ended', async () => {
  const environment = await openEnvironment()
  const runs = new Runs()
  const queue = new DataQueue(() => runs.forget())
  let open = 0
  const counted: Environment = {
    ...environment,
    openRun: async (...args) => {
      open++
      const session = await openRun(...args)
      return { ...session, rows: (query, own) => session.rows(query, own), close: async () => void (await session.close(), open--) }
    },
  }
  const rest = runs.computeRest((work) => queue.read((stop) => work(counted, stop)))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await queue.change(async () => open)).toBe(0)
  await rest
})

test('an unknown page is said', async () => {
  await expect(new Runs().run(1, reading(await openEnvironment()), 'nowhere', {})).rejects.toThrow('there is no page nowhere')
})

test('the landing page does not wait for what takes long, names it, and has its findings once it was opened', async () => {
  const next = random(4)
  const { engine, company } = await openCompany({
    customers: Array.from({ length: 6_200 }, (_, row) => {
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
