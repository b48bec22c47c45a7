import { ImportFailed } from '../failures'

interface Kind {
  readonly what: string
  readonly advice: string
  readonly signs: readonly (readonly number[])[]
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0))
const EXPORT_AS_CSV = 'Open it in the program that wrote it and export the table as CSV.'
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const A_PICTURE = 'A picture holds no rows. Choose the file the table was exported to.'

/** Files that are often given a wrong name, by their first bytes. */
const KINDS: readonly Kind[] = [
  { what: 'a picture (JPEG)', advice: A_PICTURE, signs: [[0xff, 0xd8, 0xff]] },
  { what: 'a picture (PNG)', advice: A_PICTURE, signs: [[0x89, 0x50, 0x4e, 0x47]] },
  { what: 'a picture (GIF)', advice: A_PICTURE, signs: [ascii('GIF8')] },
  {
    what: 'a picture (TIFF)',
    advice: A_PICTURE,
    signs: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
  },
  { what: 'a PDF document', advice: 'A PDF keeps pages, not rows. Ask for the table as CSV.', signs: [ascii('%PDF')] },
  {
    what: 'an Excel workbook of the old kind (.xls)',
    advice: 'Save it as CSV, one sheet a file.',
    signs: [COMPOUND],
  },
  { what: 'a Parquet file', advice: EXPORT_AS_CSV, signs: [ascii('PAR1')] },
  { what: 'an Arrow file', advice: EXPORT_AS_CSV, signs: [ascii('ARROW1')] },
  { what: 'a SQLite database', advice: EXPORT_AS_CSV, signs: [ascii('SQLite format 3')] },
  { what: 'a 7-Zip archive', advice: 'Unpack it and choose the files inside.', signs: [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]] },
  { what: 'a RAR archive', advice: 'Unpack it and choose the files inside.', signs: [ascii('Rar!')] },
  { what: 'an archive (bzip2)', advice: 'Unpack it and choose the file inside.', signs: [ascii('BZh9'), ascii('BZh6')] },
  { what: 'an archive (xz)', advice: 'Unpack it and choose the file inside.', signs: [[0xfd, 0x37, 0x7a, 0x58, 0x5a]] },
  { what: 'an archive (Zstandard)', advice: 'Unpack it and choose the file inside.', signs: [[0x28, 0xb5, 0x2f, 0xfd]] },
  {
    what: 'a program',
    advice: 'Choose the file the table was exported to.',
    signs: [
      [0x7f, 0x45, 0x4c, 0x46],
      [0x00, 0x61, 0x73, 0x6d],
    ],
  },
]

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06]
const GZIP = [0x1f, 0x8b, 0x08]
const LOOKED_AT = 64 * 1024

export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, GZIP)
}

/** What a file is read as. `compound`: old workbooks and protected ones. */
export type FileKind = 'text' | 'json' | 'parquet' | 'arrow' | 'zip' | 'compound'

/** By the bytes; JSON by its name too, since text may begin with a bracket. What cannot be read is 'text', whose reader refuses it by name. */
export function kindOf(name: string, head: Uint8Array): FileKind {
  if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) return 'zip'
  if (startsWith(head, COMPOUND)) return 'compound'
  if (startsWith(head, ascii('PAR1'))) return 'parquet'
  if (startsWith(head, ascii('ARROW1')) || startsWith(head, [0xff, 0xff, 0xff, 0xff])) return 'arrow'
  return isJson(name, head) ? 'json' : 'text'
}

function isJson(name: string, head: Uint8Array): boolean {
  const start = new TextDecoder(head[0] === 0xff || head[1] === 0 ? 'utf-16le' : 'utf-8').decode(head.subarray(0, 4096)).trimStart()
  if (/\.(json|ndjson|jsonl|geojson)$/i.test(name)) return /^[[{]/.test(start)
  return /^(\{\s*"[^"\n]*"\s*:|\[\s*\{\s*"[^"\n]*"\s*:)/.test(start)
}

/** Throws ImportFailed, naming what it is, when the bytes are not those of a text file. */
export function refuseBinary(name: string, head: Uint8Array, isUtf16: boolean): void {
  if (startsWith(head, ZIP)) throw zipRefusal(name, head)
  const kind = KINDS.find(({ signs }) => signs.some((sign) => startsWith(head, sign)))
  if (kind) throw new ImportFailed(`${name} is ${kind.what}, not a table of text.`, kind.advice)
  if (!isUtf16 && hasControls(head))
    throw new ImportFailed(`${name} is not a text file: it is full of control characters.`, 'Export the table as CSV and choose that file.')
}

function zipRefusal(name: string, head: Uint8Array): ImportFailed {
  const names = new TextDecoder('latin1').decode(head.subarray(0, 4096))
  if (names.includes('xl/') || names.includes('[Content_Types].xml'))
    return new ImportFailed(`${name} is an Excel workbook.`, 'Save each sheet as CSV and choose those files.')
  if (names.includes('opendocument'))
    return new ImportFailed(`${name} is an OpenDocument file.`, 'Save each sheet as CSV and choose those files.')
  return new ImportFailed(`${name} is a zip archive.`, 'Unpack it and choose the files inside.')
}

/** Delimiters like 0x01 or 0x1F occur in text tables, but not as every twentieth character. */
function hasControls(head: Uint8Array): boolean {
  const length = Math.min(head.length, LOOKED_AT)
  const seen = new Map<number, number>()
  for (let i = 0; i < length; i++) {
    const byte = head[i]!
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) seen.set(byte, (seen.get(byte) ?? 0) + 1)
  }
  const total = [...seen.values()].reduce((sum, times) => sum + times, 0)
  return seen.size > 3 && total > length / 50
}

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, index) => bytes[index] === byte)
}
