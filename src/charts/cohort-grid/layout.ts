import type { Cohort, CohortGridProps, CellMark, CohortLayout } from './types'
import { count } from '../../shared/format'
import type { Box } from '../parts/place-tooltip'

import { round } from '../parts/round'
import { fitText, textWidth, wrapText } from '../parts/text-width'
import { cellText, nameOf, TOP, type Frame } from './measure'
import { colourOf } from './steps'

type Given = Pick<CohortGridProps, 'periods' | 'total' | 'heads' | 'outlined' | 'note'>

/** What is in view at a scroll offset. A picture that is scrolled moves by whole cells, so that none is cut. */
export function layoutCohorts(given: Given, frame: Frame, width: number, scroll = { left: 0, top: 0 }): CohortLayout {
  const { periods, total, heads, outlined = [], note } = given
  const { rows, first, isNarrow, nameWidth, sizesRight, left, bodyTop, cell, rowHeight, view, content, steps } = frame
  const within = (offset: number, most: number) => (content ? Math.max(0, Math.min(most, Math.round(offset))) : 0)
  const from = {
    column: within(scroll.left / cell, periods.length - view.columns),
    row: within(scroll.top / rowHeight, rows.length - first - view.rows),
  }
  const yOf = (row: number) => (row < first ? TOP : bodyTop + (row - first - from.row) * rowHeight)
  const xOf = (period: number) => left + (period - from.column) * cell
  const boxOf = (index: number): Box => ({
    x: round(xOf(index % periods.length) + 0.75),
    y: round(yOf(Math.floor(index / periods.length)) + 0.75),
    width: round(cell - 1.5),
    height: rowHeight - 1.5,
  })
  const shownRows = [...rows.keys()].filter((row) => row < first || (row - first >= from.row && row - first < from.row + view.rows))
  const shownPeriods = [...periods.keys()].slice(from.column, from.column + view.columns)
  const inView = new Set(shownRows)
  const isShown = (row: number, period: number) => inView.has(row) && period >= from.column && period < from.column + view.columns

  const middle = rowHeight / 2 + 4
  const bottom = bodyTop + view.rows * rowHeight
  const placedNote = note && !content ? placeNote(note, rows, { xOf, bottom, width, rowHeight }) : undefined
  return {
    height: rows.length === 0 ? 0 : (placedNote?.bottom ?? bottom) + 2,
    heads: isNarrow
      ? []
      : [
          { key: 'names', x: 0, y: 13, text: heads[0] },
          { key: 'sizes', x: sizesRight, y: 13, text: heads[1] },
        ],
    columns: thin(shownPeriods, cell, periods).map((period) => ({
      key: String(period),
      x: round(xOf(period) + cell / 2),
      y: 13,
      text: periods[period] ?? '',
    })),
    names: shownRows.map((row) => ({
      key: String(row),
      x: 0,
      y: round(yOf(row) + middle),
      text: fitText(nameOf(rows[row] as Cohort, isNarrow), nameWidth, row < first ? 'medium' : 'regular'),
      isTotal: row < first,
    })),
    sizes: isNarrow
      ? []
      : shownRows.map((row) => ({ key: String(row), x: sizesRight, y: round(yOf(row) + middle), text: count(rows[row]?.size ?? 0) })),
    cells: shownRows.flatMap((row, line) =>
      shownPeriods.flatMap((period, place): CellMark[] => {
        const held = rows[row]?.cells[period]
        if (!held) return []
        const index = row * periods.length + period
        const colour = held.isComplete ? colourOf(held.share, steps) : null
        return [
          { ...boxOf(index), slot: line * shownPeriods.length + place, index, text: cellText(held.share), colour, isTotal: row < first },
        ]
      }),
    ),
    outlines: outlined.flatMap((place) => {
      const row = place.cohort === null ? 0 : rows.findIndex((cohort) => cohort !== total && cohort.key === place.cohort)
      return row >= 0 && isShown(row, place.period) ? [boxOf(row * periods.length + place.period)] : []
    }),
    note: placedNote,
    boxOf,
    indexAt(x, y) {
      const period = Math.floor((x - left) / cell) + from.column
      const row =
        y < bodyTop ? (total && y >= TOP && y < TOP + rowHeight ? 0 : -1) : first + from.row + Math.floor((y - bodyTop) / rowHeight)
      if (x < left || row < 0 || !isShown(row, period) || !rows[row]?.cells[period]) return -1
      return row * periods.length + period
    },
    reveal(index) {
      const [row, period] = [Math.floor(index / periods.length) - first, index % periods.length]
      const shift = (place: number, start: number, size: number) => Math.min(place, Math.max(start, place - size + 1))
      return {
        left: shift(period, from.column, view.columns) * cell,
        top: row < 0 ? from.row * rowHeight : shift(row, from.row, view.rows) * rowHeight,
      }
    },
  }
}

/** Column heads that fit beside one another. */
function thin(shown: readonly number[], cell: number, periods: readonly string[]): number[] {
  const widest = shown.reduce((most, period) => Math.max(most, textWidth(periods[period] ?? '')), 0)
  const every = Math.max(1, Math.ceil((widest + 4) / cell))
  return shown.filter((period) => period % every === 0)
}

interface Room {
  xOf(period: number): number
  readonly bottom: number
  readonly width: number
  readonly rowHeight: number
}

/** In the empty corner under the staircase if three lines fit there, else under the grid. */
function placeNote(
  note: string,
  rows: readonly Cohort[],
  { xOf, bottom, width, rowHeight }: Room,
): CohortLayout['note'] & { bottom: number } {
  const lowest = rows.slice(-3)
  const ends = lowest.map((row) => row.cells.findLastIndex((cell) => cell !== null) + 1)
  const x = xOf(Math.max(0, ...ends)) + 28
  const isInside = rows.length > 4 && width - x > 150
  const lines = wrapText(note, isInside ? width - x : width, 3, 'regular', 12.5)
  const y = isInside ? bottom - 3 * rowHeight + rowHeight / 2 + 6 : bottom + 24
  return { x: isInside ? round(x) : 0, y: round(y), lines, bottom: isInside ? bottom : round(y + 17 * (lines.length - 1) + 4) }
}
