import { count, plural } from '../../shared/format'
import type { Area } from './cell-reference'
import { mergedNames, type MergedNames } from './merged-names'
import { findRegions, type Region } from './regions'
import { regionText } from './region-text'
import { tallMerges } from './tall-merges'
import type { ReadSheet } from './workbook'

/** One table of a sheet as the file of text that the reader of text takes, with what should be said about it. */
export interface PartText {
  readonly file: File
  readonly notes: readonly string[]
}

/** `region` null: all that stands on the sheet. */
export function partText(name: string, { text, merges }: ReadSheet, region: Region | null): PartText {
  const { survey, chunks, met } = text
  if (survey.cells === 0) return { file: new File([], name), notes: [] }
  const { firstRow, lastRow, firstColumn, lastColumn } = region ?? survey
  const area: Area = { firstRow, lastRow, firstColumn, lastColumn }
  const names = mergedNames(chunks, area, merges)
  const within = merges.filter((merge) => merge.firstRow >= firstRow && merge.firstRow <= lastRow && !isNaming(merge, names))
  const tall = tallMerges(chunks, area, within)
  const others = within.length - tall.length
  const tables = region ? 1 : findRegions(survey, []).length
  const notes = [
    tables > 1 && `${tables} tables seem to stand on this sheet, and are read as one`,
    met.errors > 0 && `${plural(met.errors, 'cell')} with an error (#N/A, #DIV/0! and the like) read as missing`,
    met.writtenNumbers > 0 && `${plural(met.writtenNumbers, 'number')} stored as text, typed like the others`,
    met.dangling > 0 && `${plural(met.dangling, 'cell')} whose text is missing in the workbook`,
    names !== null && `${count(names.merged)} merged ${names.merged === 1 ? 'name stands' : 'names stand'} over every column spanned`,
    tall.length > 0 && `${plural(tall.length, 'merged cell')}: the value stands in every row spanned`,
    others > 0 && `${plural(others, 'merged cell')}: the value stands in the first one only`,
  ]
  return {
    file: new File([...regionText(chunks, area, names, tall)], name, { type: 'text/tab-separated-values' }),
    notes: notes.filter((note) => note !== false),
  }
}

function isNaming({ firstRow }: Area, names: MergedNames | null): boolean {
  return names !== null && firstRow >= names.firstRow && firstRow <= names.lastRow
}
