import { plural } from '../../shared/format'
import type { Reach } from '../look/byte-source'
import { ImportFailed } from '../failures'
import type { OpenedFile, Opening, Part, ReadInto } from '../opened-file'
import { openText } from '../load/open-text'
import type { Dialect, RawTable } from '../table'
import { joinNames } from '../table-name'
import { columnRecords, columnTables, type ColumnTable } from './columns-apart'
import { decodedText } from './decoded'
import { recordsText, type JsonRecord, type RecordsText } from './records-text'
import { Scanner } from './scanner'
import { survey, type Found } from './survey'

/** How records are written for the reader of text. */
const WRITTEN: Partial<Dialect> = { encoding: 'utf-8', delimiter: '\t', quote: '"', escape: '"', isSheet: true }

/** Where the records of a part come from. */
type Source =
  | { readonly kind: 'lines' }
  | { readonly kind: 'sequence' }
  | { readonly kind: 'record' }
  | { readonly kind: 'elements'; readonly of: Found }
  | { readonly kind: 'columns'; readonly of: ColumnTable }

interface Offer extends Part {
  readonly source: Source
}

/** JSON and NDJSON: every list of records is a table; so are lists of equal length that stand side by side as columns. */
export async function openJson(file: File, opening: Opening): Promise<OpenedFile> {
  const kind = await kindOfText(file, opening.signal)
  const format = kind === 'lines' ? 'NDJSON' : 'JSON'
  const { parts, remarks } =
    kind === 'document' ? await documentParts(file, opening) : { parts: [offer('', null, { kind }, format)], remarks: [] }
  if (parts.length === 0) throw new ImportFailed(`${file.name} holds no records.`, 'Export a list of records, and choose that file.')
  const read = async (part: Part, into: ReadInto): Promise<RawTable> => {
    const begun = performance.now()
    const found = parts.find(({ id }) => id === part.id)
    if (!found) throw new Error(`${file.name} has no ${part.id}`)
    const written = await write(file, found, into)
    const text = openText(new File([written.text], joinNames(file.name, part.id)))
    const dialect = { ...into.dialect, ...WRITTEN, names: written.names }
    const table = await text.read(text.parts[0]!, { ...into, dialect })
    const broken = written.broken.length
    return {
      ...table,
      file: file.name,
      part: part.id,
      format,
      bytes: file.size,
      dialect: null,
      rowsRead: table.rowsRead + broken,
      rowsSetAside: table.rowsSetAside + broken,
      setAside: [...written.broken, ...table.setAside].toSorted((one, other) => one.line - other.line).slice(0, MOST_LISTED),
      notes: [...table.notes, ...notesOn(written, remarks, found)],
      milliseconds: performance.now() - begun,
    }
  }
  return { format, parts, read, close: () => undefined }
}

const MOST_LISTED = 10_000

/** One record a line, one document after another, or one document. */
async function kindOfText(file: File, signal: AbortSignal): Promise<'lines' | 'sequence' | 'document'> {
  let head = ''
  for await (const chunk of decodedText(file, { bytes: 0 }, signal)) {
    head += chunk
    if (head.trim() !== '') break
  }
  const lines = head.trimStart().split('\n', 3)
  if (lines.length > 1 && isWhole(lines[0]!) && (lines[1]!.trim() === '' || /^\s*[[{]/.test(lines[1]!))) return 'lines'
  if (/\.(ndjson|jsonl)$/i.test(file.name)) return 'lines'
  return /^\s*\{[^]*?\n\}\s*\{/.test(head.slice(0, 1024 * 1024)) ? 'sequence' : 'document'
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line)
    return /^\s*[[{]/.test(line)
  } catch {
    return false
  }
}

async function documentParts(file: File, { signal, onProgress }: Opening): Promise<{ parts: Offer[]; remarks: readonly string[] }> {
  const reach = { bytes: 0 }
  const told = tellingProgress(decodedText(file, reach, signal), () =>
    onProgress({ file: file.name, bytes: reach.bytes, totalBytes: file.size, rows: 0, estimatedRows: null, phase: 'reading' }),
  )
  const { lists, keyed, remarks, isRecord } = await survey(file.name, told)
  if (keyed) return { parts: [offer('', keyed.elements, { kind: 'elements', of: keyed }, 'JSON')], remarks: [] }
  if (isRecord) return { parts: [offer('', 1, { kind: 'record' }, 'JSON')], remarks: [] }
  const records = lists.filter(({ holds }) => holds === 'records')
  const tables = columnTables(lists)
  const single = records.length + tables.length === 1
  const parts = [
    ...records.map((of) => offer(single ? '' : of.path.join('.'), of.elements, { kind: 'elements', of }, 'JSON')),
    ...tables.map((of) => ({
      ...offer(single ? '' : of.path.join('.') || 'columns', of.rows, { kind: 'columns', of }, 'JSON'),
      columns: of.columns.length,
    })),
  ]
  const isBeside = records.length > 0
  // Lists of plain values beside records are mostly settings.
  return {
    parts: parts.map((part) =>
      isBeside && part.source.kind === 'columns' ? { ...part, isChosen: false, note: 'lists of single values' } : part,
    ),
    remarks,
  }
}

function offer(id: string, rows: number | null, source: Source, format: string): Offer {
  const isEmpty = rows === 0
  return { id, format, rows, columns: null, isChosen: !isEmpty, note: isEmpty ? 'empty' : null, source }
}

async function* tellingProgress(chunks: AsyncIterable<string>, tell: () => void): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    yield chunk
    tell()
  }
}

function write(file: File, { source }: Offer, into: ReadInto): Promise<RecordsText> {
  const reach: Reach = { bytes: 0 }
  const chunks = () =>
    tellingProgress(decodedText(file, reach, into.signal), () =>
      into.onProgress({
        file: file.name,
        bytes: Math.round(reach.bytes / 2),
        totalBytes: file.size,
        rows: 0,
        estimatedRows: null,
        phase: 'reading',
      }),
    )
  switch (source.kind) {
    case 'lines':
      return recordsText(file.name, () => lineRecords(chunks()), true)
    case 'columns':
      return recordsText(file.name, () => columnRecords(file.name, chunks(), source.of), false)
    default:
      return recordsText(file.name, () => scannedRecords(file.name, chunks(), source), false)
  }
}

async function* lineRecords(chunks: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const text of lines) yield { text, key: null }
  }
  if (rest !== '') yield { text: rest, key: null }
}

async function* scannedRecords(
  file: string,
  chunks: AsyncIterable<string>,
  source: Exclude<Source, { kind: 'lines' | 'columns' }>,
): AsyncGenerator<JsonRecord> {
  let records: JsonRecord[] = []
  if (source.kind === 'record') {
    let text = ''
    for await (const chunk of chunks) text += chunk
    yield { text, key: null }
    return
  }
  const wanted = source.kind === 'elements' ? JSON.stringify([source.of.path, source.of.isList]) : ''
  const scanner = new Scanner(
    file,
    {
      open: (path, isList) => JSON.stringify([path, isList]) === wanted,
      element(path, key, text) {
        const isWanted = source.kind === 'sequence' || JSON.stringify([path, key === null]) === wanted
        if (isWanted) records.push({ text, key })
      },
    },
    source.kind === 'sequence',
  )
  for await (const chunk of chunks) {
    scanner.feed(chunk)
    yield* records
    records = []
  }
  scanner.end()
  yield* records
}

function notesOn({ broken }: RecordsText, remarks: readonly string[], { source }: Offer): string[] {
  const notes: string[] = []
  if (source.kind === 'elements' && source.of.path.length > 0) notes.push(`Records are the list “${source.of.path.join('.')}”`)
  if (remarks.length > 0) notes.push(`Beside the records: ${remarks.join(', ')}`)
  if (broken.length > 0) notes.push(`${plural(broken.length, 'line')} not JSON, set aside`)
  return notes
}
