import { area, line, scaleLinear } from 'd3'
import { count, decimal, money, percent } from '../../shared/format'
import { round } from '../parts/round'
import { textWidth, wrapText } from '../parts/text-width'
import type { Picture } from './picture'

/** Everything that small pictures are made of. Tones are resolved by the component. */
export interface SmallLayout {
  readonly height: number
  readonly lines: readonly {
    readonly x1: number
    readonly y1: number
    readonly x2: number
    readonly y2: number
    readonly kind: 'axis' | 'grid' | 'focus'
  }[]
  readonly areas: readonly { readonly d: string }[]
  readonly curves: readonly { readonly d: string }[]
  readonly rects: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly tone: 'focus' | 'muted' | 'open'
    /** An interval: the tone at a third of its strength. */
    readonly isFaint?: boolean
  }[]
  readonly dots: readonly { readonly x: number; readonly y: number; readonly r: number; readonly tone: 'focus' | 'muted' }[]
  readonly texts: readonly {
    readonly x: number
    readonly y: number
    readonly text: string
    readonly strong?: string | undefined
    readonly anchor: 'start' | 'middle' | 'end'
    readonly style: 'plain' | 'strong' | 'quiet'
    readonly hasHalo?: boolean
  }[]
}

type Text = SmallLayout['texts'][number]

const EDGE = 6

/** `width` is the whole picture's; marks stop a little before its edge. */
export function layoutSmall(picture: Picture, width: number, currency: string | null): SmallLayout {
  const right = Math.max(40, width - EDGE)
  switch (picture.kind) {
    case 'curve':
      return curve(picture, right)
    case 'bars':
      return bars(picture, right, currency)
    case 'split':
      return split(picture, right)
    case 'intervals':
      return intervals(picture, right)
  }
}

const NOTHING: Omit<SmallLayout, 'height'> = { lines: [], areas: [], curves: [], rects: [], dots: [], texts: [] }

function curve(picture: Extract<Picture, { kind: 'curve' }>, right: number): SmallLayout {
  const [top, bottom] = [4, 102]
  const points = picture.points
  const mark = points[picture.mark]
  if (points.length < 2) return { ...NOTHING, height: 0 }
  const lastX = points.at(-1)?.[0] ?? 1
  const isShareX = picture.percent && lastX <= 1
  // Steps of the axis stand left of a curve that does not begin at nothing.
  const left = isShareX ? 0 : 34
  const highest = points.reduce((most, [, y]) => Math.max(most, y), 0)
  const x = scaleLinear([points[0]?.[0] ?? 0, lastX], [left, right])
  const y = scaleLinear([0, highest === 0 ? 1 : highest], [bottom, top])
  if (!(isShareX && highest <= 1)) y.nice(2)
  else y.domain([0, 1])
  const step = y.domain()[1] ?? 1
  type Pair = (typeof points)[number]
  const [atX, atY] = [([px]: Pair) => x(px), ([, py]: Pair) => y(py)]
  const path = line<Pair>(atX, atY).digits(1)
  const ground = area<Pair>(atX, bottom, atY).digits(1)
  const writeX = (value: number) => (isShareX ? decimal(value * 100, 0) : count(value))
  const endText = isShareX ? percent(lastX, 0) : count(lastX)
  const texts: Text[] = [
    { x: left, y: bottom + 15, text: writeX(x.domain()[0] ?? 0), anchor: left > 0 ? 'middle' : 'start', style: 'plain' },
    { x: right, y: bottom + 15, text: endText, anchor: 'end', style: 'plain' },
  ]
  if (!mark) return { ...NOTHING, height: 122, curves: [{ d: path(points) ?? '' }], lines: frame(right, bottom, top), texts }
  const [mx, my] = [round(x(mark[0])), round(y(mark[1]))]
  const markText = writeX(mark[0])
  const half = textWidth(markText) / 2
  if (mx - half > left + 16 && mx + half < right - textWidth(endText) - 8)
    texts.push({ x: mx, y: bottom + 15, text: markText, anchor: 'middle', style: 'plain' })
  for (const value of isShareX ? [step] : [step, step / 2])
    texts.push({
      x: 0,
      y: round(y(value)) + 13,
      text: value === step && picture.percent ? percent(value, 0) : picture.percent ? decimal(value * 100, 0) : count(value),
      anchor: 'start',
      style: 'quiet',
    })
  const isEnd = right - mx < 130
  const lines = wrapText(picture.label, isEnd ? mx - 14 : right - mx - 10, 2, 'medium')
  // A rising curve leaves room below it on the right and above it on the left.
  const labelY = isEnd ? Math.max(12, my - 10 - 16 * (lines.length - 1)) : Math.min(my + 16, bottom - 6 - 16 * (lines.length - 1))
  lines.forEach((text, index) =>
    texts.push({
      x: isEnd ? mx - 10 : mx + 10,
      y: round(labelY + 16 * index),
      text,
      anchor: isEnd ? 'end' : 'start',
      style: index === 0 ? 'strong' : 'plain',
      hasHalo: true,
    }),
  )
  const before = [...points.slice(0, picture.mark), mark]
  return {
    ...NOTHING,
    height: 122,
    lines: [...frame(right, bottom, top), { x1: mx, y1: bottom, x2: mx, y2: my, kind: 'focus' }],
    areas: [{ d: ground(before) ?? '' }],
    curves: [{ d: path(points) ?? '' }],
    dots: [{ x: mx, y: my, r: 3.5, tone: 'focus' }],
    texts,
  }
}

function frame(right: number, bottom: number, top: number): SmallLayout['lines'] {
  const middle = (top + bottom) / 2
  return [
    { x1: 0, y1: bottom, x2: right, y2: bottom, kind: 'axis' },
    { x1: 0, y1: middle, x2: right, y2: middle, kind: 'grid' },
    { x1: 0, y1: top, x2: right, y2: top, kind: 'grid' },
  ]
}

function bars(picture: Extract<Picture, { kind: 'bars' }>, right: number, currency: string | null): SmallLayout {
  const [top, bottom] = [20, 100]
  const values = picture.bars.map((bar) => bar.value)
  const highest = Math.max(0, ...values)
  const y = scaleLinear([Math.min(0, ...values), highest === 0 ? 1 : highest], [bottom, top])
  const band = Math.min(48, right / Math.max(1, picture.bars.length))
  const gap = Math.min(3, band * 0.2)
  const isMillions = picture.format === 'money' && highest >= 1e6
  const write = (value: number) => {
    if (picture.format === 'percent') return percent(value, 0)
    if (picture.format === 'count') return count(value)
    return isMillions ? money(value / 1e6, currency).replace(/(\d)$/, '$1m') : money(value, currency)
  }
  const rects = picture.bars.map((bar, index): SmallLayout['rects'][number] => ({
    x: round(index * band + gap / 2),
    width: round(band - gap),
    y: round(y(Math.max(0, bar.value))),
    height: round(Math.abs(y(bar.value) - y(0))),
    tone: bar.open ? 'open' : bar.focus ? 'focus' : 'muted',
  }))
  const texts: Text[] = []
  const taken: [number, number][] = []
  const place = (text: string, centre: number, atY: number, style: Text['style'], row: [number, number][], hasHalo = false) => {
    const half = textWidth(text, 'medium') / 2
    const at = Math.max(half, Math.min(right - half, centre))
    if (row.some(([from, to]) => at - half < to + 6 && at + half > from - 6)) return
    row.push([at - half, at + half])
    texts.push({ x: round(at), y: round(atY), text, anchor: 'middle', style, hasHalo })
  }
  const above: [number, number][] = []
  for (const index of picture.labels) {
    const [bar, rect] = [picture.bars[index], rects[index]]
    if (!bar || !rect) continue
    // Beside a taller bar the value stands over the lower neighbours.
    const isByTaller = (rects[index + 1]?.y ?? rect.y) < rect.y
    const half = textWidth(write(bar.value), 'medium') / 2
    place(write(bar.value), isByTaller ? rect.x + rect.width - half : rect.x + rect.width / 2, rect.y - 6, 'strong', above, true)
  }
  for (const index of new Set([...picture.labels, 0])) {
    const [bar, rect] = [picture.bars[index], rects[index]]
    if (bar && rect) place(bar.label, rect.x + rect.width / 2, bottom + 16, 'plain', taken)
  }
  const zero = round(y(0))
  return { ...NOTHING, height: 120, lines: [{ x1: 0, y1: zero, x2: right, y2: zero, kind: 'axis' }], rects, texts }
}

function split(picture: Extract<Picture, { kind: 'split' }>, right: number): SmallLayout {
  const share = Math.min(1, Math.max(0, picture.share))
  const part = share * right
  const gap = share > 0 && share < 1 ? 2 : 0
  const lines = wrapText(picture.label, right, 2, 'medium')
  return {
    ...NOTHING,
    height: 70 + 16 * (lines.length - 1),
    rects: [
      { x: 0, y: 26, width: round(Math.max(0, right - part - gap)), height: 18, tone: 'muted' },
      { x: round(right - part), y: 26, width: round(part), height: 18, tone: 'focus' },
    ],
    texts: [
      { x: 0, y: 18, text: wrapText(picture.rest, right, 1)[0] ?? '', anchor: 'start', style: 'plain' },
      ...lines.map((text, index): Text => ({ x: right, y: 62 + 16 * index, text, anchor: 'end', style: 'strong' })),
    ],
  }
}

function intervals(picture: Extract<Picture, { kind: 'intervals' }>, right: number): SmallLayout {
  const rows = picture.rows
  const bottom = 22 + rows.length * 30
  const [low, high] = [Math.min(0, ...rows.map((row) => row.low)), Math.max(0, ...rows.map((row) => row.high))]
  const x = scaleLinear([low, high === low ? low + 1 : high], [0, right - 40]).nice(4)
  x.range([0, right - 24])
  const write = (value: number) => (picture.percent ? decimal(value * 100, 0) : Number.isInteger(value) ? count(value) : decimal(value, 1))
  const ticks = x.ticks(4)
  const lastText = (value: number) => (picture.percent ? percent(value, 0) : `${write(value)} ${picture.unit}`.trim())
  return {
    ...NOTHING,
    height: bottom + 22,
    lines: ticks.map((value) => ({ x1: round(x(value)), y1: 8, x2: round(x(value)), y2: bottom, kind: value === 0 ? 'axis' : 'grid' })),
    rects: rows.map((row, index) => ({
      x: round(x(row.low)),
      width: round(Math.max(1, x(row.high) - x(row.low))),
      y: 26 + index * 30,
      height: 8,
      tone: row.focus ? 'focus' : 'muted',
      isFaint: true,
    })),
    dots: rows.map((row, index) => ({ x: round(x(row.value)), y: 30 + index * 30, r: 4.5, tone: row.focus ? 'focus' : 'muted' })),
    texts: [
      ...ticks.map((value, index): Text => {
        const text = index === ticks.length - 1 ? lastText(value) : write(value)
        const half = textWidth(text) / 2
        const at = Math.min(x(value), right - half)
        return at - half < 0
          ? { x: 0, y: bottom + 16, text, anchor: 'start', style: 'plain' }
          : { x: round(at), y: bottom + 16, text, anchor: 'middle', style: 'plain' }
      }),
      ...rows.map((row, index): Text => {
        const strong = picture.percent ? percent(row.value, 1) : write(row.value)
        const size = textWidth(`${strong} ${row.label}`, 'medium')
        const isEnd = x(row.high) + 8 + size > right
        return {
          x: round(isEnd ? x(row.low) - 8 : x(row.high) + 8),
          y: 34 + index * 30,
          strong,
          text:
            wrapText(row.label, Math.max(40, (isEnd ? x(row.low) : right - x(row.high)) - textWidth(strong, 'medium') - 16), 1)[0] ?? '',
          anchor: isEnd ? 'end' : 'start',
          style: 'plain',
          hasHalo: true,
        }
      }),
    ],
  }
}
