import { count, decimal } from '../../shared/format'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { Block, ShareGridLayout, ShareGridProps } from './types'

const HEAD = 18
const ROW = 31
const FOOT = 40
const STEPS = 9
const FEW = 30

type Given = Pick<ShareGridProps, 'columns' | 'rows' | 'columnsTitle' | 'rowsTitle' | 'all' | 'chosen'>

/** Each cell's share of the chosen in per cent, or, while nobody is chosen, how many customers are in it. Of fewer than thirty a count. */
export function layoutShareGrid({ columns, rows, columnsTitle, rowsTitle, all, chosen }: Given, width: number): ShareGridLayout {
  const left = Math.min(width * 0.3, Math.max(...rows.map(({ tick }) => textWidth(tick))) + 10)
  const wide = (width - left) / columns.length
  const shares = Array.from({ length: rows.length * columns.length }, (_, cell) => (chosen ? chosen[cell]! / all[cell]! : all[cell]!))
  const counted = shares.filter((_, cell) => all[cell]! >= (chosen ? FEW : 1))
  const most = Math.max(...counted, 0)
  const stepOf = (cell: number) => {
    if (all[cell] === 0 || (chosen && all[cell]! < FEW)) return 0
    // Counts differ by ratio, shares by difference.
    const height = chosen ? shares[cell]! / (most || 1) : Math.log1p(shares[cell]!) / (Math.log1p(most) || 1)
    return Math.min(STEPS, 1 + Math.floor(height * (STEPS - 0.001)))
  }
  const textOf = (cell: number) => {
    if (all[cell] === 0) return ''
    if (!chosen) return count(all[cell]!)
    if (all[cell]! >= FEW) return decimal(shares[cell]! * 100, 0)
    const parts = `${count(chosen[cell]!)} of ${count(all[cell]!)}`
    return textWidth(parts) <= wide - 4 ? parts : `${count(chosen[cell]!)}/${count(all[cell]!)}`
  }
  // Where ranges do not fit below their columns, all say where they begin.
  const fits = columns.every(({ tick }) => textWidth(tick) <= wide - 2)
  return {
    height: HEAD + rows.length * ROW + FOOT,
    left,
    cells: shares.map((_, cell) => {
      const [row, column] = [Math.floor(cell / columns.length), cell % columns.length]
      const text = textOf(cell)
      return {
        box: { x: round(left + column * wide), y: HEAD + row * ROW, width: round(wide), height: ROW },
        step: stepOf(cell),
        text: textWidth(text) <= wide - 2 ? text : '',
      }
    }),
    columnTicks: columns.map(({ tick }, column) => ({
      x: round(left + (column + 0.5) * wide),
      text: fits ? tick : fitText(tick.split('–')[0]!, wide - 2),
    })),
    rowTicks: rows.map(({ tick }, row) => ({ y: HEAD + row * ROW + ROW / 2 + 4, text: fitText(tick, left - 8) })),
    columnsTitle: { x: round(left + (width - left) / 2), y: HEAD + rows.length * ROW + 34, text: fitText(columnsTitle, width - left) },
    rowsTitle: { x: 0, y: 10, text: fitText(rowsTitle, width) },
  }
}

/** The rectangle between two cells. */
export function blockBetween(one: number, other: number, columns: number): Block {
  const sorted = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)] as const
  return {
    columns: sorted(one % columns, other % columns),
    rows: sorted(Math.floor(one / columns), Math.floor(other / columns)),
  }
}
