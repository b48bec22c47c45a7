import { AIRLOCK } from './policy'

let closedAt: number | null = null

/** Loads every font: one that is wanted later, for a letter not shown so far, could not be fetched any more. */
export async function loadFonts(): Promise<void> {
  await Promise.allSettled([...document.fonts].map((font) => font.load()))
}

/** Bars the page, and all workers made from here on, from any request, even to its own host. */
export function closeAirlock(): void {
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = AIRLOCK
  document.head.append(meta)
  closedAt = performance.now()
}

/** Milliseconds after the page was opened at which it closed; null before, and on a development server, which needs the network. */
export function airlockClosedAt(): number | null {
  return closedAt
}

/** One request that this page made, or tried to. `at` in milliseconds after the page was opened. */
export interface MadeRequest {
  readonly url: string
  readonly kind: string
  readonly at: number
  /** The policy refused it: nothing was sent. */
  readonly isRefused: boolean
}

const refused = new Set<string>()
document.addEventListener('securitypolicyviolation', ({ blockedURI }) => refused.add(blockedURI))

/** Every request since the page was opened, its own included. Workers are not listed: they have no means to make one. */
export function requestsSoFar(): readonly MadeRequest[] {
  return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].flatMap(madeRequest)
}

/** Tells of every request as it is made, those before included, until the returned function is called. */
export function watchRequests(listener: (requests: readonly MadeRequest[]) => void): () => void {
  // That a request was refused may be told after its timing.
  const observer = new PerformanceObserver((list) => setTimeout(() => listener(list.getEntries().flatMap(madeRequest)), 100))
  observer.observe({ type: 'resource', buffered: true })
  return () => observer.disconnect()
}

// The browser times refused requests as well, and blobs, which are on the device.
function madeRequest(entry: PerformanceEntry): readonly MadeRequest[] {
  if (/^(blob|data):/.test(entry.name)) return []
  const { initiatorType } = entry as PerformanceResourceTiming
  return [{ url: entry.name, kind: initiatorType, at: entry.startTime, isRefused: refused.has(entry.name) }]
}
