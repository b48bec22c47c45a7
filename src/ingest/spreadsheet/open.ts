import { isPackedWorkbook, readDirectory } from '../archive/zip-directory'
import { readSlice } from '../look/byte-source'
import { ImportFailed } from '../failures'
import type { OpenedFile, Opening } from '../opened-file'
import { isCompound, refuseEncrypted } from './compound'
import { openWithLibrary, tooLarge, type SpreadsheetLibrary } from './library'
import { offerParts } from './offer-parts'
import { openOds } from './ods'
import { Package } from './package'
import type { Workbook } from './workbook'
import { openXlsx } from './xlsx'

let library: SpreadsheetLibrary | null = null

/** Says where the library runs: in a worker of its own on the page, at once in tests. Needed before a workbook of the older kinds is opened. */
export function provideSpreadsheetLibrary(provided: SpreadsheetLibrary): void {
  library = provided
}

/** The library needs about ten times as much memory. */
const MOST_UNPACKED = 128 * 1024 * 1024

/** Says which sheets and tables a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) has. Rejects with ImportFailed, naming why, when it cannot be read. */
export async function openSpreadsheet(file: File, opening: Opening): Promise<OpenedFile> {
  return offerParts(file, await openWorkbook(file, opening), opening)
}

async function openWorkbook(file: File, { signal }: Opening): Promise<Workbook> {
  const head = await readSlice(file, 0, 64 * 1024)
  if (isCompound(head)) {
    await refuseEncrypted(file, head)
    return openWithLibrary(file, 'Excel 97–2003 workbook', provided(), signal)
  }
  const entries = await readDirectory(file)
  if (!isPackedWorkbook(entries))
    throw new ImportFailed(
      `${file.name} is not a workbook.`,
      'Choose a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), or save the table as CSV.',
    )
  const pack = new Package(file, entries)
  if (pack.find('content.xml')) return openOds(pack, signal)
  if (entries.some(({ path }) => /(^|[/\\])workbook\d*\.bin$/i.test(path))) return openBinary(pack, signal)
  return openXlsx(pack, signal)
}

/** The library unpacks all at once, and believes what a workbook says of itself: it is unpacked within the limits first. */
async function openBinary(pack: Package, signal: AbortSignal): Promise<Workbook> {
  let total = 0
  for (const entry of pack.entries) {
    let last = 0
    for await (const chunk of pack.bytes(entry, signal)) last += chunk.length
    total += last
    if (total > MOST_UNPACKED) throw tooLarge(pack.file.name)
  }
  return openWithLibrary(pack.file, 'Excel binary workbook', provided(), signal)
}

function provided(): SpreadsheetLibrary {
  if (!library) throw new Error('no spreadsheet library has been provided')
  return library
}
