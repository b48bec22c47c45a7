import type { ChartProps, Reading } from '../parts/reading'
import type { Unit } from '../parts/unit'

export interface Bar {
  readonly key: string
  readonly name: string
  readonly value: number
  /** The interval's bounds: the bar is solid to `low` and fades to `high`. */
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** A thin second bar on the same scale, such as the share of customers. */
  readonly second?: number | undefined
  /** "Other, 31 countries": drawn last and muted, whatever its size. */
  readonly isRest?: boolean | undefined
  readonly customers?: number | undefined
}

export interface BarsProps extends ChartProps<Bar> {
  readonly bars: readonly Bar[]
  readonly unit: Unit
  /** Follows the first row's second value: "of customers". */
  readonly secondName?: string | undefined
  /** `value`: largest first. `given`: stages in their natural order. */
  readonly order?: 'value' | 'given' | undefined
  /** Keys of the bars the sentence is about, in the accent; the rest are muted. Without it all are in the accent. */
  readonly focus?: readonly string[] | undefined
  /** How many rows are drawn before "Show all N". */
  readonly limit?: number | undefined
  /** Names the things in "Show all 37 countries". */
  readonly things?: string | undefined
  readonly describe?: ((bar: Bar) => Reading) | undefined
}
