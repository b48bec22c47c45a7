import { ImportFailed } from '../failures'

export const MORE = 0
export const OPEN = 1
export const CLOSE = 2
export const TEXT = 3

const LESS = 60
const GREATER = 62
const SLASH = 47
const COLON = 58
const EQUALS = 61
const BANG = 33
const QUESTION = 63
const DOUBLE = 34
const SINGLE = 39
const ROOM = 64 * 1024
/** Bytes of one tag or text. */
const LONGEST_TOKEN = 4 * 1024 * 1024
const DECODER = new TextDecoder()

/**
 * Splits the UTF-8 bytes of an XML document into tags and texts without making strings. Entities are left as they stand and no
 * declaration is followed, so nothing can grow. `next` says what was found; positions hold until the next `feed`.
 */
export class XmlScanner {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(2 * ROOM)
  /** Of a tag: its name without prefix. Of a text: the text. */
  start = 0
  end = 0
  /** The text stands in CDATA: its ampersands are ampersands. */
  isRaw = false
  /** Of an opening tag: it closes itself. */
  isEmpty = false
  private attributesAt = 0
  private attributesEnd = 0
  /** After `nextAttribute`: its name without prefix, and its value. */
  nameStart = 0
  nameEnd = 0
  valueStart = 0
  valueEnd = 0
  private position = 0
  private limit = 0

  constructor(private readonly what: string) {}

  feed(chunk: Uint8Array): void {
    const left = this.limit - this.position
    if (left > LONGEST_TOKEN)
      throw new ImportFailed(
        `${this.what} holds a piece of more than 4 MB, which no cell needs.`,
        'Save the workbook again in the program that wrote it.',
      )
    if (left + chunk.length >= this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, left + chunk.length + ROOM))
      larger.set(this.bytes.subarray(this.position, this.limit))
      this.bytes = larger
    } else this.bytes.copyWithin(0, this.position, this.limit)
    this.bytes.set(chunk, left)
    this.position = 0
    this.limit = left + chunk.length
    // Every search for a tag ends here at the latest.
    this.bytes[this.limit] = LESS
  }

  /** The bytes fed so far are all there are: a document that stops within a tag is cut short. */
  isCutShort(): boolean {
    return this.position < this.limit && this.bytes.subarray(this.position, this.limit).includes(LESS)
  }

  next(): typeof MORE | typeof OPEN | typeof CLOSE | typeof TEXT {
    const { bytes, limit } = this
    for (;;) {
      let i = this.position
      if (i >= limit) return MORE
      if (bytes[i] !== LESS) {
        while (bytes[i] !== LESS) i++
        if (i >= limit) return MORE
        this.start = this.position
        this.end = this.position = i
        this.isRaw = false
        return TEXT
      }
      const kind = bytes[i + 1]
      if (kind === BANG || kind === QUESTION) {
        const found = this.skipMarkup(i)
        if (found !== null) return found
        continue
      }
      i += kind === SLASH ? 2 : 1
      const nameFrom = i
      let name = i
      let byte = bytes[i]!
      while (byte > 32 && byte !== GREATER && byte !== SLASH && i < limit) {
        if (byte === COLON) name = i + 1
        byte = bytes[++i]!
      }
      const nameTo = i
      while (i < limit && bytes[i] !== GREATER) {
        const mark = bytes[i]!
        i++
        if (mark !== DOUBLE && mark !== SINGLE) continue
        while (i < limit && bytes[i] !== mark) i++
        i++
      }
      if (i >= limit) return MORE
      this.start = name > nameFrom ? name : nameFrom
      this.end = nameTo
      this.position = i + 1
      if (kind === SLASH) return CLOSE
      this.isEmpty = bytes[i - 1] === SLASH
      this.attributesAt = nameTo
      this.attributesEnd = i
      return OPEN
    }
  }

  /** Moves to the next attribute of the opening tag; false behind the last one. */
  nextAttribute(): boolean {
    const { bytes, attributesEnd } = this
    let i = this.attributesAt
    while (i < attributesEnd && (bytes[i]! <= 32 || bytes[i] === SLASH)) i++
    if (i >= attributesEnd) return false
    this.nameStart = i
    while (i < attributesEnd && bytes[i] !== EQUALS && bytes[i]! > 32) {
      if (bytes[i] === COLON) this.nameStart = i + 1
      i++
    }
    this.nameEnd = i
    while (i < attributesEnd && bytes[i] !== DOUBLE && bytes[i] !== SINGLE) i++
    if (i >= attributesEnd) return false
    const mark = bytes[i]
    this.valueStart = ++i
    while (i < attributesEnd && bytes[i] !== mark) i++
    this.valueEnd = i
    this.attributesAt = i + 1
    return true
  }

  /** All attributes of the opening tag, by their names without prefix. */
  attributes(): ReadonlyMap<string, string> {
    const found = new Map<string, string>()
    while (this.nextAttribute())
      found.set(this.decode(this.nameStart, this.nameEnd), decodeEntities(this.decode(this.valueStart, this.valueEnd)))
    return found
  }

  is(name: string): boolean {
    const length = this.end - this.start
    if (length !== name.length) return false
    for (let at = 0; at < length; at++) if (this.bytes[this.start + at] !== name.charCodeAt(at)) return false
    return true
  }

  /** The text that was found, its entities resolved. */
  text(): string {
    const text = this.decode(this.start, this.end)
    return this.isRaw ? text : decodeEntities(text)
  }

  private decode(start: number, end: number): string {
    return DECODER.decode(this.bytes.subarray(start, end))
  }

  /** Passes a comment, an instruction or a declaration; TEXT for CDATA, MORE where it has not ended yet. */
  private skipMarkup(at: number): typeof MORE | typeof TEXT | null {
    const { bytes, limit } = this
    if (limit - at < 9 && bytes[at + 1] === BANG) return MORE
    const isComment = bytes[at + 2] === 45 && bytes[at + 3] === 45
    const isData = bytes[at + 2] === 91
    const closing = bytes[at + 1] === QUESTION ? [QUESTION, GREATER] : isComment ? [45, 45, GREATER] : isData ? [93, 93, GREATER] : null
    const end = closing ? this.find(closing, at + (isComment ? 4 : isData ? 9 : 2)) : this.declarationEnd(at)
    if (end < 0) return MORE
    this.position = end
    if (!isData) return null
    this.start = at + 9
    this.end = end - 3
    this.isRaw = true
    return TEXT
  }

  private find(sign: readonly number[], from: number): number {
    for (let i = from; i + sign.length <= this.limit; i++) if (sign.every((byte, at) => this.bytes[i + at] === byte)) return i + sign.length
    return -1
  }

  /** A document type may hold declarations in brackets; none of them is needed. */
  private declarationEnd(at: number): number {
    let depth = 0
    for (let i = at; i < this.limit; i++) {
      const byte = this.bytes[i]
      if (byte === 91) depth++
      else if (byte === 93) depth--
      else if (byte === GREATER && depth <= 0) return i + 1
    }
    return -1
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five named entities and character references; anything else stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (name[0] !== '#') return NAMED[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd'
  })
}
