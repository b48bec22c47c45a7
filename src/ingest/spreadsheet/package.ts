import { crc32 } from '../archive/crc32'
import { entryBytes, UnpackLimit } from '../archive/unpack'
import type { ZipEntry } from '../archive/zip-directory'
import { ImportFailed } from '../failures'

/** The parts of a packed workbook by their paths. Nothing that it says of its own sizes is believed: limits hold on unpacked bytes. */
export class Package {
  private readonly byPath: ReadonlyMap<string, ZipEntry>

  constructor(
    readonly file: File,
    readonly entries: readonly ZipEntry[],
  ) {
    this.byPath = new Map(entries.map((entry) => [key(entry.path), entry]))
    const sealed = entries.find(({ isEncrypted }) => isEncrypted)
    if (sealed)
      throw new ImportFailed(`${file.name} is protected by a password.`, 'Open it, save it without a password, and choose that file.')
  }

  find(path: string): ZipEntry | null {
    return this.byPath.get(key(path)) ?? null
  }

  /** The unpacked bytes of a part. What a part says about others shows its damage by itself. */
  unchecked(entry: ZipEntry, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    return entryBytes(this.file, entry, new UnpackLimit(), signal)
  }

  /** The unpacked bytes of a part that holds values, checked against its checksum at the end. */
  async *bytes(entry: ZipEntry, signal: AbortSignal, onBytes?: (unpacked: number) => void): AsyncGenerator<Uint8Array> {
    let crc = 0
    let unpacked = 0
    for await (const chunk of entryBytes(this.file, entry, new UnpackLimit(), signal)) {
      crc = crc32(chunk, crc)
      unpacked += chunk.length
      onBytes?.(unpacked)
      yield chunk
    }
    if (crc !== entry.crc)
      throw new ImportFailed(
        `${this.file.name} is damaged: ${entry.path} does not match its checksum.`,
        'Copy or download the workbook again, or save it again in the program that wrote it.',
      )
  }

  /** What messages call a part. */
  label(entry: ZipEntry): string {
    return `${this.file.name} (${entry.path})`
  }
}

/** The path that a relationship means, seen from the part that holds it; absolute ones begin with a slash. */
export function resolvePath(from: string, target: string): string {
  const plain = target.replace(/\\/g, '/')
  const parts = plain.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of plain.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}

function key(path: string): string {
  return path.replace(/\\/g, '/').replace(/^\//, '').toLowerCase()
}
