import { readSlice } from '../look/byte-source'
import { ImportFailed } from '../failures'

/** One file in a zip archive, as its central directory tells. Sizes are claims until the bytes have been unpacked. */
export interface ZipEntry {
  /** Data, never a path to open. */
  readonly path: string
  /** 0: stored, 8: deflated. */
  readonly method: number
  readonly isEncrypted: boolean
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** Byte of the archive at which the entry's own header stands. */
  readonly header: number
}

const MOST_ENTRIES = 5000
const END = 0x06054b50
const END_64 = 0x06064b50
const END_64_LOCATOR = 0x07064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record, and the longest remark that may stand behind it. */
const TAIL = 22 + 65_535
const IN_EXTRA = 0xffffffff

/** The files of a zip archive: directories and what systems leave behind are left out. */
export async function readDirectory(file: File): Promise<readonly ZipEntry[]> {
  const from = Math.max(0, file.size - TAIL)
  const tail = view(await readSlice(file, from, file.size))
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== END) end--
  if (end < 0) throw damaged(file)
  let entries = tail.getUint16(end + 10, true)
  let size = tail.getUint32(end + 12, true)
  let at = tail.getUint32(end + 16, true)
  if ((entries === 0xffff || size === IN_EXTRA || at === IN_EXTRA) && end >= 20 && tail.getUint32(end - 20, true) === END_64_LOCATOR) {
    const start = Number(tail.getBigUint64(end - 12, true))
    const large = view(await readSlice(file, start, start + 56))
    if (large.byteLength < 56 || large.getUint32(0, true) !== END_64) throw damaged(file)
    entries = Number(large.getBigUint64(32, true))
    size = Number(large.getBigUint64(40, true))
    at = Number(large.getBigUint64(48, true))
  }
  if (entries > MOST_ENTRIES)
    throw new ImportFailed(`${file.name} holds more than 5,000 files.`, 'Unpack it and choose the files that matter.')
  if (at + size > file.size) throw damaged(file)
  return parseEntries(file, view(await readSlice(file, at, at + size)), entries).filter(({ path }) => !isJunk(path))
}

function parseEntries(file: File, bytes: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.byteLength || bytes.getUint32(at, true) !== ENTRY) throw damaged(file)
    const flags = bytes.getUint16(at + 8, true)
    const nameLength = bytes.getUint16(at + 28, true)
    const extraLength = bytes.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + bytes.getUint16(at + 32, true)
    if (next > bytes.byteLength) throw damaged(file)
    const sizes = largeSizes(bytes, at, at + 46 + nameLength, extraLength)
    entries.push({
      path: nameOf(bytes, at + 46, nameLength, (flags & 0x800) !== 0),
      method: bytes.getUint16(at + 10, true),
      isEncrypted: (flags & 1) !== 0,
      crc: bytes.getUint32(at + 16, true),
      ...sizes,
    })
    at = next
  }
  return entries
}

/** Sizes over 4 GiB stand in an extra field, in this order, where the plain ones are full of ones. */
function largeSizes(bytes: DataView, entry: number, extra: number, length: number): Pick<ZipEntry, 'packed' | 'unpacked' | 'header'> {
  const plain = [bytes.getUint32(entry + 24, true), bytes.getUint32(entry + 20, true), bytes.getUint32(entry + 42, true)]
  for (let at = extra; at + 4 <= extra + length; at += 4 + bytes.getUint16(at + 2, true)) {
    if (bytes.getUint16(at, true) !== 1) continue
    let field = at + 4
    const last = Math.min(extra + length, field + bytes.getUint16(at + 2, true))
    for (const index of plain.keys()) {
      if (plain[index] !== IN_EXTRA || field + 8 > last) continue
      plain[index] = Number(bytes.getBigUint64(field, true))
      field += 8
    }
  }
  return { unpacked: plain[0]!, packed: plain[1]!, header: plain[2]! }
}

function nameOf(bytes: DataView, at: number, length: number, isUtf8: boolean): string {
  const name = new Uint8Array(bytes.buffer, bytes.byteOffset + at, length)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name)
  } catch {
    return new TextDecoder(isUtf8 ? 'utf-8' : 'windows-1252').decode(name)
  }
}

/** Where the packed bytes of an entry begin: its own header repeats the name, with extras of another length. */
export async function dataStart(file: File, { header }: ZipEntry): Promise<number> {
  const bytes = view(await readSlice(file, header, header + 30))
  if (bytes.byteLength < 30 || bytes.getUint32(0, true) !== LOCAL) throw damaged(file)
  return header + 30 + bytes.getUint16(26, true) + bytes.getUint16(28, true)
}

/** Workbooks of the newer formats are zip archives. */
export function isPackedWorkbook(entries: readonly ZipEntry[]): boolean {
  const paths = entries.map(({ path }) => path.replace(/\\/g, '/').toLowerCase())
  const has = (path: string) => paths.includes(path)
  const hasWorkbook = paths.some((path) => /^(xl\/)?workbook\d*\.(xml|bin)$/.test(path)) || paths.some((path) => path.startsWith('xl/'))
  return (has('[content_types].xml') && hasWorkbook) || has('xl/workbook.xml') || (has('content.xml') && has('mimetype'))
}

function isJunk(path: string): boolean {
  const parts = path.split(/[/\\]/)
  const name = parts.at(-1)!
  return name === '' || parts[0] === '__MACOSX' || name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name)
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function damaged(file: File): ImportFailed {
  return new ImportFailed(`${file.name} could not be unpacked: the zip archive is damaged or cut short.`, 'Download or pack it again.')
}
