import type { Area } from './cell-reference'
import { readArea } from './cell-reference'
import type { Shown } from './number-format'
import { writeIsoDate, writeSerial } from './serials'
import type { SharedStrings } from './shared-strings'
import type { SheetText } from './sheet-text'
import { TextBytes } from './text-bytes'
import { CLOSE, OPEN, TEXT, type XmlScanner } from './xml-scanner'

const LOWER_C = 99
const LOWER_F = 102
const LOWER_R = 114
const LOWER_S = 115
const LOWER_T = 116
const LOWER_V = 118
/** Dates recur; each is written once. */
const MOST_WRITTEN = 20_000

type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd'
const TYPES: readonly CellType[] = ['n', 's', 'str', 'inlineStr', 'b', 'e', 'd']

/** Reads the cells of one sheet out of its XML. */
export class XlsxSheet {
  readonly merges: Area[] = []
  private row = 0
  private begun = 0
  private column = -1
  private inData = false
  private inCell = false
  private takes = false
  private keepsSpace = true
  private textFrom = 0
  private phonetic = 0
  private hasInline = false
  private type: CellType = 'n'
  private style = 0
  private readonly content = new TextBytes()
  private readonly written = new Map<number, string>()

  constructor(
    private readonly text: SheetText,
    private readonly strings: SharedStrings | null,
    private readonly styles: readonly Shown[],
    private readonly is1904: boolean,
  ) {}

  take(xml: XmlScanner, kind: number): void {
    if (kind === TEXT) {
      if (this.takes) this.content.add(xml)
    } else if (kind === OPEN) this.open(xml)
    else if (kind === CLOSE) this.close(xml)
  }

  private open(xml: XmlScanner): void {
    if (!this.inData) {
      if (xml.is('sheetData')) this.inData = !xml.isEmpty
      else if (xml.is('mergeCell')) {
        const area = readArea(xml.attributes().get('ref') ?? '')
        if (area) this.merges.push(area)
      }
      return
    }
    const first = xml.bytes[xml.start]
    const length = xml.end - xml.start
    if (length === 1 && first === LOWER_C) this.openCell(xml)
    else if (length === 1 && first === LOWER_V) {
      this.takes = this.inCell && !this.hasInline && !xml.isEmpty
      this.keepsSpace = true
    } else if (length === 3 && xml.is('row')) this.openRow(xml)
    else if (length === 1 && first === LOWER_T) {
      this.takes = this.inCell && this.phonetic === 0 && !xml.isEmpty
      this.textFrom = this.content.length
      this.keepsSpace = this.takes && xml.attributes().get('space') === 'preserve'
    } else if (length === 1 && first === LOWER_F) this.takes = false
    else if (this.inCell && length === 2 && xml.is('is')) {
      // Some programs write the value once more beside it.
      this.hasInline = true
      this.content.clear()
    } else if (xml.is('rPh') && !xml.isEmpty) this.phonetic++
  }

  private close(xml: XmlScanner): void {
    if (!this.inData) return
    const first = xml.bytes[xml.start]
    const length = xml.end - xml.start
    if (length === 1) {
      if (first === LOWER_T && this.takes && !this.keepsSpace) this.content.trim(this.textFrom)
      this.takes = false
      if (first === LOWER_C && this.inCell) this.closeCell()
    } else if (xml.is('rPh')) this.phonetic = Math.max(0, this.phonetic - 1)
    else if (xml.is('sheetData')) this.inData = false
  }

  private openRow(xml: XmlScanner): void {
    let row = 0
    while (xml.nextAttribute()) if (xml.nameEnd - xml.nameStart === 1 && xml.bytes[xml.nameStart] === LOWER_R) row = integer(xml)
    this.row = row > 0 ? row : this.row + 1
    this.column = -1
  }

  private openCell(xml: XmlScanner): void {
    this.content.clear()
    this.type = 'n'
    this.style = 0
    this.phonetic = 0
    this.hasInline = false
    let column = -1
    while (xml.nextAttribute()) {
      if (xml.nameEnd - xml.nameStart !== 1) continue
      const name = xml.bytes[xml.nameStart]
      if (name === LOWER_R) column = columnOf(xml)
      else if (name === LOWER_S) this.style = Math.max(0, integer(xml))
      else if (name === LOWER_T) this.type = typeOf(xml)
    }
    this.column = column >= 0 ? column : this.column + 1
    this.inCell = !xml.isEmpty
  }

  private closeCell(): void {
    this.inCell = false
    const { content, column } = this
    if (content.length === 0) return
    if (this.row !== this.begun) {
      this.text.beginRow(this.row)
      this.begun = this.row
    }
    switch (this.type) {
      case 'n':
        return this.number()
      case 's':
        return this.shared()
      case 'b':
        return this.text.value(column, content.text().trim() === '0' ? 'false' : 'true')
      case 'd':
        return this.isoDate()
      case 'e':
        this.text.met.errors++
        return
      default:
        content.resolveEscapes()
        this.text.text(column, content.bytes, 0, content.length)
    }
  }

  private shared(): void {
    const index = Number(this.content.text())
    const { strings } = this
    if (strings === null || !(index >= 0 && index < strings.count)) {
      this.text.met.dangling++
      return
    }
    this.text.text(this.column, strings.bytes, strings.start(index), strings.end(index))
  }

  private number(): void {
    const { content, column, text } = this
    const shown = this.styles[this.style] ?? 'number'
    if (shown === 'number' && isShortest(content.bytes, content.length)) return text.valueBytes(column, content.bytes, 0, content.length)
    const raw = content.text().trim()
    const value = Number(raw)
    if (raw === '' || !Number.isFinite(value)) return text.string(column, raw)
    text.value(column, shown === 'number' ? String(value) : this.date(value, shown))
  }

  private isoDate(): void {
    const shown = this.styles[this.style] ?? 'number'
    const written = writeIsoDate(this.content.text().trim())
    this.text.value(this.column, shown === 'date' ? written.replace(/ 00:00:00$/, '') : written)
  }

  private date(serial: number, shown: Exclude<Shown, 'number'>): string {
    if (shown !== 'date') return writeSerial(serial, shown, this.is1904)
    let written = this.written.get(serial)
    if (written === undefined) {
      written = writeSerial(serial, shown, this.is1904)
      if (this.written.size < MOST_WRITTEN) this.written.set(serial, written)
    }
    return written
  }
}

/** The letters of a cell's reference, as an index; -1 where there are none. */
function columnOf({ bytes, valueStart, valueEnd }: XmlScanner): number {
  let column = 0
  for (let at = valueStart; at < valueEnd; at++) {
    const letter = bytes[at]! & ~32
    if (letter < 65 || letter > 90) break
    column = Math.min(column * 26 + letter - 64, 1e6)
  }
  return column - 1
}

function integer({ bytes, valueStart, valueEnd }: XmlScanner): number {
  let value = 0
  for (let at = valueStart; at < valueEnd; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return -1
    value = Math.min(value * 10 + digit, 1e9)
  }
  return valueEnd > valueStart ? value : -1
}

function typeOf({ bytes, valueStart, valueEnd }: XmlScanner): CellType {
  const length = valueEnd - valueStart
  return (
    TYPES.find((type) => type.length === length && [...type].every((letter, at) => bytes[valueStart + at] === letter.charCodeAt(0))) ?? 'n'
  )
}

/** Digits as a program would write them again: no exponent, nothing that could be left out, nothing beyond a double's precision. */
function isShortest(bytes: Uint8Array, length: number): boolean {
  if (length > 16) return false
  let at = bytes[0] === 45 ? 1 : 0
  const first = at
  let point = -1
  for (; at < length; at++) {
    const byte = bytes[at]!
    if (byte === 46 && point < 0 && at > first) point = at
    else if (byte < 48 || byte > 57) return false
  }
  if (length === first || length - first > 15) return false
  if (bytes[first] === 48 && point !== first + 1 && length > first + 1) return false
  if (first === 1 && length === 2 && bytes[1] === 48) return false
  return point < 0 || (point < length - 1 && bytes[length - 1] !== 48)
}
