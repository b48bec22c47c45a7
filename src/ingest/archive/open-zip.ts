import { guessEncoding } from '../look/encoding'
import { ImportFailed } from '../failures'
import { kindOf, refuseBinary } from '../look/magic'
import type { OpenedFile, Opening, Part } from '../opened-file'
import { openText, textFormat } from '../load/open-text'
import { joinNames } from '../table-name'
import { within } from './within'
import { peekEntry, unpackEntry, type UnpackLimit } from './unpack'
import type { ZipEntry } from './zip-directory'

const PEEKED = 64 * 1024
/** Text that comes with tables and is none. */
const REMARKS = /(^|[/\\])(read[ _-]?me|licen[cs]e|changelog|notice|copying)[^/\\]*$/i

/** A file of the archive that can give tables; `open` unpacks it when it has to. */
interface Packed {
  readonly parts: readonly Part[]
  open(): Promise<OpenedFile>
}

/** The tables of every file in a zip archive. Text stays packed until it is read, anything else is unpacked to see what is in it. */
export async function openZip(
  file: File,
  entries: readonly ZipEntry[],
  opening: Opening,
  limit: UnpackLimit,
  openInner: (inner: File) => Promise<OpenedFile>,
): Promise<OpenedFile> {
  if (entries.length === 0) throw new ImportFailed(`${file.name} is a zip archive without files.`, 'Pack it again.')
  if (entries.every(({ isEncrypted }) => isEncrypted))
    throw new ImportFailed(`${file.name} is a zip archive protected by a password.`, 'Unpack it, and choose the files inside.')
  const inside: Packed[] = []
  for (const entry of entries) inside.push(await packedOf(file, entry, opening, limit, openInner))
  const packedWith = (part: Part): Packed => {
    const found = inside.find(({ parts }) => parts.some(({ id }) => id === part.id))
    if (!found) throw new Error(`${file.name} has no ${part.id}`)
    return found
  }
  const opened = (part: Part) => packedWith(part).open()
  return {
    format: 'zip archive',
    parts: inside.flatMap(({ parts }) => parts),
    read: async (part, into) => (await opened(part)).read(part, into),
    allSetAside: async (part, table) => (await (await opened(part)).allSetAside?.(part, table)) ?? table.setAside,
    preview: async (part, dialect, rows) => (await (await opened(part)).preview?.(part, dialect, rows)) ?? null,
    close: () => undefined,
  }
}

async function packedOf(
  file: File,
  entry: ZipEntry,
  opening: Opening,
  limit: UnpackLimit,
  openInner: (inner: File) => Promise<OpenedFile>,
): Promise<Packed> {
  const { path } = entry
  if (entry.isEncrypted) return refused(file, path, 'protected by a password', 'Unpack the archive, and choose the files inside.')
  if (entry.method !== 0 && entry.method !== 8)
    return refused(file, path, 'packed in a way this page does not know', 'Unpack the archive, and choose the files inside.')
  if (entry.unpacked === 0) return refused(file, path, 'empty', 'Check that the export ran, and choose the new file.')
  try {
    const unpacked = async () => new File([await unpackEntry(file, entry, limit, opening.signal)], joinNames(file.name, path))
    const head = await peekEntry(file, entry, PEEKED, opening.signal)
    if (kindOf(path, head) !== 'text' || isGzipName(path)) {
      const opened = within(file, path, await openInner(await unpacked()), 'zip archive')
      return { parts: opened.parts, open: async () => opened }
    }
    refuseBinary(path, head, guessEncoding([head]).name.startsWith('utf-16'))
    const remark = REMARKS.test(path) ? 'a text about the files' : null
    const part: Part = { id: path, format: textFormat(path), rows: null, columns: null, isChosen: remark === null, note: remark }
    let opened: Promise<OpenedFile> | undefined
    return { parts: [part], open: () => (opened ??= unpacked().then((inner) => within(file, path, openText(inner), 'zip archive'))) }
  } catch (error) {
    if (!(error instanceof ImportFailed)) throw error
    return refused(file, path, error.message, error.advice)
  }
}

function isGzipName(path: string): boolean {
  return /\.(gz|gzip)$/i.test(path)
}

/** A file that is listed, so that nobody misses it in silence, and cannot be read. */
function refused(file: File, path: string, note: string, advice: string): Packed {
  const part: Part = { id: path, format: 'file', rows: null, columns: null, isChosen: false, note }
  return { parts: [part], open: () => Promise.reject(new ImportFailed(`${joinNames(file.name, path)} cannot be read: ${note}.`, advice)) }
}
