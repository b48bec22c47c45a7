import type { ArrowColumn } from '../../../engine/arrow'

/** The column beside c3 in which each row's currency stands. */
export function currencyColumn(name: string): string {
  return `${name}_currency`
}

/** Texts as a column of a batch. */
export function textColumn(name: string, texts: readonly (string | null)[]): ArrowColumn {
  const encoded = texts.map((text) => new TextEncoder().encode(text ?? ''))
  const offsets = new Int32Array(texts.length + 1)
  const validity = new Uint8Array((texts.length + 7) >> 3)
  encoded.forEach((bytes, row) => {
    offsets[row + 1] = offsets[row]! + bytes.length
    if (texts[row] !== null) validity[row >> 3]! |= 1 << (row & 7)
  })
  const bytes = new Uint8Array(offsets[texts.length]!)
  encoded.forEach((text, row) => bytes.set(text, offsets[row]))
  return { name, type: 'text', validity, offsets, bytes }
}
