/** Where an arrow, Home or End leads from a mark; `from` is −1 when the chart has just been entered. */
export type Move = (key: string, from: number) => number

export const MOVES: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** Marks in one line: both pairs of arrows walk it. */
export function alongLine(count: number): Move {
  return (key, from) => {
    if (key === 'Home' || from < 0) return key === 'End' ? count - 1 : 0
    if (key === 'End') return count - 1
    const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1
    return Math.max(0, Math.min(count - 1, from + step))
  }
}

export interface Place {
  readonly row: number
  readonly column: number
}

/** Marks in rows of unequal length: Home and End go along the row; a column that is not there is skipped. */
export function acrossGrid(rows: number, columns: number, indexAt: (place: Place) => number, placeOf: (index: number) => Place): Move {
  const search = (place: Place, rowStep: number, columnStep: number): number => {
    for (let { row, column } = place; row >= 0 && row < rows && column >= 0 && column < columns; row += rowStep, column += columnStep) {
      const index = indexAt({ row, column })
      if (index >= 0) return index
    }
    return -1
  }
  return (key, from) => {
    if (from < 0) return firstOf(rows, (row) => search({ row, column: 0 }, 0, 1))
    const { row, column } = placeOf(from)
    const ways: Record<string, () => number> = {
      ArrowRight: () => search({ row, column: column + 1 }, 0, 1),
      ArrowLeft: () => search({ row, column: column - 1 }, 0, -1),
      ArrowDown: () => search({ row: row + 1, column }, 1, 0),
      ArrowUp: () => search({ row: row - 1, column }, -1, 0),
      Home: () => search({ row, column: 0 }, 0, 1),
      End: () => search({ row, column: columns - 1 }, 0, -1),
    }
    const found = ways[key]?.() ?? -1
    return found < 0 ? from : found
  }
}

function firstOf(count: number, find: (index: number) => number): number {
  for (let index = 0; index < count; index += 1) {
    const found = find(index)
    if (found >= 0) return found
  }
  return -1
}
