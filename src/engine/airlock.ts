import { AIRLOCK } from './policy'

let closedAt: number | null = null

/** Loads every font, then bars the page and all workers made from here on from any request, even to its own host. */
export async function closeAirlock(): Promise<void> {
  // A font that is wanted later, for a letter not shown so far, could not be fetched any more.
  await Promise.allSettled([...document.fonts].map((font) => font.load()))
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

/** One request that this page made. `at` in milliseconds after the page was opened. */
export interface MadeRequest {
  readonly url: string
  readonly kind: string
  readonly at: number
}

/** Every request since the page was opened, itself included. Workers are not listed: they have no means to make one. */
export function requestsSoFar(): readonly MadeRequest[] {
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ] as PerformanceResourceTiming[]
  return entries
    .filter(({ name }) => !/^(blob|data):/.test(name))
    .map(({ name, initiatorType, startTime }) => ({ url: name, kind: initiatorType, at: startTime }))
}
