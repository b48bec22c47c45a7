import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packed } from '../../packed'
import { policy } from '../../vite.config'
import { serveFolder } from '../support/serve-folder.mjs'
import type {} from './engine-page/main'
import { killEngine } from './kill-engine'
import { openListeners } from './listeners'
import { openBrowser } from './page'

const folder = mkdtempSync(join(tmpdir(), 'clientele-engine-'))
let served: Awaited<ReturnType<typeof serveFolder>>

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: join('test', 'browser', 'engine-page'),
    publicDir: join(process.cwd(), 'public'),
    base: './',
    plugins: [policy, packed],
    worker: { format: 'iife' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false, assetsInlineLimit: 0 },
  })
  served = await serveFolder(folder)
})

afterAll(async () => {
  await served?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openEngine(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await openBrowser()).newPage(options)
  await page.goto(served.url)
  await page.waitForFunction(() => document.title === 'ready')
  return page
}

const died = (page: Page) =>
  page.evaluate(() =>
    engine
      .rows('select count(*) as n from range(200000) a, range(200000) b where a.range % 7 = b.range % 13', { n: 'number' })
      .catch((error: Error) => error.name),
  )
const count = (page: Page) =>
  page.evaluate(() => engine.rows('select count(*) as n, sum(n) as total from t1', { n: 'number', total: 'number' }))

test('behind the closed airlock the engine starts, takes rows and answers in the promised types', async () => {
  const page = await openEngine()
  await page.evaluate(() => engine.insertNumbers(1000, true))
  await page.evaluate(() => engine.insertNumbers(500, false))
  expect(await count(page)).toEqual([{ n: 1500, total: 999 * 500 + 499 * 250 }])
  expect(
    await page.evaluate(() =>
      engine.rows("select date '2011-12-09' as d, 1.50::decimal(10,2) as m, null::varchar as t where 1 = 1", {
        d: 'date',
        m: 'number',
        t: 'text',
      }),
    ),
  ).toEqual([{ d: '2011-12-09', m: 1.5, t: null }])
  expect(await page.evaluate(() => engine.rows('select n from t1 where false', { n: 'number' }))).toEqual([])
  expect(await page.evaluate(() => engine.heapBytes())).toBeGreaterThan(1_000_000)
  await page.close()
})

test('a stream that the engine would swallow without a word is refused: empty, cut, random', async () => {
  const page = await openEngine()
  const refused = await page.evaluate(async () => {
    const outcomes = []
    for (const bytes of [new Uint8Array(0), new Uint8Array(100), crypto.getRandomValues(new Uint8Array(1000))])
      outcomes.push(
        await engine.insertBytes(bytes, true).then(
          () => 'accepted',
          () => 'refused',
        ),
      )
    outcomes.push(
      await engine.insertHalf().then(
        () => 'accepted',
        () => 'refused',
      ),
    )
    await engine.insertNumbers(10, true)
    return outcomes
  })
  expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
  expect(await count(page)).toEqual([{ n: 10, total: 45 }])
  await page.close()
})

test('a long query is stopped on request, others are answered while it runs, and its connection is given back', async () => {
  const page = await openEngine()
  const connections = () => page.evaluate(() => engine.rows('select count as n from duckdb_connection_count()', { n: 'number' }))
  const before = await connections()
  expect(await page.evaluate(() => engine.abortLong())).toEqual(['other answered', 'long: QueryCancelled'])
  expect(await connections()).toEqual(before)
  expect(await page.evaluate(() => engine.events())).toEqual([])
  await page.close()
})

test('an engine killed in mid-query: the call rejects, calls meanwhile wait, the data are back', async () => {
  const page = await openEngine()
  const long = died(page)
  await page.waitForTimeout(200)
  await killEngine(page)
  expect(await long).toBe('EngineRestarted')
  expect(await count(page)).toEqual([{ n: 1000, total: 499500 }])
  expect(await page.evaluate(() => engine.events())).toEqual(['restarted: its worker ended without a word'])
  await page.close()
})

test('an engine killed while idle is replaced as well', async () => {
  const page = await openEngine()
  await killEngine(page)
  await expect.poll(() => page.evaluate(() => engine.events()), { timeout: 30_000 }).toEqual(['restarted: its worker ended without a word'])
  expect(await count(page)).toEqual([{ n: 1000, total: 499500 }])
  await page.close()
})

test('a heap broken from within is known by its message, and the engine replaced', async () => {
  const page = await openEngine()
  expect(await page.evaluate(() => engine.execute('select list_sort(range(3000000000))').catch((error: Error) => error.name))).toBe(
    'EngineRestarted',
  )
  expect(await count(page)).toEqual([{ n: 1000, total: 499500 }])
  await page.close()
})

test('a statement that fails leaves the engine as it is', async () => {
  const page = await openEngine()
  await page.evaluate(() => engine.insertNumbers(5, true))
  const failures = await page.evaluate(async () => {
    const names = []
    for (const sql of ['select nope from t1', 'selec 1', "select 'a'::integer", 'insert into t1 values (1, 2)', 'set threads = 4', ''])
      names.push(
        await engine.execute(sql).then(
          () => 'accepted',
          (error: Error) => error.name,
        ),
      )
    return names
  })
  expect(failures.slice(0, 5)).toEqual(['QueryFailed', 'QueryFailed', 'QueryFailed', 'QueryFailed', 'QueryFailed'])
  expect(await count(page)).toEqual([{ n: 5, total: 10 }])
  expect(await page.evaluate(() => engine.events())).toEqual([])
  await page.close()
})

test('an engine that dies at every refill is started empty, and that is said once', async () => {
  const page = await openEngine()
  await page.evaluate(() => engine.failRefills(3))
  await killEngine(page)
  await expect.poll(() => page.evaluate(() => engine.events()), { timeout: 60_000 }).toHaveLength(1)
  expect((await page.evaluate(() => engine.events()))[0]).toMatch(/^failed: The engine stopped/)
  expect(await page.evaluate(() => engine.rows('select 1 as n', { n: 'number' }))).toEqual([{ n: 1 }])
  await page.close()
})

test('SQL reaches no address and opens no lock', async () => {
  const page = await openEngine()
  const outside = await openListeners()
  const attempts = await page.evaluate((address) => engine.tryToLeak(`${address}rows.csv`), outside.http)
  expect(attempts).not.toEqual([])
  expect(attempts.filter(({ blocked }) => !blocked)).toEqual([])
  expect(outside.heard).toEqual([])
  await outside.close()
  await page.close()
})

test('the attempts of the privacy page are refused one by one, and are listed as refused', async () => {
  const page = await openEngine()
  const outside = await openListeners()
  const attempts = await page.evaluate((address) => privacy.tryToLeak(address), outside.http)
  expect(attempts).not.toEqual([])
  expect(attempts.filter(({ blocked }) => !blocked)).toEqual([])
  expect(outside.heard).toEqual([])
  const requests = await page.evaluate(() => privacy.requestsSoFar())
  expect(requests.filter(({ url, isRefused }) => !isRefused && !url.startsWith(served.url))).toEqual([])
  expect(requests.map(({ url }) => url).filter((url) => /duckdb[^/]*\.wasm$/.test(url))).toHaveLength(1)
  await outside.close()
  await page.close()
})

test('the same attempts say so when nothing refuses them', async () => {
  const page = await openEngine({ bypassCSP: true })
  const outside = await openListeners()
  const attempts = await page.evaluate((address) => privacy.tryToLeak(address), outside.http)
  // What the guard took away is not there either way.
  expect(attempts.filter(({ blocked }) => !blocked).map(({ way }) => way)).toEqual(
    expect.arrayContaining(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'an image', 'fetch in a worker']),
  )
  expect(outside.heard).not.toEqual([])
  await outside.close()
  await page.close()
})
