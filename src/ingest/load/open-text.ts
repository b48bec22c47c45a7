import type { OpenedFile, Part } from '../opened-file'
import { previewReading } from '../plan/preview-reading'
import { readAllSetAside, readFile } from './read-file'

/** A file of delimited text: one table, whose shape is known when it has been read. */
export function openText(file: File): OpenedFile {
  const format = textFormat(file.name)
  const part: Part = { id: '', format, rows: null, columns: null, isChosen: true, note: null }
  return {
    format,
    parts: [part],
    read: (_, into) => readFile(file, into),
    allSetAside: (_, table) => readAllSetAside(file, table),
    preview: (_, dialect, rows) => previewReading(file, dialect, rows),
    close: () => undefined,
  }
}

export function textFormat(name: string): string {
  const bare = name.replace(/\.(gz|gzip)$/i, '')
  if (/\.csv$/i.test(bare)) return 'CSV'
  return /\.(tsv|tab)$/i.test(bare) ? 'TSV' : 'text'
}
