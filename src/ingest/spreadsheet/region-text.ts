import type { Area } from './cell-reference'
import type { MergedNames } from './merged-names'
import type { Chunk } from './sheet-text'
import type { TallMerge } from './tall-merges'

const TAB = 9
const LF = 10
const QUOTE = 34

/**
 * A part of a sheet's text: every row with as many fields as the area has columns, rows before it blank, so that lines are rows.
 * `names` stand in the place of the rows that they were put together from; a tall merge stands in each of its rows.
 */
export function* regionText(
  chunks: readonly Chunk[],
  area: Area,
  names: MergedNames | null,
  tall: readonly TallMerge[] = [],
): Generator<Uint8Array<ArrayBuffer>> {
  const width = area.lastColumn - area.firstColumn + 1
  for (const chunk of chunks) {
    if (chunk.firstRow > area.lastRow) return
    const isUniform = chunk.most === 0 || (chunk.fewest === width && chunk.most === width)
    const isInside = chunk.lastRow <= area.lastRow && (chunk.firstRow >= area.firstRow || chunk.most === 0)
    const isPlain = names === null || names.lastRow < chunk.firstRow || names.firstRow > chunk.lastRow
    const isFlat = tall.every((merge) => merge.lastRow < chunk.firstRow || merge.firstRow > chunk.lastRow)
    if (area.firstColumn === 0 && isUniform && isInside && isPlain && isFlat) yield chunk.bytes
    else yield cut(chunk, area, names, tall)
  }
}

function cut(chunk: Chunk, area: Area, names: MergedNames | null, tall: readonly TallMerge[]): Uint8Array<ArrayBuffer> {
  const { bytes } = chunk
  const width = area.lastColumn - area.firstColumn + 1
  let out = new Uint8Array(bytes.length * 2)
  let length = 0
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  const write = (source: Uint8Array, from: number, to: number) => {
    if (length + to - from + width + 1 > out.length) out = grown(out, length + to - from + width + 1)
    for (let i = from; i < to; i++) out[length++] = source[i]!
  }
  for (let row = chunk.firstRow; row <= chunk.lastRow && row <= area.lastRow; row++) {
    let fields = 0
    let from = at
    for (let isQuoted = false; ; at++) {
      const byte = bytes[at]
      if (byte === QUOTE) isQuoted = !isQuoted
      if (isQuoted || (byte !== TAB && byte !== LF)) continue
      starts[fields] = from
      ends[fields++] = at
      from = at + 1
      if (byte === LF) break
    }
    at++
    if (names && row >= names.firstRow && row <= names.lastRow) {
      const line = row === names.lastRow ? namesLine(names, area) : new Uint8Array(0)
      write(line, 0, line.length)
    } else if (row >= area.firstRow && isFilled(starts, ends, Math.min(fields - 1, area.lastColumn), area.firstColumn))
      for (let column = area.firstColumn; column <= area.lastColumn; column++) {
        const isBlank = column >= fields || starts[column] === ends[column]
        const merge = isBlank ? tall.find((one) => one.firstColumn === column && one.firstRow < row && row <= one.lastRow) : undefined
        if (merge) write(merge.bytes, 0, merge.bytes.length)
        else if (column < fields) write(bytes, starts[column]!, ends[column]!)
        else write(bytes, 0, 0)
        if (column < area.lastColumn) out[length++] = TAB
      }
    else write(bytes, 0, 0)
    out[length++] = LF
  }
  return out.slice(0, length)
}

function namesLine({ names }: MergedNames, area: Area): Uint8Array {
  const cells = Array.from({ length: area.lastColumn - area.firstColumn + 1 }, (_, at) => names[area.firstColumn + at] ?? '')
  return new TextEncoder().encode(cells.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
}

function isFilled(starts: readonly number[], ends: readonly number[], last: number, first: number): boolean {
  for (let column = last; column >= first; column--) if (starts[column] !== ends[column]) return true
  return false
}

function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(bytes.length * 2, needed))
  larger.set(bytes)
  return larger
}
