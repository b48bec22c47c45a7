import type { Column, Panel, ColumnsProps, Tone, BarMark, PanelLayout, ColumnsLayout } from './types'
import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'

import { makeYScale } from '../parts/y-scale'
import { silhouettes } from './silhouette'

const THINNEST = 3
const WIDEST = 96
/** Px between the texts of two ticks. */
const BETWEEN_TICKS = 8
const LABEL_ROOM = 20
const TITLE_ROOM = 22
const PANEL_GAP = 18

type Given = Pick<ColumnsProps, 'columns' | 'panels' | 'focus' | 'height'>

export function layoutColumns({ columns, panels, focus, height }: Given, width: number): ColumnsLayout {
  const inside = height ?? (panels.length > 1 ? 110 : 190)
  const titled = panels.length > 1
  const tops: number[] = []
  let cursor = 0
  for (const _panel of panels) {
    cursor += (titled ? TITLE_ROOM : 0) + LABEL_ROOM
    tops.push(cursor)
    cursor += inside + PANEL_GAP
  }
  const axisY = cursor - PANEL_GAP
  const scales = panels.map((panel, index) => makeYScale(highest(panel), panel.unit, tops[index] ?? 0, (tops[index] ?? 0) + inside))
  const left = Math.max(0, ...scales.map((scale) => scale.left))
  const band = Math.min(WIDEST, Math.max(0, width - left) / Math.max(1, columns.length))
  const gap = band < THINNEST ? 0 : Math.min(4, Math.max(1, band * 0.14))
  const xOf = (index: number) => left + index * band + gap / 2
  const isFocus = new Set(focus ?? [])
  const toneOf = (column: Column): Tone => (column.isOpen ? 'open' : isFocus.size === 0 || isFocus.has(column.key) ? 'accent' : 'muted')

  const laid = panels.map((panel, position): PanelLayout => {
    const scale = scales[position]
    const top = tops[position] ?? 0
    if (!scale) throw new RangeError(`no scale for panel ${position}`)
    const bars = columns.flatMap((column, index): BarMark[] => {
      const value = panel.values[index]
      if (value === null || value === undefined) return []
      const interval = panel.intervals?.[index]
      const [from, to] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))]
      const whisker = interval && {
        x: round(xOf(index) + (band - gap) / 2),
        from: round(scale.y(interval[1])),
        to: round(scale.y(interval[0])),
      }
      return [
        {
          index,
          key: column.key,
          tone: toneOf(column),
          x: round(xOf(index)),
          width: round(Math.max(band - gap, 0)),
          y: round(from),
          height: round(to - from),
          ...(whisker ? { whisker } : {}),
        },
      ]
    })
    const isDense = band < THINNEST
    return {
      key: panel.key,
      title: titled && panel.title ? { y: top - LABEL_ROOM - 4, text: panel.title } : undefined,
      ticks: scale.ticks,
      bars: isDense ? [] : bars,
      shapes: isDense ? silhouettes(bars, round(scale.y(0))) : [],
      labels: valueLabels(bars, panel, isFocus, band, width),
    }
  })

  const upper = tops[0] ?? 0
  const only = laid.length === 1 ? laid[0] : undefined
  const barAt = new Map(only?.bars.map((bar) => [bar.index, bar]))
  const hasGroups = columns.some((column) => column.group)
  return {
    height: columns.length === 0 ? 0 : axisY + 22 + (hasGroups ? 16 : 0),
    left,
    panels: laid,
    ...tickLabels(columns, band, left, width),
    axisY,
    boxes: columns.map((_column, index) => barAt.get(index) ?? { x: left + index * band, y: upper, width: band, height: axisY - upper }),
    columnAt: (x) => (x < left || x > width ? -1 : Math.min(columns.length - 1, Math.floor((x - left) / Math.max(band, 1e-9)))),
  }
}

function* highest(panel: Panel): Generator<number> {
  for (const value of panel.values) if (value !== null) yield value
  for (const interval of panel.intervals ?? []) if (interval) yield* interval
}

/** Those in focus; without a focus all where all fit, else the highest and the last. */
function valueLabels(
  bars: readonly BarMark[],
  panel: Panel,
  focus: ReadonlySet<string>,
  band: number,
  width: number,
): PanelLayout['labels'] {
  const values = bars.map((bar) => panel.values[bar.index] ?? 0)
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  const texts = values.map((value) => panel.unit.bare(value, largest))
  const widths = texts.map((text) => textWidth(text, 'medium'))
  const peak = values.indexOf(largest)
  const least = band < THINNEST ? [peak] : [peak, bars.length - 1]
  const inFocus = [...bars.keys()].filter((position) => focus.has(bars[position]?.key ?? ''))
  const wanted = inFocus.length > 0 ? inFocus : widths.every((each) => each + 4 <= band) ? [...bars.keys()] : least
  const taken: [number, number][] = []
  const labels: PanelLayout['labels'][number][] = []
  for (const position of wanted) {
    const bar = bars[position]
    const text = texts[position]
    if (!bar || text === undefined) continue
    const half = (widths[position] ?? 0) / 2
    const x = Math.min(width - half, Math.max(half, bar.x + bar.width / 2))
    if (taken.some(([from, to]) => x - half < to + 6 && x + half > from - 6)) continue
    taken.push([x - half, x + half])
    const above = Math.min(bar.y, bar.whisker?.from ?? bar.y)
    labels.push({ x: round(x), y: round(above - 6), text, index: bar.index })
  }
  return labels
}

function tickLabels(columns: readonly Column[], band: number, left: number, width: number): Pick<ColumnsLayout, 'ticks' | 'groups'> {
  const centre = (index: number) => left + (index + 0.5) * band
  const widest = Math.max(0, ...columns.map((column) => textWidth(column.tick)))
  const apart = widest + BETWEEN_TICKS
  const every = Math.max(1, Math.ceil(apart / Math.max(band, 1e-9)))
  const starts = columns.flatMap((column, index) => (column.group && column.group !== columns[index - 1]?.group ? [index] : []))
  const offset = (starts[1] ?? 0) % every
  const ticks: { x: number; text: string }[] = []
  for (let index = offset; index < columns.length; index += every) {
    const text = columns[index]!.tick
    const x = Math.min(centre(index), width - textWidth(text) / 2)
    // The last may have been pushed in from the edge, onto the one before it.
    if (x < centre(index) && x - centre(index - every) < apart && ticks.length > 0) continue
    ticks.push({ x: round(x), text })
  }
  return { ticks, groups: groupLabels(columns, starts, centre, left, width) }
}

/** Where two would collide, the group with more columns keeps its name. */
function groupLabels(
  columns: readonly Column[],
  starts: readonly number[],
  centre: (index: number) => number,
  left: number,
  width: number,
) {
  const groups: { x: number; to: number; text: string; columns: number }[] = []
  for (const [position, index] of starts.entries()) {
    const text = columns[index]?.group ?? ''
    const x = Math.max(left, centre(index) - textWidth(columns[index]?.tick ?? '') / 2)
    const group = { x: round(x), to: x + textWidth(text) + 12, text, columns: (starts[position + 1] ?? columns.length) - index }
    const before = groups.at(-1)
    if (group.to - 12 > width) continue
    if (!before || before.to <= x) groups.push(group)
    else if (before.columns < group.columns) groups.splice(-1, 1, group)
  }
  return groups.map(({ x, text }) => ({ x, text }))
}
