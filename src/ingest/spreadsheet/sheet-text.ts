import { ImportFailed } from '../failures'
import { count } from '../../shared/format'
import { columnName } from './cell-reference'
import { LIMITS } from './limits'
import { Survey, type Occupation } from './survey'

const TAB = 9
const LF = 10
const CR = 13
const QUOTE = 34
const CHUNK = 1024 * 1024
const ROOM = 4096

/** Whole rows of a sheet as text. */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly firstRow: number
  readonly lastRow: number
  /** Fewest and most fields of its rows, blank ones aside. */
  readonly fewest: number
  readonly most: number
}

/** What was met on a sheet and cannot be seen in its text. */
export interface Met {
  errors: number
  /** Texts that are plain numbers. */
  writtenNumbers: number
  /** References to texts or dates that the workbook does not have. */
  dangling: number
}

/** A sheet that has been read. */
export interface WrittenSheet {
  readonly chunks: readonly Chunk[]
  readonly survey: Occupation
  readonly met: Readonly<Met>
}

/**
 * A sheet as tab-separated text, a line a row, blank rows included: what it would be if it had been exported, but exact. Trailing
 * empty cells are not written. Cells of a row may come in any order, rows only in ascending order.
 */
export class SheetText {
  readonly chunks: Chunk[] = []
  readonly survey = new Survey()
  readonly met: Met = { errors: 0, writtenNumbers: 0, dangling: 0 }
  private bytes = new Uint8Array(CHUNK + 64 * ROOM)
  private length = 0
  private row = 0
  private rowStart = 0
  private column = -1
  private cellStart = 0
  private firstRow = 1
  private fewest = Infinity
  private most = 0
  /** Cells of a row that do not come in order, by column. */
  private unordered: Map<number, Uint8Array<ArrayBuffer>> | null = null
  private readonly encoder = new TextEncoder()

  constructor(private readonly sheet: string) {}

  /** Rows count from 1. */
  beginRow(row: number): void {
    this.endRow()
    if (row <= this.row)
      throw new ImportFailed(
        `${this.sheet} is damaged: row ${count(row)} stands behind row ${count(this.row)}.`,
        'Open it in a spreadsheet program and save it again.',
      )
    if (row > LIMITS.rows) throw beyond(this.sheet, `row ${row}`)
    for (; this.row < row; this.row++) {
      if (this.row > 0) this.bytes[this.length++] = LF
      if (this.length > CHUNK) this.cut()
    }
    this.rowStart = this.length
    this.column = -1
  }

  /** A text as UTF-8 bytes. */
  text(column: number, source: Uint8Array, start: number, end: number): void {
    if (start === end) return
    if (end - start > LIMITS.characters) this.refuseLongText(column, source, start, end)
    this.begin(column)
    this.need((end - start) * 2 + 2)
    const { bytes } = this
    const from = this.length
    let to = from
    const special = needsQuotes(source, start, end)
    if (special) bytes[to++] = QUOTE
    for (let at = start; at < end; at++) {
      const byte = source[at]!
      if (byte === QUOTE) bytes[to++] = QUOTE
      bytes[to++] = byte
    }
    if (special) bytes[to++] = QUOTE
    this.length = to
    if (isWrittenNumber(source, start, end)) this.met.writtenNumbers++
    this.finish(column, true)
  }

  string(column: number, text: string): void {
    const bytes = this.encoder.encode(text)
    this.text(column, bytes, 0, bytes.length)
  }

  /** A number, a date, a flag: text that needs no quotes. */
  value(column: number, text: string): void {
    this.begin(column)
    this.need(text.length)
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at)
    this.finish(column, false)
  }

  /** The same from bytes. */
  valueBytes(column: number, source: Uint8Array, start: number, end: number): void {
    this.begin(column)
    this.need(end - start)
    for (let at = start; at < end; at++) this.bytes[this.length++] = source[at]!
    this.finish(column, false)
  }

  end(): void {
    this.endRow()
    if (this.row > 0) this.bytes[this.length++] = LF
    this.cut()
    this.bytes = new Uint8Array(0)
  }

  /** What is left of it when it is done, as it can be handed from worker to worker. */
  plain(): WrittenSheet {
    const { bands, rows, cells, firstRow, lastRow, firstColumn, lastColumn } = this.survey
    return { chunks: this.chunks, survey: { bands, rows, cells, firstRow, lastRow, firstColumn, lastColumn }, met: this.met }
  }

  private begin(column: number): void {
    if (column >= LIMITS.columns) throw beyond(this.sheet, `column ${column + 1}`)
    if (column <= this.column) this.unordered ??= this.takeRow()
    if (this.unordered) {
      this.cellStart = this.length
      return
    }
    this.need(column - this.column)
    for (let at = Math.max(0, this.column); at < column; at++) this.bytes[this.length++] = TAB
    this.cellStart = this.length
    this.column = column
  }

  private finish(column: number, isText: boolean): void {
    if (this.survey.cells >= LIMITS.cells)
      throw new ImportFailed(
        `${this.sheet} has more than ${count(LIMITS.cells)} filled cells.`,
        'Export the part of it that matters, or save it as CSV.',
      )
    this.survey.add(this.row, column, isText, this.bytes, this.cellStart, this.length)
    if (!this.unordered) return
    this.unordered.set(column, this.bytes.slice(this.cellStart, this.length))
    this.length = this.cellStart
  }

  /** The row's cells so far, taken out of the text. */
  private takeRow(): Map<number, Uint8Array<ArrayBuffer>> {
    const cells = new Map<number, Uint8Array<ArrayBuffer>>()
    let from = this.rowStart
    let column = 0
    let isQuoted = false
    for (let at = from; at <= this.length; at++) {
      const isEnd = at === this.length
      if (!isEnd && this.bytes[at] === QUOTE) isQuoted = !isQuoted
      if (!isEnd && (isQuoted || this.bytes[at] !== TAB)) continue
      if (at > from) cells.set(column, this.bytes.slice(from, at))
      column++
      from = at + 1
    }
    this.length = this.rowStart
    return cells
  }

  private endRow(): void {
    if (this.unordered) {
      const cells = [...this.unordered].sort(([a], [b]) => a - b)
      this.unordered = null
      this.column = -1
      for (const [column, bytes] of cells) {
        this.need(column - this.column + bytes.length)
        for (let at = Math.max(0, this.column); at < column; at++) this.bytes[this.length++] = TAB
        this.bytes.set(bytes, this.length)
        this.length += bytes.length
        this.column = column
      }
    }
    if (this.column < 0) return
    this.fewest = Math.min(this.fewest, this.column + 1)
    this.most = Math.max(this.most, this.column + 1)
    this.column = -1
  }

  /** At a row's beginning: what stands before it becomes a chunk. */
  private cut(): void {
    if (this.length === 0) return
    const { firstRow, fewest, most } = this
    this.chunks.push({ bytes: this.bytes.slice(0, this.length), firstRow, lastRow: this.row, fewest, most })
    this.length = 0
    this.firstRow = this.row + 1
    this.fewest = Infinity
    this.most = 0
  }

  private need(bytes: number): void {
    if (this.length + bytes + ROOM <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + bytes + ROOM))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  private refuseLongText(column: number, source: Uint8Array, start: number, end: number): void {
    let characters = 0
    for (let at = start; at < end; at++) if ((source[at]! & 0xc0) !== 0x80) characters++
    if (characters <= LIMITS.characters) return
    throw new ImportFailed(
      `${this.sheet}: the text in ${columnName(column)}${this.row} has ${count(characters)} characters; a cell may have ${count(LIMITS.characters)}.`,
      'Shorten that cell, or leave its column out, and choose the file again.',
    )
  }
}

function beyond(sheet: string, what: string): ImportFailed {
  return new ImportFailed(
    `${sheet} has a cell in ${what}, beyond what a sheet can have.`,
    'Open it in a spreadsheet program and save it again.',
  )
}

function needsQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte <= QUOTE && (byte === QUOTE || byte === TAB || byte === LF || byte === CR)) return true
  }
  return false
}

/** "12.50", typed into a cell made for text. */
function isWrittenNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 20) return false
  let digits = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) digits++
    else if (byte !== 46 && byte !== 44 && !(byte === 45 && at === start)) return false
  }
  return digits > 0
}
