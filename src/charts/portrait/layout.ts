import { scaleLinear, scaleLog, ticks as ticksOf } from 'd3'
import { round } from '../parts/round'
import { fitText, textWidth, wrapText } from '../parts/text-width'
import type { PortraitProps, Strip, TraitRow, Typical } from './types'

export interface TextMark {
  readonly x: number
  readonly y: number
  readonly text: string
  /** Classes of drawing.css and of the portrait. */
  readonly is: string
}

export interface LineMark {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly is: string
}

export interface RowMark {
  readonly row: TraitRow
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly y: number
  /** From and to of the interval, and the estimate; null: beyond the axis. */
  readonly line: readonly [number, number]
  readonly dot: number | null
}

export interface PortraitLayout {
  readonly height: number
  readonly emblem: { readonly x: number; readonly y: number; readonly size: number }
  readonly texts: readonly TextMark[]
  readonly lines: readonly LineMark[]
  readonly rows: readonly RowMark[]
  readonly stems: readonly { readonly x: number; readonly from: number; readonly to: number }[]
}

type Content = Omit<PortraitProps, 'label' | 'emblem' | 'describe' | 'onSelect' | 'initialWidth'>

/** Before it is measured, and for anything narrower, the sheet is as wide as this. */
const LEAST = 240
/** Two columns from here on; less is one below the other. */
const WIDE = 1000
const MARGIN = 280
const GAP = 56
/** How much wider the serif runs than the charts' sans, at most. */
const SERIF = 1.12
/** Shares and ratios stand in columns of their own from here on. */
const TABULAR = 680

/** Everything that stands on the sheet, from top to bottom. */
export function layoutPortrait(content: Content, measured: number): PortraitLayout {
  const width = Math.max(LEAST, measured)
  const sheet = new Sheet(width)
  const isWide = width >= WIDE
  const left = isWide ? MARGIN : width
  const size = isWide ? 248 : Math.min(248, width)
  const emblem = { x: isWide ? size / 2 - 4 : width / 2, y: size / 2 + 2, size }
  const below = whoTheyAre(sheet, content, size + 14, left)
  const from = isWide ? MARGIN + GAP : 0
  let y = figures(sheet, content, from, isWide ? 14 : below + 20)
  y = traits(sheet, content, from, y + 24)
  for (const one of content.strips) y = strip(sheet, one, from, y)
  y = Math.max(y - 8, isWide ? below : 0) + 16
  sheet.rule(0, width, y)
  const typicalEnd = content.typical ? typical(sheet, content.typical, 0, isWide ? width - MARGIN - GAP : width, y + 24) : y
  const askedFrom = isWide && content.typical ? width - MARGIN : 0
  const askedEnd = asked(sheet, content, askedFrom, width, (isWide || !content.typical ? y : typicalEnd + 12) + 24)
  y = Math.max(typicalEnd, askedEnd) + 16
  y = foot(sheet, content.foot, y)
  return { height: Math.ceil(y), emblem, texts: sheet.texts, lines: sheet.lines, rows: sheet.rows, stems: sheet.stems }
}

class Sheet {
  readonly texts: TextMark[] = []
  readonly lines: LineMark[] = []
  readonly rows: RowMark[] = []
  readonly stems: { x: number; from: number; to: number }[] = []
  constructor(readonly width: number) {}

  write(x: number, y: number, text: string, is = '') {
    this.texts.push({ x: round(x), y: round(y), text, is })
  }

  /** On as many lines as it takes, `lines` at most; the baseline of the next. */
  wrap(x: number, y: number, text: string, width: number, lines: number, size: number, leading: number, is: string): number {
    const wrapped = wrapText(text, width, lines, 'regular', size)
    for (const [index, line] of wrapped.entries()) this.write(x, y + index * leading, line, is)
    return y + wrapped.length * leading
  }

  rule(x1: number, x2: number, y: number, is = 'hair') {
    this.lines.push({ x1: round(x1), y1: round(y), x2: round(x2), y2: round(y), is })
  }
}

function whoTheyAre(sheet: Sheet, { name, is, words }: Content, top: number, width: number): number {
  let y = sheet.wrap(0, top + 28, name, width, 3, 27 * SERIF, 34, 'name')
  y = sheet.wrap(0, y - 8, is, width, 3, 13, 20, 'small') + 12
  return sheet.wrap(0, y, words, width, 9, 17 * SERIF, 26, 'prose') - 12
}

/** Columns with a hairline between: a label, something large, and lines below it. */
function figures(sheet: Sheet, { figures: all }: Content, from: number, top: number): number {
  if (all.length === 0) return top - 10
  const columns = sheet.width - from < TABULAR ? 2 : 4
  const width = (sheet.width - from) / columns
  for (const [index, { label, value, interval, others }] of all.entries()) {
    const y = top + Math.floor(index / columns) * 92
    const x = from + (index % columns) * width + (index % columns === 0 ? 0 : 16)
    if (index % columns > 0) sheet.lines.push({ x1: round(x - 16), y1: y - 10, x2: round(x - 16), y2: y + 64, is: 'hair' })
    const room = width - 20
    sheet.write(x, y, fitText(label, room, 'regular', 13), 'small')
    sheet.write(x, y + 27, value, 'number')
    sheet.write(x, y + 46, fitText(interval, room), 'quiet')
    sheet.write(x, y + 62, fitText(others, room), 'quiet')
  }
  const bottom = top + (Math.ceil(all.length / columns) - 1) * 92 + 78
  sheet.rule(from, sheet.width, bottom)
  return bottom
}

const NAMES: readonly (readonly [lift: number, name: string])[] = [
  [1 / 16, '1/16'],
  [1 / 8, 'an eighth'],
  [1 / 4, 'a quarter'],
  [1 / 2, 'half'],
  [1, 'as often'],
  [2, 'twice'],
  [4, '4 times'],
  [8, '8 times'],
  [16, '16 times'],
]
const FARTHEST = 20

function traits(sheet: Sheet, { traits: all, compared, none }: Content, from: number, top: number): number {
  sheet.write(from, top, 'What sets them apart', 'heading')
  let y = sheet.wrap(from, top + 19, all.length > 0 ? compared : none, sheet.width - from, 4, 12, 17, 'quiet')
  if (all.length === 0) return y
  const isTabular = sheet.width - from >= TABULAR
  const family = isTabular ? 92 : 0
  const right = sheet.width
  const [start, end] = isTabular ? [from + family + 192, right - 256] : [from + 4, right - 4]
  const x = axisOf(all, start, end)
  y += 8
  const marks = spacedTicks(x, start, end)
  for (const { at, text } of marks) sheet.write(Math.min(at, end + 8 - textWidth(text) / 2), y, text, 'middle tick')
  if (isTabular)
    for (const [head, at] of [
      ['They %', 202],
      ['Others %', 140],
      ['Times', 92],
      ['95\u202f% interval', 0],
    ] as const)
      sheet.write(right - at, y, head, 'end tick')
  const axisTop = y + 8
  y += isTabular ? 26 : 24
  let before = ''
  for (const row of all) {
    if (row.family !== before) {
      if (before !== '') {
        sheet.rule(from, right, y - (isTabular ? 14 : 12))
        y += isTabular ? 8 : 10
      }
      sheet.write(from, y, row.family, isTabular ? 'family' : 'quiet')
      if (!isTabular) y += 20
      before = row.family
    }
    rowOf(sheet, row, { x, y, from: from + family, start, end, right, isTabular })
    y += isTabular ? 23 : 40
  }
  for (const { at, isOne } of marks) sheet.lines.unshift({ x1: at, y1: axisTop, x2: at, y2: round(y - 12), is: isOne ? 'one' : 'grid' })
  return y
}

function rowOf(
  sheet: Sheet,
  row: TraitRow,
  place: { x: (lift: number) => number; y: number; from: number; start: number; end: number; right: number; isTabular: boolean },
) {
  const { x, y, from, start, end, right, isTabular } = place
  const strong = row.isMore ? ' strong' : ' ink'
  const lineY = isTabular ? y - 4 : y + 12
  if (isTabular) {
    sheet.write(from, y, fitText(row.name, start - from - 14, 'medium'), strong.trim())
    for (const [text, at, is] of [
      [row.share, 202, ''],
      [row.others, 140, ''],
      [row.times, 92, strong],
      [row.interval, 0, ' quiet'],
    ] as const)
      sheet.write(right - at, y, text, `end${is}`)
  } else {
    const ratio = `${row.times} times`
    sheet.write(from, y, fitText(row.name, right - from - textWidth(ratio) - 16, 'medium'), `halo${strong}`)
    sheet.write(right, y, ratio, `halo end${strong}`)
  }
  sheet.rows.push({
    row,
    box: { x: from - 4, y: y - (isTabular ? 15 : 13), width: right - from + 8, height: isTabular ? 22 : 34 },
    y: lineY,
    line: within(x(row.low), row.high === null ? end : x(row.high), start, end),
    dot: row.lift === null || row.lift <= 0 ? null : Math.min(end, Math.max(start, x(row.lift))),
  })
}

/** What lies beyond the axis is a stub at its edge. */
const STUB = 7

function within(low: number, high: number, start: number, end: number): readonly [number, number] {
  return [Math.min(end - STUB, Math.max(start, low)), Math.max(start + STUB, Math.min(end, high))]
}

/** A log scale over all intervals, at least from half to twice as often. */
function axisOf(all: readonly TraitRow[], start: number, end: number): (lift: number) => number {
  const bounded = (lift: number) => Math.min(FARTHEST, Math.max(1 / FARTHEST, lift))
  const low = Math.min(0.5, ...all.map((row) => bounded(row.low)))
  const high = Math.max(2, ...all.map((row) => bounded(row.high ?? row.low)))
  const scale = scaleLog([low / 1.05, high * 1.05], [start, end])
  return (lift) => round(scale(Math.max(1e-6, lift)))
}

function spacedTicks(x: (lift: number) => number, start: number, end: number) {
  const all = NAMES.map(([lift, text]) => ({ at: x(lift), text, isOne: lift === 1 })).filter(
    ({ at }) => at >= start - 0.5 && at <= end + 0.5,
  )
  const one = all.find(({ isOne }) => isOne)!
  const kept = [one]
  const fits = (tick: (typeof all)[number]) =>
    kept.every((other) => Math.abs(other.at - tick.at) >= (textWidth(other.text) + textWidth(tick.text)) / 2 + 8)
  for (const tick of [...all.filter(({ at }) => at > one.at), ...all.filter(({ at }) => at < one.at).reverse()])
    if (fits(tick)) kept.push(tick)
  return kept
}

const MOST_COLUMNS = 4

function strip(sheet: Sheet, { title, items }: Strip, from: number, top: number): number {
  if (items.length === 0) return top
  const y = top + 4
  sheet.rule(from, sheet.width, y - 12)
  sheet.write(from, y + 10, title, 'heading')
  const columns = sheet.width - from < TABULAR ? 2 : MOST_COLUMNS
  const width = (sheet.width - from) / columns
  const ends = items.map(({ label, words }, index) => {
    const at = y + 32 + Math.floor(index / columns) * 72
    sheet.write(from + (index % columns) * width, at, label, 'strong')
    return sheet.wrap(from + (index % columns) * width, at + 17, words, width - 16, 3, 12, 16, '')
  })
  return Math.max(...ends) + 8
}

const STEMS = 96

function typical(sheet: Sheet, { title, words, days, from, until, tick, day }: Typical, left: number, width: number, top: number): number {
  sheet.write(left, top, title, 'heading')
  const y = sheet.wrap(left, top + 20, words, width, 3, 13, 19, 'small')
  if (days.length === 0) return y - 8
  const most = Math.max(1e-9, ...days.map(({ value }) => value))
  const values = ticksOf(0, most, 3)
  const highest = Math.max(most, values.at(-1) ?? most)
  const labels = values.map((value) => tick(value, values.at(-1) ?? value))
  const start = left + Math.max(...labels.map((label) => textWidth(label))) + 10
  const bottom = y + STEMS
  const upright = scaleLinear([0, highest], [bottom, y + 6])
  const along = scaleLinear([from, Math.max(until, from + 1)], [start + 6, left + width - 6])
  for (const [index, value] of values.entries()) {
    sheet.write(start - 8, upright(value) + 4, labels[index]!, 'end')
    if (value > 0) sheet.rule(start, left + width, upright(value), 'grid')
  }
  sheet.rule(start, left + width, bottom, 'axis')
  sheet.write(start, bottom + 18, day(from), '')
  sheet.write(left + width, bottom + 18, day(until), 'end')
  for (const { time, value } of days)
    sheet.stems.push({ x: round(along(time)), from: round(bottom), to: round(upright(Math.max(0, value))) })
  return bottom + 26
}

function asked(sheet: Sheet, { asked: all, notes }: Content, from: number, to: number, top: number): number {
  if (all.length + notes.length === 0) return top - 24
  sheet.write(from, top, 'What the data cannot say', 'heading')
  let y = top + 8
  for (const { question, answer } of all) {
    y = sheet.wrap(from, y + 16, question, to - from, 2, 13, 18, 'small')
    if (answer) y = sheet.wrap(from, y + 2, answer, to - from, 4, 14 * SERIF, 20, 'mine') + 2
    sheet.rule(from, to, y - 8)
  }
  for (const { text, by } of notes) {
    const start = y + 4
    y = sheet.wrap(from + 12, y + 18, text, to - from - 12, 5, 14 * SERIF, 20, 'mine')
    sheet.write(from + 12, y, by, 'quiet')
    sheet.lines.push({ x1: from + 1, y1: start, x2: from + 1, y2: round(y + 4), is: 'note-bar' })
    y += 12
  }
  return y
}

function foot(sheet: Sheet, [left, right]: Content['foot'], top: number): number {
  sheet.rule(0, sheet.width, top)
  const isOneLine = textWidth(left) + textWidth(right) + 24 < sheet.width
  const y = sheet.wrap(0, top + 20, left, isOneLine ? sheet.width : sheet.width, 2, 12, 16, 'quiet')
  if (isOneLine) sheet.write(sheet.width, top + 20, right, 'end quiet')
  else sheet.write(0, y, right, 'quiet')
  return isOneLine ? y - 6 : y + 8
}
