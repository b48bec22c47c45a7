import { plural } from '../../shared/format'
import { ImportFailed } from '../failures'
import type { OpenedFile, Opening, Part, ReadInto } from '../opened-file'
import { openText } from '../load/open-text'
import type { Dialect, RawTable } from '../table'
import { joinNames } from '../table-name'
import { partText } from './part-text'
import { findRegions, type Region } from './regions'
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
  /** Null: all that stands on the sheet. */
  readonly region: Region | null
}

/** Offers the sheets of a workbook, and the tables on them, as parts of the file. */
export async function offerParts(file: File, workbook: Workbook, { signal }: Opening): Promise<OpenedFile> {
  const read = await lookThrough(workbook, signal)
  const parts = chosen(file, withUniqueIds(workbook.sheets.flatMap((_, index) => offersOf(workbook, index, read.get(index) ?? null))))
  return new OpenedWorkbook(file, workbook, parts, read)
}

class OpenedWorkbook implements OpenedFile {
  readonly format: string
  readonly preview?: NonNullable<OpenedFile['preview']>

  constructor(
    private readonly file: File,
    private readonly workbook: Workbook,
    readonly parts: readonly Offer[],
    private readonly sheets: Map<number, ReadSheet>,
  ) {
    this.format = workbook.format
    if (openText(file).preview)
      this.preview = async (part, dialect, rows) => {
        const { inner } = await this.open(part, new AbortController().signal)
        return inner.preview!(inner.parts[0]!, { ...dialect, ...SHEET }, rows)
      }
  }

  async read(part: Part, into: ReadInto): Promise<RawTable> {
    const begun = performance.now()
    const totalBytes = Math.max(1, this.workbook.sheets[this.offer(part).sheet]!.packed)
    const report = (share: number, phase: 'reading' | 'writing', rows = 0, estimatedRows: number | null = null) =>
      into.onProgress({ file: this.file.name, bytes: Math.round(share * totalBytes), totalBytes, rows, estimatedRows, phase })
    const { inner, notes } = await this.open(part, into.signal, (bytes) => report(SCANNING * Math.min(1, bytes / totalBytes), 'reading'))
    into.signal.throwIfAborted()
    const table = await inner.read(inner.parts[0]!, {
      ...into,
      dialect: { ...into.dialect, ...SHEET },
      onProgress: ({ bytes, totalBytes: all, rows, estimatedRows, phase }) =>
        report(SCANNING + (1 - SCANNING) * (bytes / all), phase, rows, estimatedRows),
    })
    return {
      ...table,
      file: this.file.name,
      part: part.id,
      format: part.format,
      bytes: this.file.size,
      notes: [...table.notes, ...notes],
      milliseconds: performance.now() - begun,
    }
  }

  async allSetAside(part: Part, table: RawTable): Promise<RawTable['setAside']> {
    const { inner } = await this.open(part, new AbortController().signal)
    return inner.allSetAside!(inner.parts[0]!, table)
  }

  close(): void {
    this.sheets.clear()
    this.workbook.close()
  }

  private offer({ id }: Part): Offer {
    const found = this.parts.find((part) => part.id === id)
    if (!found) throw new Error(`${this.file.name} has no ${id}`)
    return found
  }

  private async open(part: Part, signal: AbortSignal, onBytes: (packed: number) => void = () => undefined) {
    const { sheet, region, id } = this.offer(part)
    const read = this.sheets.get(sheet) ?? (await this.workbook.read(sheet, signal, onBytes))
    const { file, notes } = partText(joinNames(this.file.name, id), read, region)
    return { inner: openText(file), notes }
  }
}

/** Reads the sheets that are small enough, so that the tables on them are known. */
async function lookThrough(workbook: Workbook, signal: AbortSignal): Promise<Map<number, ReadSheet>> {
  const read = new Map<number, ReadSheet>()
  let looked = 0
  for (const [index, { trouble, unpacked }] of workbook.sheets.entries()) {
    if (trouble !== null || unpacked > LOOKED_THROUGH || looked + unpacked > LOOKED_THROUGH_IN_ALL) continue
    looked += unpacked
    read.set(index, await workbook.read(index, signal, () => undefined))
  }
  return read
}

function offersOf({ sheets, sheetFormat }: Workbook, index: number, read: ReadSheet | null): Offer[] {
  const { name, isHidden, trouble } = sheets[index]!
  const offer = { id: name, format: sheetFormat, sheet: index, region: null }
  if (trouble !== null) return [{ ...offer, rows: null, columns: null, isChosen: false, note: trouble }]
  const hidden = isHidden ? 'hidden sheet' : null
  if (read === null) return [{ ...offer, rows: null, columns: null, isChosen: !isHidden, note: hidden }]
  const regions = findRegions(read.text.survey, read.tables)
  if (regions.length === 0) return [{ ...offer, rows: 0, columns: 0, isChosen: false, note: emptiness(read, isHidden) }]
  return regions.map((region, at) => {
    const rows = region.lastRow - region.firstRow + 1
    return {
      ...offer,
      id: at === 0 && region.name === null ? name : joinNames(name, region.name ?? `table ${at + 1}`),
      rows,
      columns: region.lastColumn - region.firstColumn + 1,
      isChosen: !isHidden && rows > 1,
      note: hidden ?? (rows > 1 ? null : 'a single row'),
      region,
    }
  })
}

function emptiness({ text }: ReadSheet, isHidden: boolean): string {
  const what = text.met.errors > 0 ? 'nothing but errors' : 'empty'
  return isHidden ? `hidden sheet, ${what}` : what
}

function withUniqueIds(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Map<string, number>()
  return offers.map((offer) => {
    const times = (seen.get(offer.id) ?? 0) + 1
    seen.set(offer.id, times)
    return times === 1 ? offer : { ...offer, id: `${offer.id} (${times})` }
  })
}

/** Something is read of every workbook that has something: a single row where there is no more. */
function chosen(file: File, parts: readonly Offer[]): readonly Offer[] {
  if (parts.some(({ isChosen, region, note }) => isChosen || (region && note === 'hidden sheet'))) return parts
  const single = parts.find(({ region }) => region !== null)
  if (single) return parts.map((part) => (part === single ? { ...part, isChosen: true } : part))
  const errors = parts.some(({ note }) => note?.endsWith('errors'))
  throw new ImportFailed(
    parts.length === 0
      ? `${file.name} has no sheets.`
      : `${file.name} has ${errors ? 'no values but errors' : 'no values'} on its ${plural(parts.length, 'sheet')}.`,
    'Check that the export ran, and choose the new file.',
  )
}
