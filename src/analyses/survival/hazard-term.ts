import type { Hazard } from '../../stats/cox'

export interface HazardTerm {
  /** The attribute's label. */
  readonly attribute: string
  /** Null for numbers. */
  readonly level: string | null
  readonly base: string | null
  /** The difference that the page tells its ratio for. */
  readonly step: number
  /** Those of the level; of a number, all. */
  readonly customers: number
  readonly left: number
  /** For a difference of 1; null: it adds nothing to the others, or nobody (or everybody) of the level left. */
  readonly hazard: Hazard | null
}
