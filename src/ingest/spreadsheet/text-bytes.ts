import { decodeEntities, type XmlScanner } from './xml-scanner'

const AMPERSAND = 38
const UNDERSCORE = 95
const LOWER_X = 120
const CR = 13
const LF = 10
const DECODER = new TextDecoder()
const ENCODER = new TextEncoder()

/** A text put together from the pieces an XML document holds it in, as UTF-8. */
export class TextBytes {
  bytes = new Uint8Array(4096)
  length = 0

  clear(): void {
    this.length = 0
  }

  /** Adds the text that the scanner stands on, line ends made the same. */
  add(xml: XmlScanner): void {
    const { bytes, start, end } = xml
    this.need(end - start)
    let to = this.length
    let special = false
    for (let at = start; at < end; at++) {
      let byte = bytes[at]!
      if (byte === CR) {
        if (bytes[at + 1] === LF && at + 1 < end) continue
        byte = LF
      } else if (byte === AMPERSAND) special = true
      this.bytes[to++] = byte
    }
    if (special && !xml.isRaw) this.replaceFrom(this.length, decodeEntities(this.text(this.length, to)))
    else this.length = to
  }

  /** Takes away the white space around what was added since `from`. */
  trim(from: number): void {
    while (this.length > from && this.bytes[this.length - 1]! <= 32) this.length--
    let start = from
    while (start < this.length && this.bytes[start]! <= 32) start++
    this.bytes.copyWithin(from, start, this.length)
    this.length -= start - from
  }

  append(bytes: Uint8Array): void {
    this.need(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Resolves `_x000D_`, which is how workbooks write characters that XML cannot hold. */
  resolveEscapes(from = 0): void {
    for (let at = from; at + 6 < this.length; at++) {
      if (this.bytes[at] !== UNDERSCORE || this.bytes[at + 1] !== LOWER_X) continue
      const text = this.text(from, this.length)
      const resolved = text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      if (resolved !== text) this.replaceFrom(from, resolved)
      return
    }
  }

  text(from = 0, to = this.length): string {
    return DECODER.decode(this.bytes.subarray(from, to))
  }

  private replaceFrom(from: number, text: string): void {
    const bytes = ENCODER.encode(text)
    this.length = from
    this.need(bytes.length)
    this.bytes.set(bytes, from)
    this.length = from + bytes.length
  }

  private need(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}
