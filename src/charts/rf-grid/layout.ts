import { count } from '../../shared/format'
import type { Box } from '../parts/place-tooltip'
import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import { round } from '../parts/round'
import { textWidth, wrapText } from '../parts/text-width'
import { traceRegion } from './region'

/** Levels count from 1 (worst) up; rows are drawn best first. */
export interface RfCell {
  readonly row: number
  readonly column: number
  readonly customers: number
  /** The two squares, on one area scale: shares of all, 0 to 1. */
  readonly share: number
  readonly second: number
  /** The region's key. */
  readonly region: string
}

export interface RfRegion {
  readonly key: string
  readonly name: string
  /** What the finding is about. */
  readonly isOutlined?: boolean | undefined
}

export interface RfLevel {
  readonly level: number
  /** "13 to 32". */
  readonly label: string
  /** On a phone: "13–32". */
  readonly short?: string | undefined
}

export interface RfGridProps extends ChartProps<RfCell> {
  readonly cells: readonly RfCell[]
  readonly regions: readonly RfRegion[]
  readonly rows: readonly RfLevel[]
  readonly columns: readonly RfLevel[]
  /** "Days since the last order". */
  readonly rowsTitle: string
  /** "Orders in the period". */
  readonly columnsTitle: string
  readonly describe: (cell: RfCell) => TooltipContent
}

export interface RfMark {
  readonly cell: RfCell
  readonly box: Box
  readonly squares: readonly [first: Box, second: Box]
  readonly count: { readonly x: number; readonly y: number; readonly text: string } | undefined
}

export interface RfLayout {
  readonly height: number
  readonly regions: readonly {
    readonly key: string
    readonly ground: string
    readonly outline: string | undefined
    readonly name: { readonly x: number; readonly y: number; readonly lines: readonly string[] }
  }[]
  /** In reading order: rows from the best level down, columns from the left. */
  readonly marks: readonly RfMark[]
  readonly rowLabels: readonly { readonly x: number; readonly y: number; readonly text: string }[]
  readonly columnLabels: readonly { readonly x: number; readonly y: number; readonly text: string }[]
  readonly rowsTitle: { readonly x: number; readonly y: number }
  readonly columnsTitle: { readonly x: number; readonly y: number }
}

const NARROW = 520

type Given = Pick<RfGridProps, 'cells' | 'regions' | 'rows' | 'columns'>

export function layoutRf({ cells, regions, rows, columns }: Given, width: number): RfLayout {
  const isNarrow = width < NARROW
  const labelOf = (level: RfLevel) => (isNarrow ? (level.short ?? level.label) : level.label)
  const down = rows.toSorted((a, b) => b.level - a.level)
  const along = columns.toSorted((a, b) => a.level - b.level)
  const labelsRight = Math.max(0, ...down.map((level) => textWidth(labelOf(level))))
  const left = Math.max(isNarrow ? 46 : 86, Math.ceil(labelsRight) + (isNarrow ? 8 : 12))
  const top = isNarrow ? 24 : 26
  const cellWidth = Math.min(isNarrow ? 120 : 160, (width - left) / Math.max(1, along.length))
  const cellHeight = isNarrow ? 62 : 94
  const pad = isNarrow ? 6 : 10
  const rowAt = new Map(down.map((level, index) => [level.level, index]))
  const columnAt = new Map(along.map((level, index) => [level.level, index]))
  const boxOf = (cell: RfCell): Box => ({
    x: left + (columnAt.get(cell.column) ?? 0) * cellWidth,
    y: top + (rowAt.get(cell.row) ?? 0) * cellHeight,
    width: cellWidth,
    height: cellHeight,
  })
  const shown = cells
    .filter((cell) => rowAt.has(cell.row) && columnAt.has(cell.column))
    .toSorted((a, b) => b.row - a.row || a.column - b.column)
  const named = nameRegions(shown, regions, boxOf, isNarrow)
  const firstLines = new Map(named.map((region) => [region.first, region.lines.length]))
  const headOf = (cell: RfCell) => (isNarrow ? pad + 16 * (firstLines.get(cell) ?? 0) : 44)
  const scale = areaScale(shown, cellWidth, cellHeight, pad, (cell) => (isNarrow ? 0 : textWidth(count(cell.customers))), headOf)
  const bottom = top + down.length * cellHeight

  return {
    height: shown.length === 0 ? 0 : bottom + 48,
    regions: named.map(({ region, grid, first, lines }) => ({
      key: `${region.key} ${first.row} ${first.column}`,
      ...traceRegion(
        grid,
        (column) => left + column * cellWidth,
        (row) => top + row * cellHeight,
        rowAt,
        columnAt,
        region.isOutlined === true,
      ),
      name: { x: round(boxOf(first).x + pad), y: boxOf(first).y + (isNarrow ? 16 : 20), lines },
    })),
    marks: shown.map((cell): RfMark => {
      const box = boxOf(cell)
      const [one, two] = [scale * Math.sqrt(cell.share), scale * Math.sqrt(cell.second)]
      const foot = box.y + box.height - pad
      const gap = isNarrow ? 2 : 3
      const square = (x: number, side: number): Box => ({ x: round(x), y: round(foot - side), width: round(side), height: round(side) })
      return {
        cell,
        box: { x: round(box.x + 1.5), y: round(box.y + 1.5), width: round(box.width - 3), height: round(box.height - 3) },
        squares: [square(box.x + pad, one), square(box.x + pad + one + gap, two)],
        count: isNarrow ? undefined : { x: round(box.x + pad), y: box.y + 37, text: count(cell.customers) },
      }
    }),
    rowLabels: down.map((level, row) => ({ x: left - (isNarrow ? 8 : 12), y: top + (row + 0.5) * cellHeight + 4, text: labelOf(level) })),
    columnLabels: along.map((level, column) => ({ x: round(left + (column + 0.5) * cellWidth), y: bottom + 18, text: labelOf(level) })),
    rowsTitle: { x: 0, y: 12 },
    columnsTitle: { x: round(left + (along.length * cellWidth) / 2), y: bottom + 40 },
  }
}

interface NamedRegion {
  readonly region: RfRegion
  readonly grid: readonly RfCell[]
  readonly first: RfCell
  readonly lines: readonly string[]
}

/** The name stands in the first cell of each part of the region and may run over its neighbours to the right. */
function nameRegions(
  cells: readonly RfCell[],
  regions: readonly RfRegion[],
  boxOf: (cell: RfCell) => Box,
  isNarrow: boolean,
): NamedRegion[] {
  return regions.flatMap((region) =>
    partsOf(cells.filter((cell) => cell.region === region.key)).flatMap((grid): NamedRegion[] => {
      const first = grid[0]
      if (!first) return []
      const beside = grid.filter((cell) => cell.row === first.row && cell.column >= first.column).length
      const width = boxOf(first).width * beside
      const lines = wrapText(region.name, width - 12, isNarrow ? 2 : 1, 'medium')
      // One long word may reach over the edge of its region by the width of the gap before the next name.
      const isCut = lines.some((line) => line.endsWith('…'))
      return [{ region, grid, first, lines: isCut ? wrapText(region.name, width, isNarrow ? 2 : 1, 'medium') : lines }]
    }),
  )
}

/** Cells that hang together by their sides, each part in reading order. */
function partsOf(cells: readonly RfCell[]): RfCell[][] {
  const left = new Set(cells)
  const parts: RfCell[][] = []
  for (const start of cells) {
    if (!left.delete(start)) continue
    const part = [start]
    for (const cell of part)
      for (const other of left)
        if (Math.abs(cell.row - other.row) + Math.abs(cell.column - other.column) === 1) {
          left.delete(other)
          part.push(other)
        }
    parts.push(cells.filter((cell) => part.includes(cell)))
  }
  return parts
}

/** One scale for both squares of all cells: the largest at which none leaves its cell or covers its count. */
function areaScale(
  cells: readonly RfCell[],
  width: number,
  height: number,
  pad: number,
  labelWidth: (cell: RfCell) => number,
  headOf: (cell: RfCell) => number,
): number {
  const fits = (scale: number) =>
    cells.every((cell) => {
      const [one, two] = [scale * Math.sqrt(cell.share), scale * Math.sqrt(cell.second)]
      const under = height - pad - headOf(cell)
      const isBesideLabel = one + 3 > labelWidth(cell) + 4 && labelWidth(cell) > 0
      return one + two + 3 <= width - pad - 6 && one <= under && two <= (isBesideLabel ? height - pad - 12 : under)
    })
  let [low, high] = [0, 2 * width]
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
