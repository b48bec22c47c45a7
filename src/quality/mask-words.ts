import type { ReadingPreview } from '../ingest/opened-file'
import type { SetAside } from '../ingest/table'
import type { Doubt } from '../model/mapping'
import { maskValue, maskWords } from './mask'
import type { MaskedTable } from './mask-tables'
import { kindByHeader } from './personal'

/** Reasons may quote what stood in the record. */
export function maskedReasons(rows: readonly SetAside[]): readonly SetAside[] {
  return rows.map((row) => ({ ...row, reason: maskWords(row.reason) }))
}

/** What the review asks, with samples as they may be shown. */
export function maskedDoubts(doubts: readonly Doubt[], masked: ReadonlyMap<string, MaskedTable>): readonly Doubt[] {
  return doubts.map((doubt) => {
    const kind = masked.get(doubt.table)?.personal.find(({ column }) => column === doubt.column)?.kind
    const mask = (sample: string) => (kind ? maskValue(kind, sample) : maskWords(sample))
    return { ...doubt, why: maskWords(doubt.why), samples: doubt.samples.map(mask) }
  })
}

/** Rows under a reading that is only tried: which columns are personal is told by their headers and values alone. */
export function maskedPreview(preview: ReadingPreview): ReadingPreview {
  const kinds = preview.columns.map(({ header }) => kindByHeader(header) ?? 'in text')
  const rows = preview.rows.map((row) => ({ ...row, cells: row.cells.map((cell, at) => maskValue(kinds[at] ?? 'in text', cell)) }))
  return { ...preview, rows, notes: preview.notes.map(maskWords) }
}
