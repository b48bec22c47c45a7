import { ImportFailed } from '../failures'
import type { Area } from './cell-reference'
import { LIMITS } from './limits'
import type { Package } from './package'
import { scanXml } from './scan-xml'
import { OdsCells } from './ods-cells'
import { SheetText } from './sheet-text'
import type { ReadSheet, Sheet, Workbook } from './workbook'
import { CLOSE, OPEN } from './xml-scanner'

interface OdsSheet extends ReadSheet {
  readonly name: string
  readonly style: string
}

/** Reads an OpenDocument spreadsheet: all sheets stand in one document, so they are read together. */
export async function openOds(pack: Package, signal: AbortSignal): Promise<Workbook> {
  await refuseEncrypted(pack, signal)
  const entry = pack.find('content.xml')!
  const hiddenStyles = new Set<string>()
  const sheets: OdsSheet[] = []
  let style = ''
  let current: { name: string; style: string; text: SheetText; merges: Area[]; cells: OdsCells } | null = null
  let depth = 0
  await scanXml(pack.bytes(entry, signal), pack.label(entry), (xml, kind) => {
    if (kind === OPEN && xml.is('style')) style = xml.attributes().get('name') ?? ''
    else if (kind === OPEN && xml.is('table-properties')) {
      if (xml.attributes().get('display') === 'false') hiddenStyles.add(style)
    } else if (kind === OPEN && xml.is('table') && !xml.isEmpty) {
      // A table within a cell is no sheet.
      if (depth++ > 0) return
      const attributes = xml.attributes()
      const name = attributes.get('name') ?? `Sheet${sheets.length + 1}`
      const text = new SheetText(`${pack.file.name}, sheet “${name}”`)
      const merges: Area[] = []
      current = { name, style: attributes.get('style-name') ?? '', text, merges, cells: new OdsCells(text, merges) }
      if (sheets.length >= LIMITS.sheets)
        throw new ImportFailed(
          `${pack.file.name} has more than ${LIMITS.sheets} sheets.`,
          'Save the ones that matter in a file of their own.',
        )
    } else if (kind === CLOSE && xml.is('table')) {
      if (--depth > 0 || !current) return
      current.text.end()
      sheets.push({ name: current.name, style: current.style, text: current.text.plain(), merges: current.merges, tables: [] })
      current = null
    } else if (depth === 1) current?.cells.take(xml, kind)
  })
  return {
    format: 'OpenDocument spreadsheet',
    sheetFormat: 'OpenDocument sheet',
    sheets: sheets.map((sheet): Sheet => {
      return { name: sheet.name, isHidden: hiddenStyles.has(sheet.style), trouble: null, packed: entry.packed, unpacked: 0 }
    }),
    read: async (index) => sheets[index]!,
    close: () => undefined,
  }
}

async function refuseEncrypted(pack: Package, signal: AbortSignal): Promise<void> {
  const entry = pack.find('META-INF/manifest.xml')
  if (!entry) return
  await scanXml(pack.bytes(entry, signal), pack.label(entry), (xml, kind) => {
    if (kind === OPEN && xml.is('encryption-data'))
      throw new ImportFailed(`${pack.file.name} is protected by a password.`, 'Open it, save it without a password, and choose that file.')
  })
}
