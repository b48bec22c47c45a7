import { strToU8, Zip, ZipDeflate } from 'fflate'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '../../src/stats/random'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

const HEADERS = ['order_id', 'customer_id', 'order_date', 'shipped_on', 'quantity', 'unit_price', 'channel', 'country', 'product', 'note']
const CHANNELS = ['web', 'store', 'app', 'phone']
const COUNTRIES = ['Austria', 'Germany', 'France', 'Spain', 'Romania', 'Italy', 'Poland', 'Ireland']
/** 1 January 2023 as a serial number. */
const FIRST_DAY = 44_927

/** A workbook of one sheet, `rows` orders of ten columns, texts shared and two columns of dates, streamed to disk; made once. */
export function makeWorkbook(rows: number): { path: string; bytes: number } {
  const folder = join('test', 'bench', 'data')
  const path = join(folder, `orders-${rows}.xlsx`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    writeParts(`${path}.part`, rows)
    renameSync(`${path}.part`, path)
  }
  return { path, bytes: statSync(path).size }
}

function writeParts(path: string, rows: number): void {
  const file = openSync(path, 'w')
  const zip = new Zip((error, data) => {
    if (error) throw error
    writeSync(file, data)
  })
  const part = (name: string, pieces: Iterable<string>) => {
    const entry = new ZipDeflate(name, { level: 3 })
    zip.add(entry)
    for (const piece of pieces) entry.push(strToU8(piece), false)
    entry.push(new Uint8Array(0), true)
  }
  const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const strings = new Map<string, number>()
  part('[Content_Types].xml', ['<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'])
  part('_rels/.rels', [`<Relationships xmlns="${PACKAGE}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`])
  part('xl/workbook.xml', [
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ])
  part('xl/_rels/workbook.xml.rels', [
    `<Relationships xmlns="${PACKAGE}">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'styles', 'styles.xml')}${relation(3, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  ])
  part('xl/styles.xml', [`<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`])
  part('xl/worksheets/sheet1.xml', sheetXml(rows, strings))
  part('xl/sharedStrings.xml', [`<sst xmlns="${MAIN}">`, ...[...strings.keys()].map((text) => `<si><t>${text}</t></si>`), '</sst>'])
  zip.end()
  closeSync(file)
}

function* sheetXml(rows: number, strings: Map<string, number>): Generator<string> {
  const next = random(1)
  const shared = (text: string) => {
    let at = strings.get(text)
    if (at === undefined) strings.set(text, (at = strings.size))
    return at
  }
  const text = (column: string, row: number, value: string) => `<c r="${column}${row}" t="s"><v>${shared(value)}</v></c>`
  const number = (column: string, row: number, value: number, style = '') => `<c r="${column}${row}"${style}><v>${value}</v></c>`
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)]!
  yield `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${HEADERS.map((name, at) => text(String.fromCharCode(65 + at), 1, name)).join('')}</row>`
  let piece = ''
  for (let order = 0; order < rows; order++) {
    const row = order + 2
    const day = FIRST_DAY + Math.floor((order / rows) * 1095)
    piece +=
      `<row r="${row}">` +
      number('A', row, 10_000_000 + order) +
      text('B', row, `C${String(Math.floor(next() ** 1.6 * (rows / 10))).padStart(7, '0')}`) +
      number('C', row, day, ' s="1"') +
      number('D', row, day + 1 + Math.floor(next() * 5), ' s="1"') +
      number('E', row, 1 + Math.floor(next() * 5)) +
      number('F', row, Math.round(300 + next() * 20_000) / 100) +
      text('G', row, pick(CHANNELS)) +
      text('H', row, pick(COUNTRIES)) +
      text('I', row, `product ${Math.floor(next() * 500)}`) +
      text('J', row, next() < 0.1 ? 'gift wrapped' : 'as usual') +
      '</row>'
    if (piece.length > 1 << 20) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}</sheetData></worksheet>`
}
