import type { Area } from './cell-reference'
import type { Chunk } from './sheet-text'

/** Names of columns put together from rows with merged cells. */
export interface MergedNames {
  /** The rows they stood in, the last of which holds them now. */
  readonly firstRow: number
  readonly lastRow: number
  /** By column of the sheet. */
  readonly names: readonly string[]
  readonly merged: number
}

const LOOKED_AT = 20
const MOST_ROWS = 4
const QUOTE = 34
const TAB = 9
const LF = 10
const DECODER = new TextDecoder()

/**
 * The names of a table's columns where merged cells give one name to several: it stands over each of them, and the rows below it
 * are taken in until the names differ. Null where no merged cell stands in the first row of names.
 */
export function mergedNames(chunks: readonly Chunk[], area: Area, merges: readonly Area[]): MergedNames | null {
  const wide = merges.filter(({ firstRow, firstColumn, lastColumn }) => lastColumn > firstColumn && firstRow >= area.firstRow)
  if (wide.length === 0) return null
  const rows = firstRows(chunks, area)
  const at = rows.findIndex((cells) => filled(cells).length > 1)
  if (at < 0 || !isWords(rows[at]!) || !wide.some(({ firstRow }) => firstRow === area.firstRow + at)) return null
  let names = spread(rows[at]!, wide, area.firstRow + at)
  let last = at
  while (last + 2 < rows.length && last - at + 1 < MOST_ROWS && isWords(rows[last + 1]!)) {
    const row = area.firstRow + last + 1
    const below = spread(rows[last + 1]!, wide, row)
    const joined = Array.from({ length: Math.max(names.length, below.length) }, (_, column) =>
      join(names[column] ?? '', below[column] ?? ''),
    )
    if (repeated(joined) >= repeated(names)) break
    names = joined
    last++
  }
  const merged = wide.filter(({ firstRow }) => firstRow >= area.firstRow + at && firstRow <= area.firstRow + last).length
  return { firstRow: area.firstRow + at, lastRow: area.firstRow + last, names, merged }
}

function spread(cells: readonly string[], wide: readonly Area[], row: number): string[] {
  const names = [...cells]
  for (const { firstRow, firstColumn, lastColumn } of wide) {
    if (firstRow !== row || !names[firstColumn]) continue
    for (let column = firstColumn + 1; column <= lastColumn; column++) names[column] ||= names[firstColumn]!
  }
  return Array.from(names, (name) => name ?? '')
}

function join(above: string, below: string): string {
  if (below === '' || below === above) return above
  return above === '' ? below : `${above} ${below}`
}

function repeated(names: readonly string[]): number {
  const words = filled(names)
  return words.length - new Set(words).size
}

function filled(cells: readonly string[]): readonly string[] {
  return cells.filter((cell) => cell.trim() !== '')
}

/** No numbers, dates or times. */
function isWords(cells: readonly string[]): boolean {
  const words = filled(cells)
  return words.length > 0 && words.every((cell) => !/^-?\d[\d.,:e+-]*( [\d:.]+)?$/i.test(cell))
}

/** The first rows of an area as texts, by column of the sheet. */
function firstRows(chunks: readonly Chunk[], area: Area): string[][] {
  const rows: string[][] = []
  for (const { bytes, firstRow, lastRow } of chunks) {
    let at = 0
    for (let row = firstRow; row <= lastRow; row++) {
      if (row > area.lastRow || rows.length >= LOOKED_AT) return rows
      const cells: string[] = []
      for (let from = at, isQuoted = false; ; at++) {
        const byte = bytes[at]
        if (byte === QUOTE) isQuoted = !isQuoted
        if (isQuoted || (byte !== TAB && byte !== LF)) continue
        const column = cells.length
        const isWithin = column >= area.firstColumn && column <= area.lastColumn
        cells.push(isWithin ? unquoted(DECODER.decode(bytes.subarray(from, at))) : '')
        from = at + 1
        if (byte === LF) break
      }
      at++
      if (row >= area.firstRow) rows.push(cells)
    }
  }
  return rows
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}
