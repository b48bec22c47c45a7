import type { Period } from './rates'

/** Customers of one value of the breakdown, over the same periods as all together. */
export interface Group {
  readonly name: string
  readonly periods: readonly Period[]
}
