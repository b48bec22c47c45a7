import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read as readWithSheetJs, SSF, type CellObject } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { readDirectory } from '../archive/zip-directory'
import { ImportFailed } from '../failures'
import { readWithLibrary } from './library-reader'
import { openOds } from './ods'
import { openSpreadsheet, provideSpreadsheetLibrary } from './open'
import { Package } from './package'
import type { ReadSheet, Workbook } from './workbook'
import { openXlsx } from './xlsx'

provideSpreadsheetLibrary({ read: async (bytes, file) => readWithLibrary(bytes, file) })

const FOLDER = join(process.env.CLIENTELE_DATA ?? '../shared/data', 'messy/workbooks')
const hasCorpus = existsSync(FOLDER)
const signal = new AbortController().signal
const onProgress = () => undefined
const SLOWEST = 10_000

/** What every workbook of calamine's tests offers, or why it is refused. The values behind the sizes are held to other sources below. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'OOM_alloc.xls':
    'Weekly Report 21×23; Data 77×15 (hidden sheet); EIM New Deals 33×17 (hidden sheet); WE 2-22 EOL Data 58×4 (hidden sheet); WE 2-15 EOL Data 58×4 (hidden sheet); WE 2-8 EOL Data 58×4 (hidden sheet); WE 2-1 EOL Data 58×4 (hidden sheet); template from individuals 80×10 (hidden sheet); template from eol 77×10 (hidden sheet); Data People 55×7 (hidden sheet)',
  'OOM_alloc2.xls': 'Colsale (Aug 192×74',
  'OOM_alloc3.xls':
    'YTD Standings 29×22; Payout (could not be read); LPS (could not be read); Week #13 (could not be read); Week #12 (could not be read); Week #11 (could not be read)',
  'any_sheets.ods': 'Visible 5×2; Hidden 0×0 (hidden sheet, empty); VeryHidden 0×0 (hidden sheet, empty); Chart 0×0 (empty)',
  'any_sheets.xls': 'Visible 5×2; Hidden 0×0 (hidden sheet, empty); VeryHidden 0×0 (hidden sheet, empty); Chart (a chart, no cells)',
  'any_sheets.xlsb': 'Visible 5×2; Hidden 0×0 (hidden sheet, empty); VeryHidden 0×0 (hidden sheet, empty); Chart (a chart, no cells)',
  'any_sheets.xlsx': 'Visible 5×2; Hidden 0×0 (hidden sheet, empty); VeryHidden 0×0 (hidden sheet, empty); Chart (a chart, no cells)',
  'biff5-rich-text-string.xls': 'Sheet1 16×8',
  'biff5_write.xls': 'SheetJS 4×4',
  'capitalized_wbook_stream.xls': 'capitalized_wbook_stream.xls has no values on its 1 sheet.',
  'column_row_ranges.xlsx': 'Column ranges 5×3; Row ranges 3×5',
  'covered.ods': 'sheet1 3×1',
  'date.ods': 'Sheet1 4×2',
  'date.xls': 'Sheet1 3×2',
  'date.xlsb': 'Sheet1 3×2',
  'date.xlsx': 'Sheet1 3×2',
  'date_1904.xls': 'Sheet1 3×2',
  'date_1904.xlsb': 'Sheet1 3×2',
  'date_1904.xlsx': 'Sheet1 3×2',
  'date_iso.xlsx': 'Sheet 6×1',
  'date_quoted_format.xlsx': 'Sheet1 4×1',
  'empty-string.xls': 'Sheet1 1×1 (a single row)',
  'empty_s_attribute.xlsx': 'Sheet1 5×2',
  'empty_shared_string.xlsx': 'Sheet1 1×1 (a single row)',
  'empty_shared_string_value.xlsx': 'Sheet1 3×3',
  'empty_sheet.xlsx': 'empty_sheet.xlsx has no values on its 1 sheet.',
  'encoded_entities.xlsx': 'Sheet1 1×1 (a single row)',
  'errors.xlsx': 'errors.xlsx has no values but errors on its 3 sheets.',
  'formula-date-format.xls': 'Sheet1 2×1',
  'formula.issue.xlsx': 'Sheet1 14×10',
  'gh548_incorrect_sst_unique_count.xls':
    'System Level Data 59×26; System Mapping 263×10 (hidden sheet); Provider Level Data 222×28; Non-Booked Data 222×28; Booked Appointments Data 222×35; Acute Trust Footprint Data 144×20; Acute Trust Mapping 257×17 (hidden sheet)',
  'has_x000D_.xlsx': 'Sheet1 1×1 (a single row)',
  'has_x000D_inline.xlsx': 'Sheet1 1×1 (a single row)',
  'header-row.xlsx': 'Sheet1 8×4',
  'hyperlinks.xlsx': 'Links 8×2; Sheet2 1×1 (a single row)',
  'inlineStr_cdata.xlsx': 'Sheet1 2×2',
  'inlineStr_with_value.xlsx': 'Requirements 2×8',
  'inventory-table.xlsx': 'Sheet1 5×3',
  'issue127.ods': 'issue127.ods has no values on its 8 sheets.',
  'issue127.xls': 'issue127.xls has no values on its 8 sheets.',
  'issue127.xlsb': 'issue127.xlsb has no values on its 8 sheets.',
  'issue127.xlsx': 'issue127.xlsx has no values on its 8 sheets.',
  'issue219.xls': '工作表1 1×1 (a single row)',
  'issue221.xlsm': 'Sheet1 2×2',
  'issue252.xlsx': 'issue252.xlsx has no values on its 1 sheet.',
  'issue281.xlsm': 'issue281.xlsm has no values on its 3 sheets.',
  'issue3.xlsm': 'Sheet1 1×2 (a single row); Sheet2 0×0 (empty); Sheet3 0×0 (empty)',
  'issue343.xls': 'issue343.xls has no values on its 1 sheet.',
  'issue438.xlsx': 'Sheet1 5×2; Chart1 (a chart, no cells)',
  'issue444.xls': 'Sheet1 10×8',
  'issue446.xlsx': 'Sheet1 2×29',
  'issue644.xlsx': 'Sheet1 10×2',
  'issue9.xlsx': 'Feuil1 4×1; Feuil2 0×0 (empty); Feuil3 0×0 (empty)',
  'issue_174.xlsx': 'Sheet1 2×11',
  'issue_182.xlsb': 'formula_vals 3×1',
  'issue_186.xlsb': 'Sheet1 5×1',
  'issue_261.xlsx': 'Some Sheet 66×7',
  'issue_261_fixed_by_excel.xlsx': 'Some Sheet 66×7',
  'issue_271.xls': 'sheet1 3×4; sheet2 0×0 (empty)',
  'issue_385.xls': 'issue_385.xls is protected by a password.',
  'issue_391.xlsx': 'Sheet1 7×1',
  'issue_419.xlsb': 'Sheet1 1×1 (a single row)',
  'issue_419.xlsx': 'Sheet1 1×1 (a single row)',
  'issue_530.xlsx': '出勤分类组织汇总表 5×14',
  'issue_553.xlsx': 'Sheet1 19×1',
  'issue_565_multi_axis_shared.xlsx': 'Sheet1 4×11',
  'issue_567_absolute_shared.xlsx': 'Sheet1 3×5',
  'issue_594_dos.ods': 'issue_594_dos.ods, sheet “Sheet1” has a cell in column 16385, beyond what a sheet can have.',
  'issue_643_biff5_formula.xls': 'SheetJS 4×4',
  'issue_644.xlsx': 'Sheet1 10×2',
  'issue_646_unsupported_formula_function.xls': 'Sheet1 1×1 (a single row)',
  'issue_666_lost_sheets.xlsb': 'issue_666_lost_sheets.xlsb has no values on its 1 sheet.',
  'issue_666_panic.xlsb': 'issue_666_panic.xlsb has no values on its 1 sheet.',
  'issues.ods': 'datatypes 6×1; Sheet1 1×1 (a single row); issue2 3×2; issue5 1×1 (a single row); issue6 4×1; spc_chrs 8×1',
  'issues.xls': 'datatypes 6×1; Sheet1 1×1 (a single row); issue2 3×2; issue5 1×1 (a single row); issue6 4×1',
  'issues.xlsb': 'datatypes 6×1; issue2 3×2; Sheet1 1×1 (a single row); issue5 1×1 (a single row); issue6 4×1; spc_chrs 8×1',
  'issues.xlsx': 'datatypes 6×1; Sheet1 1×1 (a single row); issue2 3×2; issue5 1×1 (a single row); issue6 4×1; spc_chrs 8×1',
  'malformed_format.xls': '2014 38×24',
  'merge_cells.xls': 'Sheet1 2×3',
  'merge_cells.xlsx': 'Sheet1 2×3',
  'merged_cells.ods': 'Sheet1 3×3',
  'merged_range.xls': 'Sheet1 4×8; Sheet2 4×6',
  'merged_range.xlsx': 'Sheet1 4×8; Sheet2 4×6',
  'minimal_package.xlsx': 'Sheet1 196×36',
  'misc_biff5_parsing.xls': 'misc_biff5_parsing.xls has no values on its 11 sheets.',
  'multi-empty.ods': 'Test 13×1',
  'no-header.xlsx': 'Feuille 1 2×2',
  'non_monotonic_si.xlsx': 'Sheet1 6×3',
  'nonstandard-xml-ns-prefix.xlsx': 'Sheet1 3×2',
  'number_rows_repeated.ods': 'Sheet1 8×2; Sheet2 8×2; Sheet3 8×2',
  'optional_records.xls': 'Orig Sched 92×30; Summary Sched 11×6',
  'pass_protected.ods': 'pass_protected.ods is protected by a password.',
  'pass_protected.xlsb': 'pass_protected.xlsb is protected by a password.',
  'pass_protected.xlsx': 'pass_protected.xlsx is protected by a password.',
  'picture.ods': 'picture.ods has no values on its 3 sheets.',
  'picture.xls': 'picture.xls has no values on its 2 sheets.',
  'picture.xlsb': 'picture.xlsb has no values on its 2 sheets.',
  'picture.xlsx': 'picture.xlsx has no values on its 2 sheets.',
  'picture_richdata.xlsx': 'picture_richdata.xlsx has no values but errors on its 1 sheet.',
  'pictures_in_cell_and_over_cell.xlsx': 'pictures_in_cell_and_over_cell.xlsx has no values but errors on its 1 sheet.',
  'pivots.xlsx': 'PivotSheet1 5×6; PivotSheet2 11×4; PivotSheet3 7×3; PivotSheet4 9×2; DataSheet 11×10; DataSheet2 11×10',
  'ptgexp-truncated-operand.xls': 'Tab 1 23×10',
  'readings.xlsx': 'Sheet1 4×4',
  'richtext-after-plain.xlsx': 'Sheet1 2×4; Sheet2 0×0 (empty); Sheet3 0×0 (empty)',
  'richtext-namespaced.xlsx': 'Sheet1 1×8 (a single row); Sheet2 0×0 (empty); Sheet3 0×0 (empty)',
  'richtext_issue.ods':
    'datatypes 1×1 (a single row); Sheet1 1×1 (a single row); issue2 3×2; issue5 1×1 (a single row); issue6 4×1; spc_chrs 8×1',
  'rph.xlsx': 'Sheet1 1×1 (a single row)',
  'shared_formula_bench.xlsx': 'Sheet1 100×2',
  'shared_formula_reversed.xlsx': 'Sheet1 5×2; Sheet2 5×2',
  'shared_formula_simple.xlsx': 'Sheet1 3×2',
  'sheet_name_parsing.xls': 'Sheet1 1×7 (a single row)',
  'single-empty.ods': 'Test 13×1',
  'special_cells.ods': 'sheet1 5×1',
  'sst_continue.xls': 'Sheet1 136×1',
  'strict_iso_paths.xlsx': 'ml_out 76×18',
  'string-ref.xlsx': 'Sheet1 2×1; Sheet2 2×1',
  'table-multiple.xlsx': 'Sheet1 5×3; Sheet2 5×2; Sheet3 · Sales_Alice 5×2; Sheet3 · Sales_Bob 5×2',
  'table_with_absolute_paths.xlsx': 'table 5×2',
  'table_with_insertrow_attribute.xlsx': 'Sheet1 · Table1 31×2; Sheet1 · Table2 31×2; Sheet1 · Table3 2×1; Sheet1 · Table4 2×1',
  'temperature-fallible.xlsx': 'Sheet1 5×3',
  'temperature-in-middle.xlsx': 'Sheet1 3×2',
  'temperature-table.xlsx': 'Sheet1 3×2; Sheet2 3×2',
  'temperature.xlsx': 'Sheet1 3×2',
  'too_small.xls': 'too_small.xls could not be unpacked: the zip archive is damaged or cut short.',
  'vba.xlsm': 'vba.xlsm has no values on its 3 sheets.',
  'whitespace_trim.xlsx': 'inlineStr 3×4; SharedStrings 3×4',
  'with-annotation.ods': 'table1 1×1 (a single row)',
  'xls_cross_sheet_chart.xls': 'Report 8×3; Data 8×5',
  'xls_formula.xls': 'Sheet1 4×1; Sheet2 1×1 (a single row)',
  'xls_formula_columns_beyond_z.xls': 'Sheet1 3×1',
  'xls_ref_String.xls': 'Sheet1 4×1; Sheet2 2×1',
  'xls_wrong_decimals.xls': 'Sheet1 1×1 (a single row)',
}

function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(FOLDER, name)))
}

async function outcomeOf(name: string): Promise<string> {
  try {
    const opened = await openSpreadsheet(new File([bytesOf(name)], name), { signal, onProgress })
    const size = ({ rows, columns }: { rows: number | null; columns: number | null }) => (rows === null ? '' : ` ${rows}×${columns}`)
    return opened.parts.map((part) => `${part.id}${size(part)}${part.note === null ? '' : ` (${part.note})`}`).join('; ')
  } catch (error) {
    expect(error).toBeInstanceOf(ImportFailed)
    expect((error as ImportFailed).advice).not.toBe('')
    return (error as Error).message
  }
}

test.skipIf(!hasCorpus)(
  "every workbook of calamine's tests is offered as its tables, or refused by name",
  async () => {
    const names = readdirSync(FOLDER).filter((name) => /\.(xls[xmb]?|ods)$/.test(name))
    const found: Record<string, string> = {}
    for (const name of names) found[name] = await outcomeOf(name)
    expect(found).toEqual(OUTCOMES)
  },
  names().length * SLOWEST,
)

function names(): readonly string[] {
  return Object.keys(OUTCOMES)
}

async function openOurs(name: string): Promise<Workbook> {
  const file = new File([bytesOf(name)], name)
  const pack = new Package(file, await readDirectory(file))
  return name.endsWith('.ods') ? openOds(pack, signal) : openXlsx(pack, signal)
}

/** The texts of a sheet's cells by place, empty ones left out. */
function cellsOf({ text }: ReadSheet): Map<string, string> {
  const cells = new Map<string, string>()
  const decoder = new TextDecoder()
  for (const { bytes, firstRow } of text.chunks) {
    const content = decoder.decode(bytes)
    let row = firstRow
    let column = 0
    for (const [, quoted, plain, end] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n)/g)) {
      const value = quoted?.replaceAll('""', '"') ?? plain!
      if (value !== '') cells.set(`${row}:${column}`, value)
      column = end === '\t' ? column + 1 : 0
      if (end === '\n') row++
    }
  }
  return cells
}

/** What SheetJS makes of a cell, in our notation; dates through its own formatter. */
function expected({ t, v, z }: CellObject, is1904: boolean): string | null {
  if (v === undefined || v === '' || t === 'e' || t === 'z') return null
  if (t === 'b') return String(v)
  if (typeof v !== 'number') return String(v).replaceAll('\r\n', '\n')
  const format = String(z ?? 'General')
  if (!SSF.is_date(format)) return String(v)
  const text = SSF.format('yyyy-mm-dd hh:mm:ss', v, { date1904: is1904 }) as string
  return /\[[hms]+\]/i.test(format) ? (SSF.format('[hh]:mm:ss', v) as string) : text
}

/** What may be written in two ways: midnight, milliseconds, a time without its day; space that XML does not keep. */
function comparable(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(\d{4}-\d\d-\d\d)$/, '$1 00:00:00')
    .replace(/(\d\d:\d\d:\d\d)\.\d{3}$/, '$1')
    .replace(/^1900-01-00 /, '')
}

/** Where SheetJS leaves out what calamine's tests and the sheets' XML have: a value under a merged cell, runs of a rich text. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'covered.ods': { '3:0': 'a3' },
  'minimal_package.xlsx': { '1:0': 'ARREST BOOKINGS for 01/30/17' },
  'richtext-after-plain.xlsx': { '2:0': 'tvalrval1rval2' },
}

const OURS = names().filter((name) => /\.(xlsx|xlsm|ods)$/.test(name) && / \d+×\d+/.test(OUTCOMES[name]!))

test.skipIf(!hasCorpus).each(OURS)('%s: every cell is what SheetJS reads', async (name) => {
  const bytes = bytesOf(name)
  const workbook = await openOurs(name)
  const oracle = readWithSheetJs(bytes, { type: 'array', dense: true, cellNF: true, cellText: false, cellHTML: false })
  const is1904 = oracle.Workbook?.WBProps?.date1904 === true
  for (const [index, sheet] of workbook.sheets.entries()) {
    if (sheet.trouble !== null) continue
    const ours = cellsOf(await workbook.read(index, signal, () => undefined))
    const theirs = new Map<string, string>()
    const rows = (oracle.Sheets[sheet.name]?.['!data'] ?? []) as (CellObject | undefined)[][]
    rows.forEach((cells, row) =>
      cells.forEach((cell, column) => {
        const value = cell && expected(cell, is1904)
        if (value) theirs.set(`${row + 1}:${column}`, value)
      }),
    )
    const normal = (cells: Map<string, string>) =>
      Object.fromEntries([...cells].map(([at, text]) => [at, comparable(text)]).filter(([, text]) => text !== ''))
    expect({ sheet: sheet.name, ...normal(ours) }).toEqual({ sheet: sheet.name, ...normal(theirs), ...(index === 0 && LEFT_OUT[name]) })
  }
})

const FORMATS = ['xlsx', 'xls', 'xlsb', 'ods'] as const

/** All values of a sheet, row by row. */
async function valuesOf(name: string, sheet: string): Promise<readonly string[]> {
  if (/\.xlsb?$/.test(name)) return [...cellsOf(readWithLibrary(bytesOf(name).buffer, name).find((one) => one.name === sheet)!).values()]
  const workbook = await openOurs(name)
  return [
    ...cellsOf(
      await workbook.read(
        workbook.sheets.findIndex((one) => one.name === sheet),
        signal,
        () => undefined,
      ),
    ).values(),
  ]
}

test.skipIf(!hasCorpus).each(FORMATS)("issues.%s has the values that calamine's tests state", async (format) => {
  const name = `issues.${format}`
  expect(await valuesOf(name, 'datatypes')).toEqual(['1', '1.5', 'ab', 'false', 'test', '2016-10-20'])
  expect(await valuesOf(name, 'issue2')).toEqual(['1', 'a', '2', 'b', '3', 'c'])
  expect(await valuesOf(name, 'issue5')).toEqual(['0.5'])
  expect(await valuesOf(name, 'issue6')).toEqual(['1', '2', 'ab', 'false'])
})

test.skipIf(!hasCorpus).each(['date', 'date_1904'].flatMap((name) => FORMATS.slice(0, 3).map((format) => `${name}.${format}`)))(
  "%s has the day and the duration that calamine's tests state",
  async (name) => {
    expect(await valuesOf(name, 'Sheet1')).toEqual(['2021-01-01', '15', '2021-01-02', '16', '255:10:10', '17'])
  },
)

test.skipIf(!hasCorpus)('line breaks, spaces, escapes and CDATA are as calamine reads them', async () => {
  expect(await valuesOf('special_cells.ods', 'sheet1')).toEqual([
    'Split\nLine',
    'Value  With spaces',
    'Value   With 3 spaces',
    ' Value   With spaces before and after ',
    '  Value   With 2 spaces before and after  ',
  ])
  expect(await valuesOf('has_x000D_.xlsx', 'Sheet1')).toEqual(['ABC\r\nDEF'])
  expect((await valuesOf('whitespace_trim.xlsx', 'inlineStr')).slice(0, 4)).toEqual([
    'trimmed value',
    'value with tabs',
    ' \t\n',
    'clean text',
  ])
})
