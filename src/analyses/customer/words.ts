import { quantile } from '../../stats/quantile'
import type { CustomerSet } from '../contract/definition'
import { capital } from '../wording/fractions'
import type { CustomerResult } from './result'

/** A rhythm needs so many gaps. */
const LEAST_GAPS = 4

export function only({ customer }: CustomerResult): CustomerSet {
  return { set: 'members', values: { customers: [customer!.id] }, name: customer!.name ?? `Customer ${customer!.id}`, count: 1 }
}

/** Median and longest gap between order days; null for too few. */
export function beatOf({ days }: Pick<CustomerResult, 'days'>): { usual: number; longest: number; gaps: number } | null {
  const gaps = days.flatMap(({ gapBefore }) => (gapBefore === null ? [] : [gapBefore])).toSorted((a, b) => a - b)
  if (gaps.length < LEAST_GAPS) return null
  return { usual: quantile(gaps, 0.5), longest: gaps.at(-1)!, gaps: gaps.length }
}

/** The page's title. */
export function titleOf({ customer, subject }: CustomerResult): string | null {
  return customer && (customer.name ?? `${capital(subject)} ${customer.id}`)
}
