import { read, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { ImportFailed } from '../failures'
import { LIMITS } from './limits'
import { readFormat, type Shown } from './number-format'
import { writeSerial } from './serials'
import { SheetText } from './sheet-text'
import type { LibrarySheet } from './library'

/** Reads an .xls or .xlsb workbook with SheetJS. Throws ImportFailed. */
export function readWithLibrary(bytes: ArrayBuffer, file: string): readonly LibrarySheet[] {
  const workbook = parse(bytes, file)
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true
  return workbook.SheetNames.map((name, index) => {
    const sheet = workbook.Sheets[name]
    const text = new SheetText(`${file}, sheet “${name}”`)
    const trouble = sheet === undefined ? 'could not be read' : sheet['!type'] === 'chart' ? 'a chart, no cells' : null
    if (sheet && trouble === null) new SheetCells(text, is1904).add(sheet)
    text.end()
    const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
      firstRow: s.r + 1,
      lastRow: e.r + 1,
      firstColumn: s.c,
      lastColumn: e.c,
    }))
    const isHidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
    return { name, isHidden, trouble, text: text.plain(), merges, tables: [] }
  })
}

function parse(bytes: ArrayBuffer, file: string): WorkBook {
  try {
    const options = {
      type: 'array',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
      cellDates: false,
    } as const
    const workbook = read(bytes, options)
    if (workbook.SheetNames.length > LIMITS.sheets)
      throw new ImportFailed(`${file} has more than ${LIMITS.sheets} sheets.`, 'Save the ones that matter in a workbook of their own.')
    return workbook
  } catch (error) {
    if (error instanceof ImportFailed) throw error
    if (/password|encrypt/i.test((error as Error).message))
      throw new ImportFailed(`${file} is protected by a password.`, 'Open it, save it without a password, and choose that file.')
    throw new ImportFailed(
      `${file} could not be read: it is damaged, or of a kind that is not known.`,
      'Open it in a spreadsheet program, save it as .xlsx, and choose that file.',
    )
  }
}

class SheetCells {
  private readonly shown = new Map<string, Shown>()

  constructor(
    private readonly text: SheetText,
    private readonly is1904: boolean,
  ) {}

  add(sheet: WorkSheet): void {
    const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? []
    // Sparse: what is not there must not be gone through.
    for (const key of Object.keys(rows)) {
      const row = Number(key)
      const cells = rows[row]
      if (!cells) continue
      let isBegun = false
      for (const at of Object.keys(cells)) {
        const column = Number(at)
        const cell = cells[column]
        if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === '') continue
        if (cell.t === 'e') this.text.met.errors++
        else {
          if (!isBegun) this.text.beginRow(row + 1)
          isBegun = true
          this.cell(column, cell)
        }
      }
    }
  }

  private cell(column: number, { t, v, z }: CellObject): void {
    const shown = typeof v === 'number' ? this.shownAs(String(z ?? 'General')) : 'number'
    if (t === 'b') this.text.value(column, v ? 'true' : 'false')
    else if (typeof v === 'number') this.text.value(column, shown === 'number' ? String(v) : writeSerial(v, shown, this.is1904))
    else if (v instanceof Date) this.text.value(column, v.toISOString().slice(0, 19).replace('T', ' '))
    else this.text.string(column, String(v))
  }

  private shownAs(format: string): Shown {
    let shown = this.shown.get(format)
    if (shown === undefined) this.shown.set(format, (shown = readFormat(format)))
    return shown
  }
}
