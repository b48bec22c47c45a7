import { ImportFailed } from '../failures'
import type { SetAside } from '../table'
import { flatten, MOST_KEYS, NotJson } from './flatten'

const GATHERED = 4096

/** Records written as tab-separated text, a line each, all with the same columns. */
export interface RecordsText {
  readonly text: Blob
  readonly names: readonly string[]
  readonly records: number
  /** Records that are no JSON. */
  readonly broken: readonly SetAside[]
}

/** One record: its text, and its key where it stands in an object. '' keeps the place of an empty line. */
export interface JsonRecord {
  readonly text: string
  readonly key: string | null
}

/**
 * Writes records as text for the one reader of text. Keys are collected over all records; when one appears behind rows that are
 * written already, the records are gone through once more. `isLines`: a broken record is a line set aside; else it damages the file.
 */
export async function recordsText(file: string, records: () => AsyncIterable<JsonRecord>, isLines: boolean): Promise<RecordsText> {
  const columns = new Map<string, number>()
  for (;;) {
    const known = columns.size
    const writer = new RowWriter(file, columns, isLines)
    for await (const record of records()) writer.add(record)
    const text = writer.end()
    if (writer.isEven || known === columns.size) return { text, names: [...columns.keys()], records: writer.written, broken: writer.broken }
  }
}

class RowWriter {
  readonly broken: SetAside[] = []
  written = 0
  /** No column came up after rows had been written without it. */
  isEven = true
  private readonly blobs: Blob[] = []
  private rows: (readonly string[] | null)[] = []
  private line = 0
  private width = 0

  constructor(
    private readonly file: string,
    private readonly columns: Map<string, number>,
    private readonly isLines: boolean,
  ) {}

  add({ text, key }: JsonRecord): void {
    this.line++
    const cells: string[] = []
    if (key !== null) cells[this.place('key')] = key
    try {
      if (text.trim() !== '') flatten(text, (path, value) => this.set(cells, path, value))
      this.rows.push(text.trim() === '' ? null : cells)
      if (text.trim() !== '') this.written++
    } catch (error) {
      this.refuse(error as Error)
    }
    if (this.rows.length >= GATHERED) this.flush()
  }

  end(): Blob {
    this.flush()
    return new Blob(this.blobs)
  }

  private set(cells: string[], path: string, value: string | null): void {
    const place = this.place(path)
    if (value !== null) cells[place] = value
  }

  private place(path: string): number {
    const known = this.columns.get(path)
    if (known !== undefined) return known
    if (this.columns.size >= MOST_KEYS)
      throw new ImportFailed(`${this.file} has more than 10,000 different keys.`, 'Check that it is a list of records with the same keys.')
    this.columns.set(path, this.columns.size)
    return this.columns.size - 1
  }

  private refuse(error: Error): void {
    if (!(error instanceof NotJson)) throw error
    if (!this.isLines) throw new ImportFailed(`Record ${this.line} of ${this.file} is not JSON.`, 'Export it again, or mend that record.')
    this.broken.push({ file: this.file, line: this.line, reason: `not JSON: it breaks off or errs at character ${error.at + 1}` })
    this.rows.push(null)
  }

  private flush(): void {
    const { size } = this.columns
    if (this.width > 0 && size > this.width) this.isEven = false
    this.width = size
    const lines = this.rows.map((cells) => (cells === null ? '' : Array.from({ length: size }, (_, at) => quoted(cells[at])).join('\t')))
    this.blobs.push(new Blob([lines.map((line) => `${line}\n`).join('')]))
    this.rows = []
  }
}

/** A row of nothing but missing values is a row all the same, not an empty line. */
function quoted(cell: string | undefined): string {
  if (cell === undefined) return '""'
  return /["\t\n\r]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell
}
