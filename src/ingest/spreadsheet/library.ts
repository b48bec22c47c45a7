import { ImportFailed } from '../failures'
import type { ReadSheet, Sheet, Workbook } from './workbook'

/** A sheet as the library's reader hands it over. */
export interface LibrarySheet extends ReadSheet {
  readonly name: string
  readonly isHidden: boolean
  readonly trouble: string | null
}

/** The reader of formats that are not read by our own hand, wherever it runs. Rejects with ImportFailed; `file` is what messages call it. */
export interface SpreadsheetLibrary {
  read(bytes: ArrayBuffer, file: string, signal: AbortSignal): Promise<readonly LibrarySheet[]>
}

/** The library needs several times a file's size as memory. */
const MOST_BYTES = 96 * 1024 * 1024

/** Reads all of a workbook at once. */
export async function openWithLibrary(file: File, format: string, library: SpreadsheetLibrary, signal: AbortSignal): Promise<Workbook> {
  if (file.size > MOST_BYTES) throw tooLarge(file.name)
  const sheets = await library.read(await file.arrayBuffer(), file.name, signal)
  return {
    format,
    sheetFormat: 'Excel sheet',
    sheets: sheets.map(({ name, isHidden, trouble }): Sheet => ({ name, isHidden, trouble, packed: file.size, unpacked: 0 })),
    read: async (index) => sheets[index]!,
    close: () => undefined,
  }
}

export function tooLarge(file: string): ImportFailed {
  return new ImportFailed(
    `${file} is too large for a workbook of its kind.`,
    'Save it as .xlsx, or the table as CSV: those are read piece by piece.',
  )
}
