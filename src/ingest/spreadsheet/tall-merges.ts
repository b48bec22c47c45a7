import type { Area } from './cell-reference'
import type { Chunk } from './sheet-text'

/** A cell merged over several rows whose value belongs to each of them. */
export interface TallMerge extends Area {
  readonly bytes: Uint8Array
}

const TAB = 9
const LF = 10
const QUOTE = 34
const DECODER = new TextDecoder()

/**
 * Cells merged downwards that say what their rows are about: texts, dates, and whole numbers in the first column. An amount merged
 * over the lines of an order is one amount, and stays in the first.
 */
export function tallMerges(chunks: readonly Chunk[], area: Area, merges: readonly Area[]): TallMerge[] {
  const wanted = merges.filter(
    (merge) =>
      merge.lastRow > merge.firstRow &&
      merge.firstColumn === merge.lastColumn &&
      merge.firstRow >= area.firstRow &&
      merge.lastRow <= area.lastRow &&
      merge.firstColumn >= area.firstColumn &&
      merge.lastColumn <= area.lastColumn,
  )
  if (wanted.length === 0) return []
  const byRow = new Map<number, Area[]>()
  for (const merge of wanted) byRow.set(merge.firstRow, [...(byRow.get(merge.firstRow) ?? []), merge])
  const found: TallMerge[] = []
  for (const { bytes, firstRow, lastRow } of chunks) {
    let at = 0
    for (let row = firstRow; row <= lastRow; row++) {
      const here = byRow.get(row) ?? []
      let column = 0
      for (let from = at, isQuoted = false; ; at++) {
        const byte = bytes[at]
        if (byte === QUOTE) isQuoted = !isQuoted
        if (isQuoted || (byte !== TAB && byte !== LF)) continue
        const merge = here.find((one) => one.firstColumn === column)
        if (merge && says(bytes.subarray(from, at), column === area.firstColumn)) found.push({ ...merge, bytes: bytes.slice(from, at) })
        column++
        from = at + 1
        if (byte === LF) break
      }
      at++
    }
  }
  return found
}

function says(cell: Uint8Array, isFirst: boolean): boolean {
  const text = DECODER.decode(cell)
  return text !== '' && (!/^-?[\d.,]+(e[-+]?\d+)?$/i.test(text) || (isFirst && /^\d+$/.test(text)))
}
