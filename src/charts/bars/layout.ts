import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { Box } from '../parts/place-tooltip'
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
  readonly describe?: ((bar: Bar) => TooltipContent) | undefined
}

export interface Span {
  readonly x: number
  readonly width: number
  readonly opacity: number
}

export interface BarRow {
  readonly bar: Bar
  readonly box: Box
  readonly name: { readonly x: number; readonly y: number; readonly text: string }
  readonly y: number
  readonly height: number
  readonly spans: readonly Span[]
  readonly isMuted: boolean
  /** Where the estimate stands, if it has an interval. */
  readonly estimate?: number | undefined
  readonly value: { readonly x: number; readonly y: number; readonly text: string; readonly interval?: string | undefined }
  readonly second?: { readonly width: number; readonly y: number; readonly x: number; readonly text: string } | undefined
  /** Hairline under the row. */
  readonly ruleY?: number | undefined
}

export interface BarsLayout {
  readonly height: number
  readonly zero: number
  readonly rows: readonly BarRow[]
  /** How many bars there are beyond the limit. */
  readonly hidden: number
}

const DOUBT_GAP = 7
const NAMES_MOST = 0.36

type Given = Pick<BarsProps, 'bars' | 'unit' | 'secondName' | 'order' | 'focus' | 'limit'>

export function layoutBars({ bars, unit, secondName, order = 'value', focus, limit = 12 }: Given, width: number): BarsLayout {
  const shown = arrange(bars, order, limit)
  const hasSecond = shown.some((bar) => bar.second !== undefined)
  const hasInterval = shown.some((bar) => bar.low !== undefined)
  const nameWidth = Math.max(0, ...shown.map((bar) => textWidth(bar.name, 'medium')))
  const isStacked = width < 520 && (hasSecond || hasInterval || nameWidth > width * NAMES_MOST)
  const left = isStacked ? 0 : Math.min(Math.max(nameWidth + 20, hasSecond ? 140 : 0), width * NAMES_MOST)
  const thick = hasSecond || hasInterval ? 12 : 11
  const head = isStacked ? 22 : 0
  const rowHeight = head + (hasSecond ? (isStacked ? 36 : 46) : isStacked ? 26 : hasInterval ? 30 : 24)

  const largest = shown.reduce((most, bar) => Math.max(most, bar.high ?? bar.value), 0)
  const texts = shown.map((bar, index) => valueTexts(bar, index === 0, largest, unit, secondName))
  const negative = Math.min(0, ...shown.map((bar) => Math.min(bar.value, bar.low ?? bar.value)))
  const scale = widestScale(shown, texts, width - left, negative)
  const zero = left - negative * scale
  const isFocus = new Set(focus ?? [])

  const rows = shown.map((bar, index): BarRow => {
    const text = texts[index] ?? { value: '', interval: undefined, second: undefined }
    const top = index * rowHeight
    const y = top + head + (hasSecond && !isStacked ? 9 : isStacked ? 0 : (rowHeight - thick) / 2)
    const end = zero + Math.max(0, bar.high ?? bar.value, bar.value) * scale
    const secondWidth = (bar.second ?? 0) * scale
    return {
      bar,
      box: { x: 0, y: top, width, height: rowHeight },
      name: isStacked
        ? { x: 0, y: top + 14, text: fitText(bar.name, width, 'medium') }
        : { x: 0, y: round(y + thick / 2 + 4), text: fitText(bar.name, left - 12, 'medium') },
      y: round(y),
      height: thick,
      spans: spansOf(bar, zero, scale),
      isMuted: bar.isRest === true || (isFocus.size > 0 && !isFocus.has(bar.key)),
      estimate: bar.low === undefined ? undefined : round(zero + bar.value * scale),
      value: { x: round(end + 8), y: round(y + thick / 2 + 4), text: text.value, interval: text.interval },
      second:
        bar.second === undefined
          ? undefined
          : { width: round(Math.max(secondWidth, 0)), y: round(y + thick + 7), x: round(zero + secondWidth + 8), text: text.second ?? '' },
      ruleY: hasSecond && index < shown.length - 1 ? top + rowHeight : undefined,
    }
  })
  return { height: shown.length * rowHeight, zero: round(zero), rows, hidden: bars.length - shown.length }
}

/** By value or as given, Other last whatever its size; `limit` cuts the others. */
function arrange(bars: readonly Bar[], order: 'value' | 'given', limit: number): readonly Bar[] {
  const rest = bars.filter((bar) => bar.isRest)
  const others = bars.filter((bar) => !bar.isRest)
  const ordered = order === 'value' ? others.toSorted((a, b) => b.value - a.value) : others
  return [...ordered.slice(0, limit), ...rest]
}

interface Texts {
  readonly value: string
  readonly interval: string | undefined
  readonly second: string | undefined
}

/** The first row says the unit, the others need not. */
function valueTexts(bar: Bar, isFirst: boolean, largest: number, unit: Unit, secondName: string | undefined): Texts {
  const write = (value: number) => (isFirst ? unit.full(value) : unit.bare(value, largest))
  const second = bar.second === undefined ? undefined : write(bar.second) + (isFirst && secondName ? ` ${secondName}` : '')
  const interval =
    bar.low === undefined || bar.high === undefined ? undefined : `${unit.bare(bar.low, largest)} to ${unit.bare(bar.high, largest)}`
  return { value: write(bar.value), interval, second }
}

/** The largest scale at which every bar leaves room for the words behind it. */
function widestScale(bars: readonly Bar[], texts: readonly Texts[], room: number, negative: number): number {
  const scales = bars.flatMap((bar, index) => {
    const text = texts[index]
    const words = textWidth(text?.value ?? '', 'medium') + (text?.interval ? DOUBT_GAP + textWidth(text.interval) : 0)
    const lengths: [number, number][] = [
      [Math.max(0, bar.value, bar.high ?? 0) - negative, words],
      [(bar.second ?? 0) - negative, textWidth(text?.second ?? '')],
    ]
    return lengths.filter(([length]) => length > 0).map(([length, taken]) => Math.max(0, room - taken - 10) / length)
  })
  return scales.length === 0 ? 0 : Math.min(...scales)
}

/** Solid to the nearer bound, 72 % to the estimate, 28 % to the farther bound. */
function spansOf(bar: Bar, zero: number, scale: number): Span[] {
  const span = (from: number, to: number, opacity: number): Span[] =>
    from === to ? [] : [{ x: round(zero + Math.min(from, to) * scale), width: round(Math.abs(to - from) * scale), opacity }]
  if (bar.low === undefined || bar.high === undefined) return span(0, bar.value, 1)
  const [nearer, farther] = bar.value >= 0 ? [bar.low, bar.high] : [bar.high, bar.low]
  const crosses = nearer < 0 !== bar.value < 0 && nearer !== 0
  const solid = crosses ? 0 : nearer
  return [
    ...span(0, solid, 1),
    ...span(solid, bar.value, 0.72),
    ...span(bar.value, farther, 0.28),
    ...(crosses ? span(0, nearer, 0.28) : []),
  ]
}
