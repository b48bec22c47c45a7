import { scaleLinear } from 'd3'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { GapsLayout, GapsProps, GapSide } from './types'

const ROW = 27
const HEAD = 26
const DIVIDE = 32
const NARROW = 560

/** One row a value; those that are clear above a line, the others below it. */
export function layoutGaps(
  { rows, unit, divide, gapName }: Pick<GapsProps, 'rows' | 'unit' | 'divide' | 'gapName'>,
  width: number,
): GapsLayout {
  const isNarrow = width < NARROW
  const names = Math.min(
    isNarrow ? width * 0.4 : width * 0.32,
    Math.max(0, ...rows.map(({ name, isClear }) => textWidth(name, isClear ? 'medium' : 'regular'))) + 14,
  )
  const gapWide = Math.max(36, ...rows.map(({ gap }) => textWidth(gap, 'medium'))) + 14
  const intervalWide = isNarrow ? 0 : Math.max(0, ...rows.map(({ interval }) => textWidth(interval))) + 14
  const right = width - gapWide - intervalWide - 10
  const most = Math.max(...rows.flatMap(({ one, other }) => [one.high, other.high]), 0.01)
  const x = scaleLinear([0, most], [names + 8, right]).nice(4)
  const clear = rows.filter(({ isClear }) => isClear).length
  const divides = clear < rows.length
  const at = ({ low, value, high }: GapSide) => [round(x(low)), round(x(value)), round(x(high))] as const
  const gapX = width - intervalWide - 4
  const intervalX = isNarrow ? null : width - 2
  const headX = intervalX ?? gapX
  const bottom = HEAD + rows.length * ROW + (divides ? DIVIDE : 0)
  return {
    height: bottom + 8,
    head: HEAD,
    bottom,
    ticks: x
      .ticks(isNarrow ? 2 : 4)
      .map((value) => ({ x: round(x(value)), text: unit.tick(value, x.domain()[1]!) }))
      .filter((tick) => tick.x + textWidth(tick.text) / 2 + 8 < headX - textWidth(gapName)),
    gapX,
    intervalX,
    rows: rows.map((row, index) => ({
      y: HEAD + index * ROW + ROW / 2 + (index >= clear ? DIVIDE : 0),
      name: fitText(row.name, names - 8, row.isClear ? 'medium' : 'regular'),
      one: at(row.one),
      other: at(row.other),
      isClear: row.isClear,
    })),
    divide: divides ? { y: HEAD + clear * ROW + 8, text: fitText(divide, width - 8) } : null,
  }
}
