import { round } from '../parts/round'

interface Placed {
  readonly row: number
  readonly column: number
}

const INSET = 1.5

/**
 * The ground and the outline of a region of cells, 1.5 px inside its edges, whatever its form: cells reach to a
 * neighbour of the same region, and the outline follows the edges that have none.
 */
export function traceRegion(
  cells: readonly Placed[],
  xOf: (column: number) => number,
  yOf: (row: number) => number,
  rowAt: ReadonlyMap<number, number>,
  columnAt: ReadonlyMap<number, number>,
  isOutlined: boolean,
): { ground: string; outline: string | undefined } {
  const places = cells.map((cell) => [rowAt.get(cell.row) ?? 0, columnAt.get(cell.column) ?? 0] as const)
  const within = new Set(places.map(([row, column]) => `${row} ${column}`))
  const has = (row: number, column: number) => within.has(`${row} ${column}`)
  let [ground, outline] = ['', '']
  for (const [row, column] of places) {
    const [up, below, before, after] = [has(row - 1, column), has(row + 1, column), has(row, column - 1), has(row, column + 1)]
    const x0 = xOf(column) + (before ? 0 : INSET)
    const x1 = xOf(column + 1) - (after ? 0 : INSET)
    const y0 = yOf(row) + (up ? 0 : INSET)
    const y1 = yOf(row + 1) - (below ? 0 : INSET)
    ground += `M${round(x0)} ${round(y0)}H${round(x1)}V${round(y1)}H${round(x0)}Z`
    // Where the region turns inwards, its edge runs on to meet the neighbour's, which is inset as well.
    const reach = (isInner: boolean) => (isInner ? INSET : 0)
    if (!up)
      outline += `M${round(x0 - reach(before && has(row - 1, column - 1)))} ${round(y0)}H${round(x1 + reach(after && has(row - 1, column + 1)))}`
    if (!below)
      outline += `M${round(x0 - reach(before && has(row + 1, column - 1)))} ${round(y1)}H${round(x1 + reach(after && has(row + 1, column + 1)))}`
    if (!before)
      outline += `M${round(x0)} ${round(y0 - reach(up && has(row - 1, column - 1)))}V${round(y1 + reach(below && has(row + 1, column - 1)))}`
    if (!after)
      outline += `M${round(x1)} ${round(y0 - reach(up && has(row - 1, column + 1)))}V${round(y1 + reach(below && has(row + 1, column + 1)))}`
  }
  return { ground, outline: isOutlined ? outline : undefined }
}
