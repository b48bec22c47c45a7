import type { ReadingPreview } from '../ingest/opened-file'
import type { SetAside } from '../ingest/table'
import type { Doubt, Picture } from '../model/mapping/mapping'
import { hidden, maskAlone, maskWords } from './mask'
import type { MaskedTable } from './mask-tables'
import { kindByHeader, type PersonalKind } from './personal'

/** Reasons may quote what stood in the record. */
export function maskedReasons(rows: readonly SetAside[]): readonly SetAside[] {
  return rows.map((row) => ({ ...row, reason: maskWords(row.reason) }))
}

/** What the review asks, with samples as they may be shown. */
export function maskedDoubts(doubts: readonly Doubt[], masked: ReadonlyMap<string, MaskedTable>): readonly Doubt[] {
  return doubts.map((doubt) => {
    const kind = masked.get(doubt.table)?.personal.find(({ column }) => column === doubt.column)?.kind
    const mask = (sample: string) => (kind ? maskAlone(kind, sample) : maskWords(sample))
    return {
      ...doubt,
      why: maskWords(doubt.why),
      samples: doubt.samples.map(mask),
      ...(doubt.odd && { odd: doubt.odd.map(mask) }),
      ...(doubt.picture && { picture: maskedPicture(doubt.picture, kind) }),
      ...(kind && doubt.states && { states: doubt.states.map((state) => ({ ...state, value: mask(state.value) })) }),
    }
  })
}

/** Values stand on bars where they are asked about one by one; odd cells may be a name among numbers. */
function maskedPicture(picture: Picture, kind: PersonalKind | undefined): Picture {
  if (picture.kind === 'cells') return { ...picture, odd: picture.odd.map(({ line, label }) => ({ line, label: hidden(label) })) }
  return { ...picture, bars: picture.bars.map((bar) => ({ ...bar, label: kind ? maskAlone(kind, bar.label) : maskWords(bar.label) })) }
}

/**
 * Rows under a reading that is only tried. Columns of the table as it is read so far keep their masks; others, which may be whole lines
 * in one cell or a person taken for a header, are hidden.
 */
export function maskedPreview(preview: ReadingPreview, known: MaskedTable | undefined): ReadingPreview {
  const kinds = preview.columns.map(({ header }) => kindOf(header, known))
  const mask = (cell: string, at: number) => {
    const kind = kinds[at] ?? 'hidden'
    return kind === 'clear' ? cell : kind === 'hidden' ? hidden(cell) : maskAlone(kind, cell)
  }
  return {
    ...preview,
    columns: preview.columns.map((column, at) => ({
      ...column,
      header: kinds[at] === 'hidden' ? hidden(column.header) : column.header,
      note: column.note && maskWords(column.note),
    })),
    rows: preview.rows.map((row) => ({ ...row, cells: row.cells.map(mask) })),
    notes: preview.notes.map(maskWords),
  }
}

function kindOf(header: string, known: MaskedTable | undefined): PersonalKind | 'clear' | 'hidden' {
  const columns = known?.table.columns.filter((column) => column.header === header) ?? []
  if (columns.length === 0) return 'hidden'
  const kinds = columns.flatMap(({ name }) => known!.personal.filter(({ column }) => column === name).map(({ kind }) => kind))
  return kinds[0] ?? kindByHeader(header) ?? 'clear'
}
