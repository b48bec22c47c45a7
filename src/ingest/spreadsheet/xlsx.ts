import { ImportFailed } from '../failures'
import { readArea } from './cell-reference'
import { LIMITS } from './limits'
import type { Shown } from './number-format'
import type { Package } from './package'
import { readRelationships, type Relationship } from './relationships'
import { scanXml } from './scan-xml'
import { readSharedStrings, type SharedStrings } from './shared-strings'
import { SheetText } from './sheet-text'
import { readStyles } from './styles'
import type { NamedArea, ReadSheet, Sheet, Workbook } from './workbook'
import { OPEN } from './xml-scanner'
import { XlsxSheet } from './xlsx-sheet'

interface ListedSheet extends Sheet {
  readonly path: string
}

interface Listed {
  readonly is1904: boolean
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly id: string }[]
}

/** Lists the sheets of an .xlsx or .xlsm workbook; cells are read later, one sheet at a time, as their bytes are unpacked. */
export async function openXlsx(pack: Package, signal: AbortSignal): Promise<Workbook> {
  const path = findWorkbook(pack)
  const { is1904, sheets } = await list(pack, path, signal)
  const related = await readRelationships(pack, path, signal)
  const pathOf = (kind: string) => [...related.values()].find((one) => one.kind === kind)?.path ?? null
  let shared: Promise<[SharedStrings | null, readonly Shown[]]> | null = null
  const sharedParts = () =>
    (shared ??= Promise.all([readShared(pack, pathOf('sharedStrings'), signal), readShown(pack, pathOf('styles'), signal)]))
  const stringsPacked = pack.find(pathOf('sharedStrings') ?? '')?.packed ?? 0
  const listed = sheets.map(({ name, isHidden, id }) => sheetOf(pack, name, isHidden, related.get(id)))
  return {
    format: 'Excel workbook',
    sheetFormat: 'Excel sheet',
    sheets: listed,
    async read(index, reading, onBytes) {
      const [strings, styles] = await sharedParts()
      return readSheet(pack, listed[index]!, { strings, styles, is1904, stringsPacked }, reading, onBytes)
    },
    close: () => (shared = null),
  }
}

interface Surroundings {
  readonly strings: SharedStrings | null
  readonly styles: readonly Shown[]
  readonly is1904: boolean
  readonly stringsPacked: number
}

async function readSheet(
  pack: Package,
  { name, path }: ListedSheet,
  { strings, styles, is1904, stringsPacked }: Surroundings,
  signal: AbortSignal,
  onBytes: (packed: number) => void,
): Promise<ReadSheet> {
  const entry = pack.find(path)!
  const text = new SheetText(`${pack.file.name}, sheet “${name}”`)
  const cells = new XlsxSheet(text, strings, styles, is1904)
  const claimed = Math.max(entry.unpacked, 1)
  const source = pack.bytes(entry, signal, (unpacked) => onBytes(stringsPacked + entry.packed * Math.min(1, unpacked / claimed)))
  await scanXml(source, pack.label(entry), (xml, kind) => cells.take(xml, kind))
  text.end()
  return { text: text.plain(), merges: cells.merges, tables: await readTables(pack, path, signal) }
}

async function readTables(pack: Package, path: string, signal: AbortSignal): Promise<readonly NamedArea[]> {
  const tables: NamedArea[] = []
  for (const { kind, path: part } of (await readRelationships(pack, path, signal)).values()) {
    const entry = kind === 'table' ? pack.find(part) : null
    if (!entry) continue
    await scanXml(pack.unchecked(entry, signal), pack.label(entry), (xml, found) => {
      if (found !== OPEN || !xml.is('table')) return
      const attributes = xml.attributes()
      const area = readArea(attributes.get('ref') ?? '')
      if (area) tables.push({ name: attributes.get('displayName') ?? attributes.get('name') ?? '', area })
      return false
    })
  }
  return tables
}

/** The package's own relationships need not be where they should; the workbook is recognised by its name. */
function findWorkbook(pack: Package): string {
  const found = pack.find('xl/workbook.xml') ?? pack.entries.find(({ path }) => /(^|[/\\])workbook\d*\.xml$/i.test(path))
  if (!found)
    throw new ImportFailed(
      `${pack.file.name} is packed like a workbook, but lists no sheets.`,
      'Open it in a spreadsheet program and save it again as .xlsx.',
    )
  return found.path.replace(/\\/g, '/').replace(/^\//, '')
}

async function list(pack: Package, path: string, signal: AbortSignal): Promise<Listed> {
  const sheets: { name: string; isHidden: boolean; id: string }[] = []
  let is1904 = false
  const entry = pack.find(path)!
  await scanXml(pack.unchecked(entry, signal), pack.label(entry), (xml, kind) => {
    if (kind !== OPEN) return
    if (xml.is('workbookPr')) is1904 = /^(1|true|on)$/i.test(xml.attributes().get('date1904') ?? '')
    else if (xml.is('sheet')) {
      const attributes = xml.attributes()
      const state = attributes.get('state') ?? 'visible'
      sheets.push({
        name: attributes.get('name') ?? `Sheet${sheets.length + 1}`,
        isHidden: state !== 'visible',
        id: attributes.get('id') ?? '',
      })
      if (sheets.length > LIMITS.sheets)
        throw new ImportFailed(
          `${pack.file.name} has more than ${LIMITS.sheets} sheets.`,
          'Save the ones that matter in a workbook of their own.',
        )
    }
  })
  return { is1904, sheets }
}

function sheetOf(pack: Package, name: string, isHidden: boolean, relation: Relationship | undefined): ListedSheet {
  const entry = relation ? pack.find(relation.path) : null
  const isChart = relation !== undefined && relation.kind === 'chartsheet'
  const isOther = relation !== undefined && !isChart && relation.kind !== 'worksheet'
  const trouble = isChart ? 'a chart, no cells' : isOther ? 'no sheet of cells' : entry ? null : 'missing in the file'
  return { name, isHidden, trouble, path: relation?.path ?? '', packed: entry?.packed ?? 0, unpacked: entry?.unpacked ?? 0 }
}

async function readShared(pack: Package, path: string | null, signal: AbortSignal): Promise<SharedStrings | null> {
  const entry = pack.find(path ?? 'xl/sharedStrings.xml')
  return entry && readSharedStrings(pack.bytes(entry, signal), pack.label(entry))
}

async function readShown(pack: Package, path: string | null, signal: AbortSignal): Promise<readonly Shown[]> {
  const entry = pack.find(path ?? 'xl/styles.xml')
  return entry ? readStyles(pack.unchecked(entry, signal), pack.label(entry)) : []
}
