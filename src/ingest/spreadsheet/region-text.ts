import type { Area } from './cell-reference'
import type { Chunk } from './sheet-text'

const TAB = 9
const LF = 10
const QUOTE = 34

/**
 * A part of a sheet's text: every row with as many fields as the area has columns, rows before it blank, so that lines are rows.
 * `spread`: areas whose first cell stands in all their columns.
 */
export function* regionText(chunks: readonly Chunk[], area: Area, spread: readonly Area[]): Generator<Uint8Array<ArrayBuffer>> {
  const width = area.lastColumn - area.firstColumn + 1
  const spans = new Map<number, Area[]>()
  for (const span of spread) spans.set(span.firstRow, [...(spans.get(span.firstRow) ?? []), span])
  for (const chunk of chunks) {
    if (chunk.firstRow > area.lastRow) return
    const isUniform = chunk.most === 0 || (chunk.fewest === width && chunk.most === width)
    const isInside = chunk.lastRow <= area.lastRow && (chunk.firstRow >= area.firstRow || chunk.most === 0)
    const isPlain = spread.every(({ firstRow }) => firstRow < chunk.firstRow || firstRow > chunk.lastRow)
    if (area.firstColumn === 0 && isUniform && isInside && isPlain) yield chunk.bytes
    else yield cut(chunk, area, spans)
  }
}

function cut(chunk: Chunk, area: Area, spans: ReadonlyMap<number, readonly Area[]>): Uint8Array<ArrayBuffer> {
  const { bytes } = chunk
  const width = area.lastColumn - area.firstColumn + 1
  let out = new Uint8Array(bytes.length * 2)
  let length = 0
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
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
    const spanned = spans.get(row)
    if (spanned) for (const span of spanned) fields = spreadOver(span, starts, ends, fields)
    const lastFilled = row < area.firstRow ? -1 : lastFilledOf(starts, ends, Math.min(fields - 1, area.lastColumn), area.firstColumn)
    const needed = lastFilled < 0 ? 1 : width + total(starts, ends, area.firstColumn, lastFilled)
    if (length + needed > out.length) out = grown(out, length + needed)
    if (lastFilled >= 0)
      for (let column = area.firstColumn; column <= area.lastColumn; column++) {
        if (column > area.firstColumn) out[length++] = TAB
        if (column < fields) for (let i = starts[column]!; i < ends[column]!; i++) out[length++] = bytes[i]!
      }
    out[length++] = LF
  }
  return out.slice(0, length)
}

function spreadOver({ firstColumn, lastColumn }: Area, starts: number[], ends: number[], fields: number): number {
  if (firstColumn >= fields) return fields
  for (let column = firstColumn + 1; column <= lastColumn; column++) {
    if (column < fields && starts[column] !== ends[column]) continue
    for (; fields <= column; fields++) starts[fields] = ends[fields] = 0
    starts[column] = starts[firstColumn]!
    ends[column] = ends[firstColumn]!
  }
  return fields
}

function lastFilledOf(starts: readonly number[], ends: readonly number[], last: number, first: number): number {
  for (let column = last; column >= first; column--) if (starts[column] !== ends[column]) return column
  return -1
}

function total(starts: readonly number[], ends: readonly number[], first: number, last: number): number {
  let bytes = 0
  for (let column = first; column <= last; column++) bytes += ends[column]! - starts[column]!
  return bytes
}

function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(bytes.length * 2, needed))
  larger.set(bytes)
  return larger
}
