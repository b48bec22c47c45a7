import type { CustomerSet } from '../contract/definition'

/** Customers who may go at once. */
export const LARGEST = 10

/** What stands for the amount in sentences. */
export const NAMES = { revenue: 'the revenue', gross: 'all purchases', margin: 'the margin' } as const

/** Customers from one place to another by what they brought. */
export function placesOf(from: number, to: number, name: string): CustomerSet {
  return { set: 'places', values: { from_place: from, to_place: to }, name, count: to - from + 1 }
}
