/** A rectangle of cells; rows count from 1, columns from 0. */
export interface Area {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** 0 is A, 27 is AB. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last
}

/** "B2" or "B2:D9", "$B$2" too; null for anything else. */
export function readArea(text: string): Area | null {
  const found = /^\$?([a-z]{1,3})\$?(\d{1,7})(?::\$?([a-z]{1,3})\$?(\d{1,7}))?$/i.exec(text)
  if (!found) return null
  const firstColumn = columnIndex(found[1]!)
  const firstRow = Number(found[2])
  const lastColumn = found[3] === undefined ? firstColumn : columnIndex(found[3])
  const lastRow = found[4] === undefined ? firstRow : Number(found[4])
  return firstRow < 1 || lastRow < firstRow || lastColumn < firstColumn ? null : { firstRow, lastRow, firstColumn, lastColumn }
}

function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
