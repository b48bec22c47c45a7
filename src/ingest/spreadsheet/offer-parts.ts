import { count, plural } from '../../shared/format'
import { ImportFailed } from '../failures'
import type { OpenedFile, Opening, Part } from '../opened-file'
import { openText } from '../open-text'
import type { ReadInto } from '../read-file'
import type { Dialect, RawTable } from '../table'
import { joinNames } from '../table-name'
import { findRegions, namingRows, type Region } from './regions'
import { regionText } from './region-text'
import type { ReadSheet, Workbook } from './workbook'

/** How the text of a sheet is written. */
const SHEET: Partial<Dialect> = { encoding: 'utf-8', delimiter: '\t', quote: '"', escape: '"', isSheet: true }
/** Sheets of so many unpacked bytes, and so many in all, are looked through before they are offered. */
const LOOKED_THROUGH = 16 * 1024 * 1024
const LOOKED_THROUGH_IN_ALL = 48 * 1024 * 1024
/** Of reading a sheet, unpacking and scanning take about as much as typing. */
const SCANNING = 0.5

interface Offer extends Part {
  readonly sheet: number
  /** Null: the whole sheet, which has not been looked through. */
  readonly region: Region | null
}

/** Offers the sheets of a workbook, and the tables on them, as parts of the file. */
export async function offerParts(file: File, workbook: Workbook, { signal }: Opening): Promise<OpenedFile> {
  const read = new Map<number, ReadSheet>()
  let looked = 0
  const offers: Offer[] = []
  for (const [index, { trouble, unpacked }] of workbook.sheets.entries()) {
    looked += trouble === null ? unpacked : 0
    const isSmall = unpacked <= LOOKED_THROUGH && looked <= LOOKED_THROUGH_IN_ALL
    if (trouble === null && isSmall) read.set(index, await workbook.read(index, signal, () => undefined))
    offers.push(...offersOf(workbook, index, read.get(index) ?? null))
  }
  const parts = withUniqueIds(offers)
  if (!parts.some(({ isChosen }) => isChosen)) refuseNothing(file, parts)

  const sheetOf = async (offer: Offer, reading: AbortSignal, onShare: (share: number) => void) => {
    const { packed } = workbook.sheets[offer.sheet]!
    return read.get(offer.sheet) ?? workbook.read(offer.sheet, reading, (bytes) => onShare(Math.min(1, bytes / Math.max(packed, 1))))
  }
  const textOf = async (part: Part, reading: AbortSignal, onShare: (share: number) => void) => {
    const offer = parts.find(({ id }) => id === part.id)
    if (!offer) throw new Error(`${file.name} has no ${part.id}`)
    const sheet = await sheetOf(offer, reading, onShare)
    return { sheet, ...textFile(file, offer, sheet) }
  }
  return {
    format: workbook.format,
    parts,
    async read(part, into) {
      const begun = performance.now()
      const totalBytes = Math.max(1, workbook.sheets[parts.find(({ id }) => id === part.id)?.sheet ?? 0]!.packed)
      const report = (share: number, rows: number, estimatedRows: number | null, phase: 'reading' | 'writing') =>
        into.onProgress({ file: file.name, bytes: Math.round(share * totalBytes), totalBytes, rows, estimatedRows, phase })
      const { sheet, text, region } = await textOf(part, into.signal, (share) => report(share * SCANNING, 0, null, 'reading'))
      into.signal.throwIfAborted()
      const rows = sheet.text.survey.rows
      const table = await openText(text).read(
        openText(text).parts[0]!,
        withDialect(into, (progress) =>
          report(SCANNING + (1 - SCANNING) * (progress.bytes / progress.totalBytes), progress.rows, rows, progress.phase),
        ),
      )
      const milliseconds = performance.now() - begun
      return { ...described(table, file, part, sheet, region), milliseconds }
    },
    async allSetAside(part, table) {
      const { text } = await textOf(part, new AbortController().signal, () => undefined)
      const inner = openText(text)
      return inner.allSetAside?.(inner.parts[0]!, table) ?? table.setAside
    },
    async preview(part, dialect, rows) {
      const { text } = await textOf(part, new AbortController().signal, () => undefined)
      const inner = openText(text)
      return inner.preview!(inner.parts[0]!, { ...dialect, ...SHEET }, rows)
    },
    close: () => {
      read.clear()
      workbook.close()
    },
  }
}

function withDialect(into: ReadInto, onProgress: ReadInto['onProgress']): ReadInto {
  return { ...into, dialect: { ...into.dialect, ...SHEET }, onProgress }
}

function offersOf({ sheets, sheetFormat }: Workbook, index: number, read: ReadSheet | null): Offer[] {
  const { name, isHidden, trouble } = sheets[index]!
  const offer = { id: name, format: sheetFormat, sheet: index }
  if (trouble !== null) return [{ ...offer, rows: null, columns: null, isChosen: false, note: trouble, region: null }]
  const hidden = isHidden ? 'hidden sheet' : null
  if (read === null) return [{ ...offer, rows: null, columns: null, isChosen: !isHidden, note: hidden, region: null }]
  const regions = findRegions(read.text.survey, read.tables)
  if (regions.length === 0)
    return [{ ...offer, rows: 0, columns: 0, isChosen: false, note: isHidden ? 'hidden sheet, empty' : 'empty', region: null }]
  return regions.map((region, at) => ({
    ...offer,
    id: at === 0 && region.name === null ? name : joinNames(name, region.name ?? `table ${at + 1}`),
    rows: region.lastRow - region.firstRow + 1,
    columns: region.lastColumn - region.firstColumn + 1,
    isChosen: !isHidden,
    note: hidden,
    region,
  }))
}

function withUniqueIds(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Map<string, number>()
  return offers.map((offer) => {
    const times = (seen.get(offer.id) ?? 0) + 1
    seen.set(offer.id, times)
    return times === 1 ? offer : { ...offer, id: `${offer.id} (${times})` }
  })
}

function refuseNothing(file: File, parts: readonly Part[]): void {
  if (parts.some(({ note }) => note === 'hidden sheet')) return
  throw new ImportFailed(
    parts.length === 0
      ? `${file.name} has no sheets.`
      : `${file.name} has no values on ${parts.length === 1 ? 'its sheet' : `any of its ${parts.length} sheets`}.`,
    'Check that the export ran, and choose the new file.',
  )
}

/** The part as a file of text, which the one reader of text reads. */
function textFile(file: File, { id, region: known }: Offer, { text, merges }: ReadSheet): { text: File; region: Region | null } {
  const { survey } = text
  const region = known ?? (survey.cells === 0 ? null : { ...areaOf(survey), name: null })
  const naming = region ? namingRows(survey, region) : new Set<number>()
  const spread = merges.filter(({ firstRow, firstColumn, lastColumn }) => lastColumn > firstColumn && naming.has(firstRow))
  const chunks = region ? [...regionText(text.chunks, region, spread)] : []
  return { text: new File(chunks, joinNames(file.name, id), { type: 'text/tab-separated-values' }), region }
}

function areaOf({ firstRow, lastRow, firstColumn, lastColumn }: Omit<Region, 'name'>): Omit<Region, 'name'> {
  return { firstRow, lastRow, firstColumn, lastColumn }
}

function described(table: RawTable, file: File, part: Part, sheet: ReadSheet, region: Region | null): RawTable {
  return {
    ...table,
    file: file.name,
    part: part.id,
    format: part.format,
    bytes: file.size,
    notes: [...table.notes, ...notesOn(sheet, region)],
  }
}

function notesOn({ text, merges }: ReadSheet, region: Region | null): string[] {
  const { errors, writtenNumbers, dangling } = text.met
  const naming = region ? namingRows(text.survey, region) : null
  const merged = merges.filter(
    ({ firstRow }) => region && firstRow >= region.firstRow && firstRow <= region.lastRow && !naming!.has(firstRow),
  )
  const notes: string[] = []
  if (errors > 0) notes.push(`${plural(errors, 'cell')} with an error (#N/A, #DIV/0! and the like) read as missing`)
  if (writtenNumbers > 0) notes.push(`${plural(writtenNumbers, 'number')} stored as text, typed like the others`)
  if (dangling > 0) notes.push(`${plural(dangling, 'cell')} whose text is missing in the workbook`)
  if (merged.length > 0)
    notes.push(
      `${count(merged.length)} merged: the value stands in the first cell only`.replace(
        /^(\S+) merged/,
        (_, n: string) => `${n} merged ${merged.length === 1 ? 'cell' : 'cells'}`,
      ),
    )
  return notes
}
