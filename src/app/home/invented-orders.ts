import type { Lifeline } from '../../charts/lifelines/layout'

const DAY = 86_400_000

/** The year on the home page's picture. */
export const FROM = Date.UTC(2024, 11, 1)
export const UNTIL = Date.UTC(2025, 11, 10)
export const QUIET = 'quiet'

/** Customers of an invented shop: some come once, some now and then, one often and then no more. The same for everyone. */
export function inventedOrders(customers: number): readonly Lifeline[] {
  const next = seeded(7)
  const others = Array.from({ length: customers - 1 }, (_, index) => {
    const start = FROM + Math.pow(index / customers, 1.15) * (UNTIL - FROM) * 0.86
    const usualGap = 24 + 90 * Math.pow(next(), 1.6)
    const stays = next() < 0.72 ? UNTIL : start + (30 + 200 * next()) * DAY
    return lifeline(`c${index}`, start, () => usualGap * (0.35 + 1.3 * next()), stays, next)
  })
  const quiet = lifeline(QUIET, FROM + 62 * DAY, () => 9 + 9 * next(), FROM + 285 * DAY, next)
  return [...others, quiet].filter((one) => one.times.length > 0).toSorted((a, b) => a.times[0]! - b.times[0]!)
}

function lifeline(key: string, start: number, gapDays: () => number, until: number, next: () => number): Lifeline {
  const times: number[] = []
  for (let at = start; at < Math.min(until, UNTIL); at += gapDays() * DAY) times.push(Math.round(at))
  return { key, times, amounts: times.map(() => 12 + 130 * Math.pow(next(), 3)) }
}

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
