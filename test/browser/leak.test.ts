import type { Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.mjs'
import { openListeners, type Listeners } from './listeners'
import { ordersFile } from './orders-file'
import { chooseFiles, exportJson, openBrowser, settled } from './page'

const CANARY = 'canary7f3a9'

let outside: Listeners
let host: Awaited<ReturnType<typeof serveFolder>>
const asked: string[] = []

beforeAll(async () => {
  outside = await openListeners()
  host = await serveFolder('dist', { path: '/some/where/', onRequest: (url) => asked.push(url) })
})

afterAll(async () => {
  await host?.close()
  await outside?.close()
})

/** Every way to send that script has, tried from the page. Errors are expected; what counts is what the listeners hear. */
async function sendFromPage(page: Page, address: string, stun: string): Promise<void> {
  await page.evaluate(
    async ([address, stun]) => {
      const attempts: (() => unknown)[] = [
        () => fetch(address, { mode: 'no-cors', method: 'POST', body: address }),
        () => fetch(address, { keepalive: true, mode: 'no-cors' }),
        () => {
          const request = new XMLHttpRequest()
          request.open('GET', address)
          request.send()
        },
        () => new WebSocket(address.replace('http', 'ws')),
        () => new EventSource(address),
        () => navigator.sendBeacon(address, address),
        () => Object.assign(new Image(), { src: address }),
        () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })),
        () => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: address })),
        () => document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: address })),
        () => document.head.append(Object.assign(document.createElement('link'), { rel: 'icon', href: address })),
        () => document.head.append(Object.assign(document.createElement('script'), { src: address })),
        () => import(/* @vite-ignore */ address),
        () => new FontFace('elsewhere', `url(${address})`).load(),
        () => document.body.style.setProperty('background-image', `url(${address})`),
        () => document.body.append(Object.assign(document.createElement('audio'), { src: address, autoplay: true })),
        () => document.body.append(Object.assign(document.createElement('object'), { data: address })),
        () => new Worker(address),
        () => new Worker(URL.createObjectURL(new Blob([`fetch('${address}'); importScripts('${address}')`]))),
        async () => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls: stun }] })
          connection.createDataChannel('out')
          await connection.setLocalDescription(await connection.createOffer())
        },
      ]
      for (const attempt of attempts) {
        try {
          Promise.resolve(attempt()).catch(() => {})
        } catch {
          // Refused at once.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 1500))
    },
    [address, stun] as const,
  )
}

/**
 * Navigations: Chromium opens a connection for one before it asks the policy, which then refuses it. So nothing may be said over it.
 * Apart from the others also because a form that is not refused takes the page with it.
 */
async function navigateAway(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: address }))
    const form = Object.assign(document.createElement('form'), { action: address, method: 'post' })
    document.body.append(form)
    form.submit()
  }, address)
  await page.waitForTimeout(500)
}

/** The same from inside every worker. Returns the workers' names. */
async function sendFromWorkers(workers: readonly Worker[], address: string): Promise<string[]> {
  const names: string[] = []
  for (const worker of workers) {
    names.push(await worker.evaluate(() => self.name))
    await worker.evaluate(async (address) => {
      const attempts: (() => unknown)[] = [
        () => fetch(address, { mode: 'no-cors' }),
        () => {
          const request = new XMLHttpRequest()
          request.open('GET', address, false)
          request.send()
        },
        () => new WebSocket(address.replace('http', 'ws')),
        () => new EventSource(address),
        () => (self as unknown as { importScripts(url: string): void }).importScripts(address),
        () => import(/* @vite-ignore */ address),
        () => new Worker(address),
        // The means that the prelude took away, from a worker that never had a prelude.
        () => new Worker(URL.createObjectURL(new Blob([`try { fetch('${address}').catch(() => {}) } catch {}`]))),
        () => new Worker(URL.createObjectURL(new Blob([`try { new WebSocket('${address}'.replace('http', 'ws')) } catch {}`]))),
        () => new Worker(URL.createObjectURL(new Blob([`try { importScripts('${address}') } catch {}`]))),
      ]
      for (const attempt of attempts) {
        try {
          Promise.resolve(attempt()).catch(() => {})
        } catch {
          // Refused at once.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
    }, address)
  }
  return names.sort()
}

test('the listeners hear a page that may send: http, WebSocket, beacon, image and STUN', async () => {
  const control = await openListeners()
  const page = await (await openBrowser()).newPage()
  await page.goto(host.url.replace('some/where/', ''))
  await sendFromPage(page, `${control.http}${CANARY}`, control.stun)
  expect(control.heard.some((said) => said.includes(CANARY))).toBe(true)
  expect(control.heard.some((said) => said.includes('Upgrade: websocket'))).toBe(true)
  expect(control.heard.some((said) => said.startsWith('udp'))).toBe(true)
  await page.close()
  await control.close()
})

test('a whole session, with script that tries every way out of the page and its workers, reaches nobody', async () => {
  asked.length = 0
  const page = await (await openBrowser()).newPage({ acceptDownloads: true })
  const visited: string[] = []
  page.on('framenavigated', (frame) => visited.push(frame.url()))
  await page.goto(host.url)
  await chooseFiles(page, [ordersFile(`${CANARY}.csv`, 2000, 300, CANARY)])
  const beforeData = [...asked]
  for (const route of ['segments', 'overview', 'sources', 'privacy']) {
    await page.goto(`${host.url}#/${route}`)
    await page.waitForTimeout(50)
    await settled(page)
  }
  await page.goto(`${host.url}#/segments`)
  await settled(page)
  expect(JSON.stringify((await exportJson(page)).tables)).toContain(CANARY)

  const workers = page.workers()
  for (const address of [`${outside.http}${CANARY}`, `${host.url}${CANARY}`]) {
    expect(await sendFromWorkers(workers, address)).toEqual(['engine', 'workbench'])
    await sendFromPage(page, address, outside.stun)
  }
  expect(outside.heard).toEqual([])
  await navigateAway(page, `${outside.http}${CANARY}`)
  expect(outside.heard.filter((said) => said !== 'tcp connection')).toEqual([])
  expect(asked).toEqual(beforeData)
  expect(asked.filter((url) => url.includes(CANARY))).toEqual([])
  expect(visited.filter((url) => url.includes(CANARY))).toEqual([])
  await page.close()
})
