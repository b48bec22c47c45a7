import type { Company } from '../../model/company/company'
import type { AnyPage } from './definition'

type Costed = Pick<AnyPage, 'cost' | 'weight'>

/** Estimated milliseconds of the longest page that the landing page waits for. What takes longer joins it once it is computed. */
const AWAITED = 1_500

/** What takes longer than this is computed only when it is opened: a battery and a reader's patience end somewhere. */
const BEARABLE = 30_000

export function isAwaited({ cost }: Costed, company: Company): boolean {
  return cost(company) <= AWAITED
}

export function isBearable({ cost }: Costed, company: Company): boolean {
  return cost(company) <= BEARABLE
}

/** The place in the queue of a page that nobody has opened, over 0 and lower for sooner: first what is cheap beside what it weighs. */
export function urgencyOf({ cost, weight = 1 }: Costed, company: Company): number {
  return 1 + cost(company) / weight
}
