import { scaleLinear, scaleSymlog, type ScaleContinuousNumeric } from 'd3'
import { count } from '../../shared/format'
import { round } from '../parts/round'
import { fitText, textWidth, wrapText } from '../parts/text-width'
import type { SpreadPanel, SpreadsLayout, SpreadsProps } from './types'

const ROW = 58
const HEAD = 24
const FOOT = 34
const GAP = 26
const LEAST_PANEL = 92
const NARROW = 520

/** One panel a measure, one row a group; as many panels beside each other as there is room for. */
export function layoutSpreads({ rows, panels }: Pick<SpreadsProps, 'rows' | 'panels'>, width: number): SpreadsLayout {
  const left = Math.min(width < NARROW ? 128 : 170, Math.max(0, ...rows.map(({ name }) => textWidth(name, 'medium') + 30)))
  const across = Math.max(1, Math.min(panels.length, Math.floor((width - left + GAP) / (LEAST_PANEL + GAP))))
  const wide = (width - left - GAP * (across - 1)) / across
  const tall = HEAD + rows.length * ROW + FOOT
  const lines = Math.ceil(panels.length / across)
  const places = panels.map((panel, index) => {
    const x = left + (index % across) * (wide + GAP)
    const y = Math.floor(index / across) * tall
    return { x, y, scale: scaleOf(panel).range([x, x + wide]) }
  })
  return {
    height: lines * tall,
    panels: panels.map((panel, index) => {
      const { x, y, scale } = places[index]!
      return {
        x: round(x),
        y: y + HEAD,
        width: round(wide),
        bottom: y + HEAD + rows.length * ROW,
        name: fitText(panel.name, wide, 'medium'),
        band: [round(scale(panel.all[1])), round(scale(panel.all[3]))],
        median: round(scale(panel.all[2])),
        ticks: ticksOf(panel, scale, x, x + wide),
      }
    }),
    names: Array.from({ length: lines }, (_, line) =>
      rows.map(({ name, customers, colour }, row) => ({
        x: 0,
        y: line * tall + HEAD + row * ROW + 20,
        names: wrapText(name, left - 26, 2, 'medium'),
        count: count(customers),
        colour,
      })),
    ).flat(),
    marks: rows.flatMap((_, row) =>
      panels.map((panel, index) => {
        const { y, scale } = places[index]!
        const own = panel.rows[row]!
        const at = (place: number) => round(scale(own[place]!))
        return {
          panel: index,
          row,
          y: y + HEAD + row * ROW + ROW / 2 + 4,
          line: [at(0), at(4)] as const,
          box: [at(1), at(3)] as const,
          dot: at(2),
          text: panel.unit.bare(own[2]),
          isTelling: panel.isTelling[row]!,
        }
      }),
    ),
  }
}

function scaleOf({ all, rows, isLog }: SpreadPanel): ScaleContinuousNumeric<number, number> {
  const values = [...all, ...rows.flat()]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const domain = high > low ? [low, high] : [low - 1, high + 1]
  return isLog ? scaleSymlog(domain, [0, 1]).constant(1) : scaleLinear(domain, [0, 1])
}

/** On an axis by ratio 1, 3, 10, 30; as many as do not touch. */
function ticksOf({ isLog, unit, all, rows }: SpreadPanel, scale: ScaleContinuousNumeric<number, number>, from: number, to: number) {
  const [low, high] = scale.domain() as [number, number]
  const most = Math.max(...all, ...rows.flat())
  const values = isLog
    ? [0, ...Array.from({ length: 20 }, (_, place) => (place % 2 ? 3 : 1) * 10 ** Math.floor(place / 2))]
    : scale.ticks(3)
  let free = from - 12
  return values
    .filter((value) => value >= low && value <= Math.min(high, most))
    .map((value) => ({ x: round(scale(value)), text: unit.bare(value) }))
    .filter(({ x, text }) => {
      const half = textWidth(text) / 2
      if (x - half < free || x + half > to + 12) return false
      free = x + half + 10
      return true
    })
}
