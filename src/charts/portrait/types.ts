import type { EmblemData } from '../emblem/layout'
import type { TooltipContent } from '../parts/tooltip-content'

/** A median of those portrayed, with its interval and everybody else's. */
export interface Figure {
  readonly label: string
  readonly value: string
  readonly interval: string
  readonly others: string
}

/** A row of what sets them apart. */
export interface TraitRow {
  readonly key: string
  readonly family: string
  readonly name: string
  readonly share: string
  readonly others: string
  readonly times: string
  readonly interval: string
  /** Times as often; null: nobody else has it, or no upper bound is known. */
  readonly lift: number | null
  readonly low: number
  readonly high: number | null
  readonly isMore: boolean
}

export interface Strip {
  readonly title: string
  readonly items: readonly { readonly label: string; readonly words: string }[]
}

/** A member as they are: a day and what it brought. */
export interface Typical {
  readonly title: string
  readonly words: string
  readonly days: readonly { readonly time: number; readonly value: number }[]
  readonly from: number
  readonly until: number
  readonly tick: (value: number, top: number) => string
  readonly day: (time: number) => string
}

export interface Asked {
  readonly question: string
  /** What a person wrote; null: nothing yet. */
  readonly answer: string | null
}

export interface PortraitProps {
  readonly label: string
  readonly emblem: EmblemData
  readonly name: string
  /** Who they are, of whom: "The best tenth by revenue: 434 of 4,338 customers". */
  readonly is: string
  readonly words: string
  readonly figures: readonly Figure[]
  /** Over the traits: what is compared, and how many. */
  readonly compared: string
  readonly traits: readonly TraitRow[]
  /** Instead of traits, where there are none. */
  readonly none: string
  /** Rows of short texts under a heading: their way so far, what they say. */
  readonly strips: readonly Strip[]
  readonly typical: Typical | null
  readonly asked: readonly Asked[]
  readonly notes: readonly { readonly text: string; readonly by: string }[]
  readonly foot: readonly [left: string, right: string]
  readonly describe: (row: TraitRow) => TooltipContent
  readonly onSelect?: ((row: TraitRow) => void) | undefined
  readonly initialWidth?: number | undefined
}
