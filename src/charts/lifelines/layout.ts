/** One customer's orders in time; several arrays of equal length. */
export interface Lifeline {
  readonly key: string
  /** Epoch milliseconds, ascending. */
  readonly times: readonly number[]
  /** Amounts, for the dots' area. */
  readonly amounts: readonly number[]
}

export interface LifelinesProps {
  readonly label: string
  readonly lifelines: readonly Lifeline[]
  /** Drawn in the accent, with the silence after the last order dotted up to `until`. */
  readonly highlighted?: string | undefined
  /** Beside the highlighted line. */
  readonly note?: string | undefined
  /** Epoch milliseconds. */
  readonly from: number
  readonly until: number
  readonly ticks: readonly { readonly time: number; readonly label: string }[]
  readonly initialWidth?: number | undefined
}
