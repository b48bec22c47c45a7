import { interval } from '../../shared/format'
import type { Unit } from './unit'

/** What a mark says when it is pointed at or focused: bold name, then value, interval, n. */
export interface TooltipContent {
  readonly name: string
  readonly lines: readonly string[]
  /** How many customers stand behind the mark; the link to them is offered when it is more than 0. */
  readonly customers?: number | undefined
}

/** What every chart takes besides its data. */
export interface ChartProps<Mark> {
  /** The finding in one sentence: the picture's accessible name. */
  readonly label: string
  /** Opens the customers of a mark (click, Enter, the tooltip's link), or keeps them as a segment (S). */
  readonly onSelect?: ((mark: Mark) => void) | undefined
  /** Drawn at this width where it cannot be measured. */
  readonly initialWidth?: number | undefined
}

/** "95 % interval 41.4 to 54.7". */
export function intervalLine(low: number, high: number, unit: Unit): string {
  return `95\u202f% interval ${interval(low, high, (value) => unit.bare(value))}`
}
