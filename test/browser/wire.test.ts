import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.mjs'
import { openBrowser } from './page'

let served: Awaited<ReturnType<typeof serveFolder>> | undefined
afterEach(async () => {
  await served?.close()
  served = undefined
})

/** What a first visit takes over the wire until the engine answers, by file. */
async function firstVisit(gzip: boolean): Promise<ReadonlyMap<string, number>> {
  const sent = new Map<string, number>()
  served = await serveFolder('dist', { gzip, onSent: (url, bytes) => sent.set(url, (sent.get(url) ?? 0) + bytes) })
  const context = await (await openBrowser()).newContext()
  const page = await context.newPage()
  await page.goto(served.url)
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await page.getByText('Drop files').first().waitFor()
  await context.close()
  return sent
}

const megabytes = (sent: ReadonlyMap<string, number>) => [...sent.values()].reduce((sum, bytes) => sum + bytes, 0) / 1e6

test('a host that compresses nothing sends packed copies: a first visit takes 12.8 MB', async () => {
  const sent = await firstVisit(false)
  expect([...sent.keys()].filter((url) => url.endsWith('.wasm'))).toEqual([])
  expect([...sent.keys()].filter((url) => url.endsWith('.pack')).length).toBeGreaterThanOrEqual(5)
  expect(megabytes(sent)).toBeLessThan(12.9)
})

test('from a host that compresses the engine comes as it is, which the browser can keep compiled, in 11.3 MB', async () => {
  const sent = await firstVisit(true)
  expect([...sent.keys()].filter((url) => url.endsWith('.pack'))).toEqual([])
  expect([...sent.keys()].some((url) => url.endsWith('.wasm'))).toBe(true)
  expect(megabytes(sent)).toBeLessThan(11.4)
})

test('SQL is in the worker’s script alone: what the page draws with holds none (K4)', () => {
  const assets = join('dist', 'assets')
  const holders = readdirSync(assets).filter(
    (name) => name.endsWith('.js') && readFileSync(join(assets, name), 'utf8').includes('getvariable('),
  )
  expect(holders).toEqual([expect.stringMatching(/^worker-/)])
})
