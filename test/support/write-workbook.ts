import { strToU8, zipSync } from 'fflate'

/** A cell to be written: a date is a serial number with the style of dates; `xml` stands as it is. */
export type WrittenCell = string | number | boolean | null | { readonly serial: number; readonly format: string } | { readonly xml: string }

export interface WrittenSheet {
  readonly name: string
  readonly rows: readonly (readonly WrittenCell[])[]
  readonly state?: 'hidden' | 'veryHidden'
  readonly merges?: readonly string[]
  readonly tables?: readonly { readonly name: string; readonly ref: string }[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** An .xlsx workbook as a program would write it: shared strings, styles, one part a sheet. `replace` puts other text in place of a part. */
export function writeWorkbook(sheets: readonly WrittenSheet[], replace: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const strings = new Map<string, number>()
  const formats = new Map<string, number>()
  const parts: Record<string, string> = {}
  for (const [at, sheet] of sheets.entries()) {
    const rows = sheet.rows.map((cells, row) => rowXml(cells, row + 1, strings, formats)).join('')
    const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('')
    parts[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${merges && `<mergeCells>${merges}</mergeCells>`}</worksheet>`
    const tables = sheet.tables ?? []
    for (const [index, { name, ref }] of tables.entries())
      parts[`xl/tables/table${at + 1}_${index}.xml`] =
        `<table xmlns="${MAIN}" id="${index + 1}" name="${name}" displayName="${name}" ref="${ref}"/>`
    if (tables.length > 0)
      parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relationships(
        tables.map((_, index) => ['table', `../tables/table${at + 1}_${index}.xml`]),
      )
  }
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  )
  parts['[Content_Types].xml'] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
  parts['xl/workbook.xml'] = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`
  parts['xl/_rels/workbook.xml.rels'] = relationships([
    ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ])
  const codes = [...formats].map(([code, id]) => `<numFmt numFmtId="${id + 163}" formatCode="${escapeXml(code)}"/>`)
  const styles = ['<xf numFmtId="0"/>', ...[...formats.values()].map((id) => `<xf numFmtId="${id + 163}"/>`)]
  parts['xl/styles.xml'] =
    `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeText(text)}</t></si>`)
  parts['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN}">${items.join('')}</sst>`
  const all = Object.entries({ ...parts, ...replace }).map(([path, text]) => [path, strToU8(`<?xml version="1.0"?>${text}`)] as const)
  return zipSync(Object.fromEntries(all)) as Uint8Array<ArrayBuffer>
}

function rowXml(cells: readonly WrittenCell[], row: number, strings: Map<string, number>, formats: Map<string, number>): string {
  const written = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row}`, strings, formats)).join('')
  return written && `<row r="${row}">${written}</row>`
}

function cellXml(cell: WrittenCell, ref: string, strings: Map<string, number>, formats: Map<string, number>): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return `<c r="${ref}" t="s"><v>${indexOf(cell, strings, 0)}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  return 'xml' in cell ? cell.xml : `<c r="${ref}" s="${indexOf(cell.format, formats, 1)}"><v>${cell.serial}</v></c>`
}

function indexOf(text: string, known: Map<string, number>, first: number): number {
  const found = known.get(text) ?? known.size + first
  known.set(text, found)
  return found
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const all = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
  return `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`
}

export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** What XML cannot hold is written as `_x0001_`, and so is an underscore that would be taken for such. */
function escapeText(text: string): string {
  const safe = text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
  return [...escapeXml(safe)].map((mark) => (mustEscape(mark) ? `_x${mark.charCodeAt(0).toString(16).padStart(4, '0')}_` : mark)).join('')
}

function mustEscape(mark: string): boolean {
  const code = mark.charCodeAt(0)
  return (code < 32 && mark !== '\t' && mark !== '\n') || (mark.length === 1 && code >= 0xd800 && code < 0xe000) || code >= 0xfffe
}
