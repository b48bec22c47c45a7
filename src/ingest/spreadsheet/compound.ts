import { readSlice } from '../look/byte-source'
import { ImportFailed } from '../failures'

const SIGN = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const LONGEST_NAME = 64
/** Directories of workbooks are short. */
const MOST_SECTORS = 4096

/** A file of files in Microsoft's compound format: .xls, and whatever Office encrypts. */
export function isCompound(head: Uint8Array): boolean {
  return SIGN.every((byte, at) => head[at] === byte)
}

/** Throws ImportFailed when the compound file is no workbook, or one that needs a password. */
export async function refuseEncrypted(file: File, head: Uint8Array): Promise<void> {
  const names = await streamNames(file, head)
  if (names.includes('EncryptedPackage'))
    throw new ImportFailed(`${file.name} is protected by a password.`, 'Open it, save it without a password, and choose that file.')
  const isOther = names.length > 0 && !names.some((name) => /^(workbook|book)$/i.test(name))
  if (!isOther) return
  const what = names.includes('WordDocument') ? 'a Word document' : names.includes('PowerPoint Document') ? 'a presentation' : 'no workbook'
  throw new ImportFailed(`${file.name} is ${what}.`, 'Choose a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), or save the table as CSV.')
}

/** Names in the directory, as far as its sectors follow each other; empty where they cannot be found. */
async function streamNames(file: File, head: Uint8Array): Promise<readonly string[]> {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.byteLength < 512) return []
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return []
  const size = 1 << shift
  const first = view.getUint32(48, true)
  const names: string[] = []
  const chain = await sectorChain(file, view, size, first)
  for (const sector of chain) {
    const bytes = await readSlice(file, (sector + 1) * size, (sector + 2) * size)
    const entries = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at + 128 <= bytes.byteLength; at += 128) {
      const length = entries.getUint16(at + 64, true)
      if (length >= 4 && length <= LONGEST_NAME) names.push(new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length - 2)))
    }
  }
  return names
}

async function sectorChain(file: File, head: DataView, size: number, first: number): Promise<readonly number[]> {
  const chain: number[] = []
  const perSector = size / 4
  for (let sector = first; sector < 0xfffffff0 && chain.length < MOST_SECTORS && !chain.includes(sector);) {
    chain.push(sector)
    const table = Math.floor(sector / perSector)
    // The first 109 sectors of the allocation table are listed in the header; a directory beyond them is not followed.
    if (table >= 109) break
    const at = (head.getUint32(76 + table * 4, true) + 1) * size + (sector % perSector) * 4
    const next = await readSlice(file, at, at + 4)
    if (next.byteLength < 4) break
    sector = new DataView(next.buffer, next.byteOffset, 4).getUint32(0, true)
  }
  return chain
}
