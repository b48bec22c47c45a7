import { scaleSqrt, scaleTime } from 'd3'
import { round } from '../parts/round'
import { textWidth, wrapText } from '../parts/text-width'

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

export interface LifelinesLayout {
  readonly height: number
  readonly ticks: readonly { readonly x: number; readonly text: string | null }[]
  readonly rows: readonly {
    readonly key: string
    readonly y: number
    readonly from: number
    readonly to: number
    readonly dots: readonly { readonly x: number; readonly r: number }[]
    readonly isHighlighted: boolean
  }[]
  readonly silence?: { readonly from: number; readonly to: number; readonly y: number } | undefined
  readonly note?: { readonly x: number; readonly y: number; readonly lines: readonly string[] } | undefined
}

const NOTE_ROOM = 190
const NARROW = 640
const SMALLEST = 1.3
const LARGEST = 4.2

type Given = Pick<LifelinesProps, 'lifelines' | 'highlighted' | 'note' | 'from' | 'until' | 'ticks'>

/** Rows by first order; a dot's area follows the amount, between bounds that keep the smallest visible. */
export function layoutLifelines({ lifelines, highlighted, note, from, until, ticks }: Given, width: number): LifelinesLayout {
  const isNarrow = width < NARROW
  const x = scaleTime([from, until], [4, Math.max(5, width - (note && !isNarrow ? NOTE_ROOM : 8))])
  const pitch = isNarrow ? 11.5 : 5.5
  const top = isNarrow ? 26 : 21
  const every = isNarrow ? 2 : 1
  const ordered = lifelines.toSorted((a, b) => (a.times[0] ?? 0) - (b.times[0] ?? 0))
  const shown = ordered.filter((line, index) => index % every === 0 || line.key === highlighted)
  const largest = Math.max(1e-9, ...shown.flatMap((line) => line.amounts))
  const radius = scaleSqrt([0, largest], [SMALLEST, LARGEST])
  const rows = shown.map((line, index) => ({
    key: line.key,
    y: round(top + index * pitch),
    from: round(x(line.times[0] ?? from)),
    to: round(x(line.times.at(-1) ?? from)),
    dots: line.times.map((time, at) => ({ x: round(x(time)), r: round(radius(Math.max(0, line.amounts[at] ?? 0))) })),
    isHighlighted: line.key === highlighted,
  }))
  const held = rows.find((row) => row.isHighlighted)
  let free = -Infinity
  return {
    height: round(top + Math.max(0, rows.length - 1) * pitch + 6),
    ticks: ticks.map((tick) => {
      const at = round(x(tick.time))
      const fits = at + 5 > free
      if (fits) free = at + 5 + textWidth(tick.label) + 8
      return { x: at, text: fits ? tick.label : null }
    }),
    rows,
    silence: held && { from: held.to, to: round(x(until)), y: held.y },
    note:
      held && note && !isNarrow
        ? { x: round(x(until)) + 16, y: held.y - 4, lines: wrapText(note, NOTE_ROOM - 24, 2, 'regular', 13) }
        : undefined,
  }
}
