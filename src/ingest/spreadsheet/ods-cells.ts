import type { Area } from './cell-reference'
import { writeIsoDate, writeIsoDuration } from './serials'
import type { SheetText } from './sheet-text'
import { TextBytes } from './text-bytes'
import { CLOSE, OPEN, TEXT, type XmlScanner } from './xml-scanner'

/** Rows and cells that only stand for the rest of the sheet, repeated to its end, are not repeated where they have no value. */
interface Cell {
  readonly column: number
  readonly repeated: number
  readonly type: string
  readonly value: string
}

const SPACE = new TextEncoder().encode(' ')
const LINE = new TextEncoder().encode('\n')

/** Reads the cells of one OpenDocument sheet, whose rows and cells are written once and repeated by number. */
export class OdsCells {
  private row = 0
  private column = 0
  private repeatedRows = 1
  private cells: (Cell & { readonly text: Uint8Array<ArrayBuffer> })[] = []
  private cell: Cell | null = null
  private paragraphs = 0
  private inParagraph = 0
  private inAnnotation = 0
  private readonly content = new TextBytes()

  constructor(
    private readonly text: SheetText,
    private readonly merges: Area[],
  ) {}

  take(xml: XmlScanner, kind: number): void {
    if (kind === TEXT) {
      if (this.cell && this.inParagraph > 0 && this.inAnnotation === 0) this.content.add(xml)
    } else if (kind === OPEN) this.open(xml)
    else if (kind === CLOSE) this.close(xml)
  }

  private open(xml: XmlScanner): void {
    if (xml.is('table-cell') || xml.is('covered-table-cell')) this.openCell(xml)
    else if (xml.is('table-row')) {
      this.repeatedRows = Math.max(1, Number(xml.attributes().get('number-rows-repeated') ?? 1) || 1)
      this.cells = []
      this.column = 0
      if (xml.isEmpty) this.row += this.repeatedRows
    } else if (!this.cell) return
    else if (xml.is('annotation')) {
      if (!xml.isEmpty) this.inAnnotation++
    } else if (this.inAnnotation > 0) return
    else if (xml.is('p')) {
      if (this.paragraphs++ > 0) this.append(LINE, 1)
      if (!xml.isEmpty) this.inParagraph++
    } else if (xml.is('s')) this.append(SPACE, Math.min(1000, Number(xml.attributes().get('c') ?? 1) || 1))
    else if (xml.is('tab')) this.append(TAB, 1)
    else if (xml.is('line-break')) this.append(LINE, 1)
  }

  private close(xml: XmlScanner): void {
    if (xml.is('table-cell') || xml.is('covered-table-cell')) this.closeCell()
    else if (xml.is('table-row')) this.closeRow()
    else if (xml.is('annotation')) this.inAnnotation = Math.max(0, this.inAnnotation - 1)
    else if (xml.is('p') && this.inAnnotation === 0) this.inParagraph = Math.max(0, this.inParagraph - 1)
  }

  private openCell(xml: XmlScanner): void {
    const attributes = xml.attributes()
    const repeated = Math.max(1, Number(attributes.get('number-columns-repeated') ?? 1) || 1)
    const type = attributes.get('value-type') ?? ''
    const value = attributes.get(
      type === 'date'
        ? 'date-value'
        : type === 'time'
          ? 'time-value'
          : type === 'boolean'
            ? 'boolean-value'
            : type === 'string'
              ? 'string-value'
              : 'value',
    )
    this.cell = { column: this.column, repeated, type, value: value ?? '' }
    this.content.clear()
    this.paragraphs = this.inParagraph = this.inAnnotation = 0
    const columns = Number(attributes.get('number-columns-spanned') ?? 1) || 1
    const rows = Number(attributes.get('number-rows-spanned') ?? 1) || 1
    if (columns > 1 || rows > 1)
      this.merges.push({
        firstRow: this.row + 1,
        lastRow: this.row + rows,
        firstColumn: this.column,
        lastColumn: this.column + columns - 1,
      })
    this.column += repeated
    if (xml.isEmpty) this.closeCell()
  }

  private closeCell(): void {
    const { cell, content } = this
    this.cell = null
    if (!cell || (cell.type === '' && content.length === 0)) return
    this.cells.push({ ...cell, text: content.bytes.slice(0, content.length) })
  }

  private closeRow(): void {
    const { cells, repeatedRows } = this
    if (cells.length > 0)
      for (let times = 1; times <= repeatedRows; times++) {
        let isBegun = false
        for (const cell of cells)
          for (let column = cell.column; column < cell.column + cell.repeated; column++) {
            if (isEmpty(cell)) break
            if (!isBegun) this.text.beginRow(this.row + times)
            isBegun = true
            this.write(cell, column)
          }
      }
    this.row += repeatedRows
  }

  private write(cell: Cell & { readonly text: Uint8Array<ArrayBuffer> }, column: number): void {
    const { type, value, text } = cell
    if (isError(text, type)) this.text.met.errors++
    else if (type === 'string' || type === '') {
      if (text.length === 0) this.text.string(column, value)
      else this.text.text(column, text, 0, text.length)
    } else if (type === 'boolean') this.text.value(column, value === 'true' ? 'true' : 'false')
    else if (type === 'date') this.text.value(column, writeIsoDate(value).replace(/ 00:00:00$/, ''))
    else if (type === 'time') this.text.value(column, writeIsoDuration(value))
    else if (Number.isFinite(Number(value)) && value !== '') this.text.value(column, String(Number(value)))
    else this.text.text(column, text, 0, text.length)
  }

  private append(bytes: Uint8Array, times: number): void {
    for (let time = 0; time < times; time++) this.content.append(bytes)
  }
}

const TAB = new TextEncoder().encode('\t')

function isEmpty({ type, value, text }: Cell & { readonly text: Uint8Array }): boolean {
  return text.length === 0 && value === '' && (type === 'string' || type === '')
}

/** Errors are texts in OpenDocument: "#N/A" where a formula has no value, "Err:502" where it cannot be computed. */
function isError(text: Uint8Array, type: string): boolean {
  if (type === 'date' || type === 'boolean' || text.length < 4 || text.length > 8) return false
  return (
    (text[0] === 35 || text[0] === 69) && /^(#(N\/A|DIV\/0!|REF!|NAME\?|NUM!|VALUE!|NULL!)|Err:\d{3})$/.test(new TextDecoder().decode(text))
  )
}
