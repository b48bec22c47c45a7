import { openZip } from './archive/open-zip'
import { unpackGzip, UnpackLimit } from './archive/unpack'
import { isPackedWorkbook, readDirectory } from './archive/zip-directory'
import { openArrow } from './arrow/open-arrow'
import { openParquet } from './arrow/open-parquet'
import { readSlice } from './look/byte-source'
import { ImportFailed } from './failures'
import { openJson } from './json/open-json'
import { unpackedHead } from './look/look'
import { isGzip, kindOf } from './look/magic'
import type { OpenedFile, Opening } from './opened-file'
import { openText } from './load/open-text'
import { openSpreadsheet } from './spreadsheet/open'
import { within } from './archive/within'

const HEAD = 64 * 1024
/** Archives in archives: one is met in practice. */
const DEEPEST = 2

/** Says what is in a dropped file, by its bytes rather than its name. Rejects with ImportFailed when it is nothing that can be read. */
export function openFile(file: File, opening: Opening): Promise<OpenedFile> {
  return open(file, opening, new UnpackLimit(), 0)
}

async function open(file: File, opening: Opening, limit: UnpackLimit, depth: number): Promise<OpenedFile> {
  if (file.size === 0) throw new ImportFailed(`${file.name} is empty.`, 'Check that the export ran, and choose the new file.')
  const head = await readSlice(file, 0, HEAD)
  if (isGzip(head)) return openGzip(file, opening, limit, depth)
  switch (kindOf(file.name, head)) {
    case 'zip':
      return openArchive(file, opening, limit, depth)
    case 'json':
      return openJson(file, opening)
    case 'parquet':
      return openParquet(file)
    case 'arrow':
      return openArrow(file)
    case 'compound':
      return openSpreadsheet(file, opening)
    default:
      return openText(file)
  }
}

/** Text is read through the unpacking stream; anything else has to be there as a whole. */
async function openGzip(file: File, opening: Opening, limit: UnpackLimit, depth: number): Promise<OpenedFile> {
  const head = await unpackedHead(file, opening.signal)
  const name = file.name.replace(/\.(gz|gzip)$/i, '')
  if (kindOf(name, head.bytes) === 'text') return openText(file)
  if (depth >= DEEPEST) throw tooDeep(file)
  const inner = await open(new File([await unpackGzip(file, limit, opening.signal)], name), opening, limit, depth + 1)
  return within(file, '', inner, `gzipped ${inner.format}`)
}

async function openArchive(file: File, opening: Opening, limit: UnpackLimit, depth: number): Promise<OpenedFile> {
  const entries = await readDirectory(file)
  if (isPackedWorkbook(entries)) return openSpreadsheet(file, opening)
  if (depth >= DEEPEST) throw tooDeep(file)
  return openZip(file, entries, opening, limit, (inner) => open(inner, opening, limit, depth + 1))
}

function tooDeep(file: File): ImportFailed {
  return new ImportFailed(`${file.name} is an archive in an archive in an archive.`, 'Unpack it and choose the files inside.')
}
