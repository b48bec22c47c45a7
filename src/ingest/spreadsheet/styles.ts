import { builtInFormat, readFormat, type Shown } from './number-format'
import { scanXml } from './scan-xml'
import { CLOSE, OPEN } from './xml-scanner'

/** How the numbers of each cell style are shown, by the style's index. */
export async function readStyles(source: AsyncIterable<Uint8Array>, what: string): Promise<readonly Shown[]> {
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inCellFormats = false
  await scanXml(source, what, (xml, kind) => {
    if (kind === OPEN) {
      if (xml.is('cellXfs')) inCellFormats = !xml.isEmpty
      else if (xml.is('xf')) {
        if (inCellFormats) formats.push(Number(xml.attributes().get('numFmtId') ?? 0))
      } else if (xml.is('numFmt')) {
        const attributes = xml.attributes()
        codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      }
    } else if (kind === CLOSE && xml.is('cellXfs')) inCellFormats = false
  })
  return formats.map((id) => {
    const code = codes.get(id)
    return code === undefined ? builtInFormat(id) : readFormat(code)
  })
}
