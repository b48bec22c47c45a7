import { scanXml } from './scan-xml'
import { TextBytes } from './text-bytes'
import { CLOSE, OPEN, TEXT } from './xml-scanner'

/** The texts of a workbook, as UTF-8 behind each other: a million of them are two objects. */
export class SharedStrings {
  readonly content = new TextBytes()
  private offsets = new Uint32Array(1024)
  count = 0

  get bytes(): Uint8Array {
    return this.content.bytes
  }

  start(index: number): number {
    return this.offsets[index]!
  }

  end(index: number): number {
    return index + 1 < this.count ? this.offsets[index + 1]! : this.content.length
  }

  begin(): void {
    if (this.count >= this.offsets.length) {
      const larger = new Uint32Array(this.offsets.length * 2)
      larger.set(this.offsets)
      this.offsets = larger
    }
    this.offsets[this.count++] = this.content.length
  }
}

/** Reads them all. Counts that the document states are not believed; how a name is spoken is no part of it. */
export async function readSharedStrings(source: AsyncIterable<Uint8Array>, what: string): Promise<SharedStrings> {
  const strings = new SharedStrings()
  let inItem = false
  let inText = false
  let keepsSpace = false
  let phonetic = 0
  let from = 0
  let textFrom = 0
  await scanXml(source, what, (xml, kind) => {
    if (kind === TEXT) {
      if (inText) strings.content.add(xml)
    } else if (kind === OPEN) {
      if (xml.is('si')) {
        strings.begin()
        from = strings.content.length
        inItem = !xml.isEmpty
      } else if (xml.is('rPh')) {
        if (!xml.isEmpty) phonetic++
      } else if (inItem && phonetic === 0 && xml.is('t') && !xml.isEmpty) {
        inText = true
        textFrom = strings.content.length
        keepsSpace = xml.attributes().get('space') === 'preserve'
      }
    } else if (kind === CLOSE) {
      if (xml.is('t')) {
        if (inText && !keepsSpace) strings.content.trim(textFrom)
        inText = false
      } else if (xml.is('rPh')) phonetic = Math.max(0, phonetic - 1)
      else if (xml.is('si')) {
        inItem = false
        strings.content.resolveEscapes(from)
      }
    }
  })
  return strings
}
