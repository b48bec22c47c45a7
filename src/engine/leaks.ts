import probe from './leak-probe.js?raw'

/** One way out that was tried. `detail` says who stopped it, in words. */
export interface LeakAttempt {
  readonly way: string
  readonly blocked: boolean
  readonly detail: string
}

/** The reader's own machine: should anything get through, it leaves nothing and meets nobody. */
export const LEAK_ADDRESS = 'http://127.0.0.1:47999/clientele-leak-test'

/** Time for the browser to report a refusal. */
const WAIT = 300

const WAYS: Readonly<Record<string, (address: string) => unknown>> = {
  fetch: (address) => fetch(address, { mode: 'no-cors' }),
  XMLHttpRequest(address) {
    const request = new XMLHttpRequest()
    request.open('GET', address)
    request.send()
  },
  WebSocket: (address) => new WebSocket(address.replace(/^http/, 'ws')),
  EventSource: (address) => new EventSource(address),
  'a beacon': (address) => navigator.sendBeacon(address, 'test'),
  'an image': (address) => Object.assign(new Image(), { src: address }),
  'a style sheet': (address) => link('stylesheet', address),
  'a prefetch': (address) => link('prefetch', address),
}

/**
 * Tries to reach an address in every way that script has, from the page and from a worker. Blocked means that the browser
 * reported a refusal by the page's policy, or that the means is not there; a connection that merely failed would prove nothing.
 */
export async function tryToLeak(address = LEAK_ADDRESS): Promise<readonly LeakAttempt[]> {
  const attempts: LeakAttempt[] = []
  for (const [way, attempt] of Object.entries(WAYS)) attempts.push(await tryWay(way, () => attempt(address)))
  const hasRtc = typeof RTCPeerConnection === 'function'
  attempts.push({ way: 'WebRTC', blocked: !hasRtc, detail: hasRtc ? 'is there' : 'taken away before anything else ran' })
  return [...attempts, ...(await tryFromWorker(address))]
}

async function tryWay(way: string, attempt: () => unknown): Promise<LeakAttempt> {
  let directive: string | null = null
  const note = (event: SecurityPolicyViolationEvent) => (directive ??= event.effectiveDirective)
  document.addEventListener('securitypolicyviolation', note)
  try {
    Promise.resolve(attempt()).catch(() => {})
  } catch {
    // What counts is whether the policy refused it.
  }
  await new Promise((resolve) => setTimeout(resolve, WAIT))
  document.removeEventListener('securitypolicyviolation', note)
  return judged(way, directive)
}

function tryFromWorker(address: string): Promise<readonly LeakAttempt[]> {
  const url = URL.createObjectURL(new Blob([probe], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: address })
  return new Promise<readonly LeakAttempt[]>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<{ way: string; directive: string | null }[]>) =>
      resolve(data.map(({ way, directive }) => judged(way, directive)))
  }).finally(() => {
    worker.terminate()
    URL.revokeObjectURL(url)
  })
}

function judged(way: string, directive: string | null): LeakAttempt {
  return { way, blocked: directive !== null, detail: directive ? `refused by the page's policy (${directive})` : 'not refused' }
}

function link(rel: string, href: string): void {
  const element = Object.assign(document.createElement('link'), { rel, href })
  document.head.append(element)
  setTimeout(() => element.remove(), WAIT)
}
