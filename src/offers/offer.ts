import type { TableMapping } from '../model/mapping/mapping'
import type { Step } from '../steps/definition'

/** A change of raw tables that is offered and made only when it is accepted: as recorded steps, with what the tables mean afterwards. */
export interface Offer {
  /** The same as long as the offer is the same. */
  readonly id: string
  /** RawTable.name of the tables that it is about, the one to be changed first. */
  readonly tables: readonly string[]
  /** Their names for readers. */
  readonly files: readonly string[]
  readonly question: string
  readonly why: string
  /** Real values, for the side of the question. */
  readonly samples: readonly string[]
  readonly accept: string
  readonly decline: string
  /** Once it is taken, beside Undo. */
  readonly done: string
  /** What follows from each, shown at the right: "98 % match". */
  readonly accepted: string | null
  readonly declined: string | null
  /** Nothing speaks against it: chosen unless the reader says otherwise. */
  readonly isLikely: boolean
  /** It is asked before the answers: without it there is no useful reading. Otherwise it stands on the mapping page. */
  readonly isNeeded: boolean
  /** What adds up, and what is left out, each a sentence. */
  readonly facts: readonly string[]
  /** The first rows of what it makes. */
  readonly preview: OfferPreview | null
  readonly sql: string
  readonly steps: readonly Step[]
  /** How the tables are to be read once it is accepted; tables that are not named keep their reading. */
  readonly readings: readonly TableMapping[]
}

export interface OfferPreview {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** All rows that it makes. */
  readonly count: number
}
