import { cellsOf } from './head'
import { isMissing } from '../type/missing'
import { trimEnd, trimStart, type ValueParser } from '../type/value-parser'
import type { SetAside } from '../table'
import type { RowFilter, Tokeniser } from '../tokenise/tokeniser'

/** Words that begin a line of sums. */
const SUM_WORDS = /^(grand |sub)?total|^sum\b|^gesamt|^summe|^somme|^suma|^totale|^всего|^итого/i
const SUM_INITIALS = [103, 115, 116]
const ENCODER = new TextEncoder()

/** Records that did not become rows as they stood. */
export interface LeftOut {
  /** By line. */
  readonly setAside: readonly Omit<SetAside, 'file'>[]
  /** All of them: those that are not listed too. */
  readonly setAsideCount: number
  /** Rows that had fewer fields than the table. */
  readonly padded: number
}

/** Lets data through, pads short rows, sets the rest aside with a reason. */
export class TableRowFilter implements RowFilter {
  readonly suspect: Uint8Array | null
  /** All rows set aside, counted; the first `most` are listed. */
  private setAsideCount = 0
  private padded = 0
  private listed: LeftOut['setAside'][number][] = []
  private unsettled: LeftOut['setAside'][number][] = []
  private otherTable: number | null = null
  /** It met the names of another table: what it lets through depends on where they stood. */
  sawOtherTable = false

  constructor(
    readonly width: number,
    /** The header's cells as they stand in the file; null when there is none. */
    private readonly header: readonly string[] | null,
    private readonly parsers: readonly (ValueParser | null)[],
    /** Rows are as long as they like. */
    private readonly isRagged: boolean,
    private readonly most: number,
  ) {
    // In a list a value may well be the same as its title.
    this.suspect = header && width > 1 && header[0] ? ENCODER.encode(header[0]) : null
  }

  judge(tokens: Tokeniser, first: number, count: number, line: number): boolean {
    const cells = cellsOf(tokens, first, first + count)
    const filled = cells.filter((cell) => cell.trim() !== '').length
    if (filled === 0) return this.leaveOut(line, 'no value in it')
    if (this.isHeader(cells)) {
      this.otherTable = null
      return this.leaveOut(line, 'the column names again')
    }
    if (count !== this.width && this.isOtherHeader(cells)) {
      this.otherTable = line
      this.sawOtherTable = true
      return this.leaveOut(line, 'the column names of another table')
    }
    if (this.otherTable !== null) return this.leaveOut(line, `part of another table, which begins on line ${this.otherTable}`)
    if (count === this.width) return true
    if (count > this.width)
      return (
        cells.slice(this.width).every((cell) => cell.trim() === '') ||
        this.leaveOut(line, `${count} fields, but the table has ${this.width} columns`)
      )
    if (filled === 1 && this.width > 2 && !this.isRagged)
      return this.leaveOut(line, `a single field, but the table has ${this.width} columns`)
    if (!this.fits(tokens, first, count))
      return this.leaveOut(line, `${count} fields for ${this.width} columns, and they do not fit the first ${count}`)
    for (let field = first + count; field < first + this.width; field++) tokens.setEmpty(field)
    this.padded++
    return true
  }

  /** Why a record of the right width, one of whose values does not fit its column, is no row; null when it is one. */
  whyNoRow(tokens: Tokeniser, first: number): string | null {
    if (!this.mayBeNoRow(tokens, first)) return null
    const cells = cellsOf(tokens, first, first + this.width).map((cell) => cell.trim())
    const filled = cells.filter((cell) => cell !== '')
    if (this.width > 2 && filled.length === 1) return 'a single value, which does not fit its column: a title or a remark'
    if (filled.length > 0 && filled.length < this.width && SUM_WORDS.test(filled[0]!)) return 'a line of sums'
    return null
  }

  /** Without making strings: at most one value, or one that begins like a word for a sum. */
  private mayBeNoRow(tokens: Tokeniser, first: number): boolean {
    let filled = 0
    let initial = 0
    for (let field = first; field < first + this.width && filled < 2; field++) {
      const start = tokens.starts[field]!
      if (start === tokens.ends[field]) continue
      filled++
      if (initial === 0) initial = tokens.bytes[start]!
    }
    return filled < 2 || initial >= 0x80 || SUM_INITIALS.includes(initial | 32)
  }

  leaveOut(line: number, reason: string): false {
    this.setAsideCount++
    this.unsettled.push({ line, reason })
    return false
  }

  /** Lists what was left out of a stretch of records by its line. */
  settle(): void {
    if (this.unsettled.length === 0) return
    const sorted = this.unsettled.toSorted((a, b) => a.line - b.line)
    this.listed.push(...sorted.slice(0, Math.max(0, this.most - this.listed.length)))
    this.unsettled = []
  }

  get leftOut(): LeftOut {
    this.settle()
    return { setAside: this.listed, setAsideCount: this.setAsideCount, padded: this.padded }
  }

  /** Begins to count anew. */
  clear(): void {
    this.setAsideCount = this.padded = 0
    this.listed = []
  }

  /** Does every value of a record fit its column? */
  fits(tokens: Tokeniser, first: number, count: number): boolean {
    for (let column = 0; column < count; column++) {
      const parser = this.parsers[column]
      if (!parser) continue
      const start = trimStart(tokens.bytes, tokens.starts[first + column]!, tokens.ends[first + column]!)
      const end = trimEnd(tokens.bytes, start, tokens.ends[first + column]!)
      if (start === end || isMissing(tokens.bytes, start, end)) continue
      if (Number.isNaN(parser.read(tokens.bytes, start, end))) return false
    }
    return true
  }

  private isHeader(cells: readonly string[]): boolean {
    return (
      this.header !== null &&
      cells.length === this.header.length &&
      cells.every((cell, column) => cell.trim() === this.header![column]!.trim())
    )
  }

  /** Another set of names that shares most of ours. */
  private isOtherHeader(cells: readonly string[]): boolean {
    if (this.header === null) return false
    const ours = new Set(this.header.map((name) => name.trim()).filter((name) => name !== ''))
    const shared = cells.filter((cell) => ours.has(cell.trim())).length
    return shared >= 2 && shared * 2 > cells.length
  }
}
