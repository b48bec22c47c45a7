import { ImportFailed } from '../failures'
import { afterLine, firstLineAlone, lineEnd, unescape } from './stray-quotes'
import { CARRIAGE_RETURN, DELIMITER, ESCAPE, LINE_FEED, PLAIN, type Syntax } from './syntax'

const LF = 10
const CR = 13
const SPACE = 32

/** Bytes of a record. */
const LONGEST_RECORD = 16 * 1024 * 1024
/** Bytes that a quoted field is let run over lines in a file whose quotes have proved stray again and again. */
const LEAST_TRUST = 4096
const ROOM = 64 * 1024

/** Decides about records that do not have the table's number of fields, or are not data. */
export interface RowFilter {
  /** Fields a record must have; 0: any number. */
  readonly width: number
  /** Bytes of a first field that make a record worth a second look: the header again. */
  readonly suspect: Uint8Array | null
  /**
   * The record's fields are `first` to `first + count`. True: keep it, exactly `width` fields from `first` on are set.
   * False: leave it out.
   */
  judge(tokens: Tokeniser, first: number, count: number, line: number): boolean
}

/** Takes any number of fields: for looking at a file whose shape is not known yet. */
export const ANY_WIDTH: RowFilter = { width: 0, suspect: null, judge: () => true }

/**
 * Splits UTF-8 bytes into fields without making strings. Records found by `scan` are in `starts`, `ends` (positions in `bytes`,
 * quotes and escapes already removed), `recordEnds` (index of the field after the record) and `lines`; they hold until the next `feed`.
 */
export class Tokeniser {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(ROOM)
  starts = new Int32Array(1 << 12)
  ends = new Int32Array(1 << 12)
  recordEnds = new Int32Array(1 << 10)
  lines = new Int32Array(1 << 10)
  fields = 0
  records = 0
  private position = 0
  private limit = 0
  private line: number
  /**
   * Bytes for which a quote is believed over lines. Each one that proved stray halves it: a file in which every line opens a quote
   * would be scanned to its end from every line.
   */
  private trust = LONGEST_RECORD
  private readonly escaped: number[] = []

  constructor(
    readonly syntax: Syntax,
    private readonly rowFilter: RowFilter,
    /** Scanning pauses after so many records. */
    private readonly most: number,
    firstLine = 1,
  ) {
    this.line = firstLine
  }

  /** A quote has proved stray over lines: what follows is read with less trust in quotes. */
  get sawStrayQuote(): boolean {
    return this.trust < LONGEST_RECORD
  }

  /** The line that stands behind what was scanned. */
  get currentLine(): number {
    return this.line
  }

  /** Adds bytes behind what is left of the last ones. Forgets the records found so far. */
  feed(chunk: Uint8Array): void {
    const left = this.limit - this.position
    if (left + chunk.length + ROOM > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, left + chunk.length + ROOM))
      larger.set(this.bytes.subarray(this.position, this.limit))
      this.bytes = larger
    } else this.bytes.copyWithin(0, this.position, this.limit)
    this.bytes.set(chunk, left)
    this.position = 0
    this.limit = left + chunk.length
    this.forget()
  }

  /** Forgets the records found so far, keeps the bytes that are not scanned yet. */
  forget(): void {
    this.fields = 0
    this.records = 0
  }

  /** Finds records; true when it paused because there are enough. `final`: the bytes fed end the file. */
  scan(final: boolean): boolean {
    const { bytes, limit, rowFilter } = this
    const { delimiter, quote, escape, spaceRuns, skipSpaces, countsQuotedLines, outside, inside } = this.syntax
    const delimiterLength = delimiter.length
    const lead = delimiterLength > 1 ? delimiter[1]! : -1
    const { width, suspect } = rowFilter
    // Every loop ends on a line feed, so none has to ask whether the bytes have ended.
    bytes[limit] = LF
    let { starts, ends } = this
    let i = this.position
    let line = this.line
    let field = this.fields
    while (i < limit) {
      if (this.records >= this.most) {
        this.leave(i, line, field)
        return true
      }
      const start = i
      const first = field
      const firstLine = line
      if (spaceRuns) while (bytes[i] === SPACE) i++
      if (bytes[i] === LF) {
        if (i >= limit) {
          if (!final) i = start
          break
        }
        i++
        line++
        continue
      }
      if (bytes[i] === CR) {
        if (i + 1 >= limit && !final) break
        i += bytes[i + 1] === LF && i + 1 < limit ? 2 : 1
        line++
        continue
      }
      let open = false
      let isStray = false
      let strays = false
      for (;;) {
        if (field >= starts.length) {
          this.grow()
          starts = this.starts
          ends = this.ends
        }
        if (skipSpaces) while (bytes[i] === SPACE) i++
        let from = i
        let to = -1
        let escapes = false
        if (quote >= 0) {
          let at = i
          let byte = bytes[at]
          while (byte === SPACE) byte = bytes[++at]
          if (byte === quote && at < limit) {
            i = from = at + 1
            for (;;) {
              const kind = inside[bytes[i]!]!
              if (kind === PLAIN) i++
              else if (i >= limit) break
              else if (kind === LINE_FEED) {
                if (i - start > this.trust) {
                  isStray = true
                  break
                }
                if (countsQuotedLines) line++
                i++
              } else if (kind === CARRIAGE_RETURN) {
                i++
                if (countsQuotedLines && (bytes[i] !== LF || i >= limit)) line++
              } else if (kind === ESCAPE) {
                const next = bytes[i + 1]
                if (next === quote || next === escape) {
                  escapes = true
                  i += 2
                } else i++
              } else {
                const next = bytes[i + 1]!
                if (next === quote && escape < 0 && i + 1 < limit) {
                  escapes = true
                  i += 2
                  continue
                }
                let behind = i + 1
                while (bytes[behind] === SPACE && outside[SPACE] !== DELIMITER) behind++
                if (behind >= limit) {
                  if (!final) break
                  to = i
                  i = limit
                  break
                }
                const after = outside[bytes[behind]!]!
                if (after === LINE_FEED || after === CARRIAGE_RETURN || (after === DELIMITER && (lead < 0 || this.isDelimiter(behind)))) {
                  to = i
                  i = behind
                  break
                }
                // A quote that nothing ends is part of the text.
                strays = true
                i++
              }
            }
            if (to < 0) {
              open = true
              break
            }
          }
        }
        if (to < 0) {
          for (;;) {
            const kind = outside[bytes[i]!]!
            if (kind === PLAIN) i++
            else if (kind === DELIMITER) {
              if (lead < 0 || this.isDelimiter(i)) break
              i++
            } else if (kind === ESCAPE) {
              const next = bytes[i + 1]!
              if (next === escape || next === quote || outside[next] === DELIMITER) {
                escapes = true
                i += 2
              } else i++
            } else break
          }
          to = i
        }
        if (escapes) this.escaped.push(field)
        starts[field] = from
        ends[field] = to
        field++
        if (i >= limit || outside[bytes[i]!] !== DELIMITER) break
        i += delimiterLength
        if (spaceRuns) {
          while (bytes[i] === SPACE) i++
          const kind = outside[bytes[i]!]!
          if (kind === LINE_FEED || kind === CARRIAGE_RETURN) break
        }
      }
      if (!final && !isStray && (open || i >= limit || (bytes[i] === CR && i + 1 >= limit))) {
        if (limit - start > LONGEST_RECORD) throw tooLong(firstLine)
        // Not whole yet: it is scanned again with the next bytes.
        this.escaped.length = 0
        i = start
        line = firstLine
        field = first
        break
      }
      const content = i - start
      if (!open && i < limit) i += bytes[i] === CR && bytes[i + 1] === LF && i + 1 < limit ? 2 : 1
      const count = field - first
      const isDoubtful =
        open ||
        (width > 0 && count !== width) ||
        (width > 1 && line > firstLine) ||
        (width > 1 && content === (width - 1) * delimiterLength) ||
        (suspect !== null && this.isSuspect(first, suspect))
      if (!isDoubtful) {
        if (this.escaped.length > 0) this.unescape()
        line++
        field = this.accept(first, count, firstLine)
        continue
      }
      this.escaped.length = 0
      const rest = this.reconsider(start, first, open ? -1 : count, firstLine, i, line + 1, final, strays)
      i = rest.position
      line = rest.line
      field = rest.field
      starts = this.starts
      ends = this.ends
    }
    this.leave(i, line, field)
    return false
  }

  /** Reads a record again whose quotes may be stray, and lets the filter judge the result. */
  private reconsider(
    start: number,
    first: number,
    count: number,
    firstLine: number,
    position: number,
    line: number,
    final: boolean,
    strays: boolean,
  ) {
    const { width } = this.rowFilter
    const swallowedLines = line > firstLine + 1
    let fields = count
    if (fields < 0 || swallowedLines || (fields !== width && strays)) {
      const end = lineEnd(this.bytes, start, this.limit)
      if (end >= this.limit && !final) throw tooLong(firstLine)
      const lines = { start, end, behind: position, limit: this.limit }
      const alone = firstLineAlone(this.bytes, lines, this.syntax, width, fields, swallowedLines)
      if (alone) {
        fields = alone.length / 2
        while (first + fields > this.starts.length) this.grow()
        for (let field = 0; field < fields; field++) {
          this.starts[first + field] = alone[field * 2]!
          this.ends[first + field] = alone[field * 2 + 1]!
        }
        position = afterLine(this.bytes, end, this.limit)
        line = firstLine + 1
        if (count < 0 || swallowedLines) this.trust = Math.max(LEAST_TRUST, this.trust / 2)
      }
    }
    this.unescapeFields(first, fields)
    const kept = this.rowFilter.judge(this, first, fields, firstLine)
    const field = kept ? this.accept(first, width > 0 ? width : fields, firstLine) : first
    return { position, line, field }
  }

  private accept(first: number, count: number, line: number): number {
    if (this.records >= this.recordEnds.length) {
      this.recordEnds = doubled(this.recordEnds)
      this.lines = doubled(this.lines)
    }
    this.lines[this.records] = line
    this.recordEnds[this.records++] = first + count
    return first + count
  }

  /** Makes a field that the record lacks. */
  setEmpty(field: number): void {
    while (field >= this.starts.length) this.grow()
    this.starts[field] = this.ends[field] = 0
  }

  /** Removes records of a table of `width` columns, given in ascending order. */
  remove(records: readonly number[], width: number): void {
    let to = records[0] ?? this.records
    let next = 0
    for (let record = to; record < this.records; record++) {
      if (record === records[next]) {
        next++
        continue
      }
      this.lines[to] = this.lines[record]!
      this.starts.copyWithin(to * width, record * width, (record + 1) * width)
      this.ends.copyWithin(to * width, record * width, (record + 1) * width)
      this.recordEnds[to] = (to + 1) * width
      to++
    }
    this.records = to
    this.fields = to * width
  }

  private isDelimiter(at: number): boolean {
    const { delimiter } = this.syntax
    for (let offset = 1; offset < delimiter.length; offset++) if (this.bytes[at + offset] !== delimiter[offset]) return false
    return true
  }

  private isSuspect(first: number, suspect: Uint8Array): boolean {
    const start = this.starts[first]!
    if (this.ends[first]! - start !== suspect.length) return false
    for (let offset = 0; offset < suspect.length; offset++) if (this.bytes[start + offset] !== suspect[offset]) return false
    return true
  }

  private unescape(): void {
    for (const field of this.escaped) this.ends[field] = unescape(this.bytes, this.starts[field]!, this.ends[field]!, this.syntax)
    this.escaped.length = 0
  }

  private unescapeFields(first: number, count: number): void {
    for (let field = first; field < first + count; field++)
      this.ends[field] = unescape(this.bytes, this.starts[field]!, this.ends[field]!, this.syntax)
  }

  private grow(): void {
    this.starts = doubled(this.starts)
    this.ends = doubled(this.ends)
  }

  private leave(position: number, line: number, field: number): void {
    this.position = position
    this.line = line
    this.fields = field
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}

function tooLong(line: number): ImportFailed {
  return new ImportFailed(
    `Line ${line} is longer than 16 MB, which no table needs.`,
    'Check that the file is a table with one record a line, and export it again.',
  )
}
