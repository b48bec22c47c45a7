import { ImportFailed } from '../failures'

/** Objects within objects become columns with dotted names down to here; what is deeper, and every list, stays JSON text. */
const DEEPEST_COLUMN = 3
const DEEPEST = 64
export const MOST_KEYS = 10_000

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const BLANK = /[ \t\n\r]*/y

/** The text is not JSON; where it showed, from 0. */
export class NotJson extends Error {
  override readonly name = 'NotJson'
  constructor(readonly at: number) {
    super('not JSON')
  }
}

/**
 * One JSON value as cells: a path of keys joined by points, and the text of the value as it was written. Numbers keep all their digits,
 * which JSON.parse would round. Missing values have no cell, but their key is told. A later key of the same name takes the earlier one's place.
 */
export function flatten(text: string, cell: (path: string, value: string | null) => void): void {
  const reader = new ValueReader(text, cell)
  reader.read()
}

class ValueReader {
  private at = 0

  constructor(
    private readonly text: string,
    private readonly cell: (path: string, value: string | null) => void,
  ) {}

  read(): void {
    this.value('', 0)
    this.blank()
    if (this.at < this.text.length) throw new NotJson(this.at)
  }

  private value(path: string, depth: number): void {
    this.blank()
    const from = this.at
    switch (this.text[from]) {
      case '{':
        if (depth >= DEEPEST_COLUMN || !this.object(path, depth)) this.raw(path, from)
        return
      case '[':
        if (depth === 0) return this.row()
        return this.raw(path, from)
      case '"':
        return this.cell(depth === 0 ? 'value' : path, this.string())
      default:
        return this.cell(depth === 0 ? 'value' : path, this.scalar())
    }
  }

  /** False, and nothing read, when it is empty: then it is a value of its own. */
  private object(path: string, depth: number): boolean {
    const from = this.at
    this.at++
    this.blank()
    if (this.text[this.at] === '}') {
      if (depth > 0) {
        this.at = from
        return false
      }
      this.at++
      return true
    }
    for (;;) {
      this.blank()
      const key = this.string()
      this.expect(':')
      this.value(path === '' ? key : `${path}.${key}`, depth + 1)
      if (!this.isNext(',')) break
    }
    this.expect('}')
    return true
  }

  /** A record that is a list has a column for each place in it. */
  private row(): void {
    this.at++
    this.blank()
    if (this.text[this.at] === ']') {
      this.at++
      return
    }
    for (let place = 1; ; place++) {
      this.value(`column ${place}`, 1)
      if (!this.isNext(',')) break
    }
    this.expect(']')
  }

  private raw(path: string, from: number): void {
    this.skip(0)
    this.cell(path, withoutBlanks(this.text.slice(from, this.at)))
  }

  private skip(depth: number): void {
    if (depth > DEEPEST) throw new ImportFailed('A value is nested more than 64 deep.', 'Export it with less nesting.')
    this.blank()
    const opened = this.text[this.at]
    if (opened === '"') return void this.string()
    if (opened !== '{' && opened !== '[') return void this.scalar()
    const closes = opened === '{' ? '}' : ']'
    this.at++
    this.blank()
    if (this.text[this.at] === closes) return void this.at++
    do {
      this.blank()
      if (opened === '{') {
        this.string()
        this.expect(':')
      }
      this.skip(depth + 1)
    } while (this.isNext(','))
    this.expect(closes)
  }

  private string(): string {
    const { text } = this
    if (text[this.at] !== '"') throw new NotJson(this.at)
    const from = this.at
    for (let at = from + 1; ; at++) {
      at = text.indexOf('"', at)
      if (at < 0) throw new NotJson(text.length)
      let slashes = 0
      while (text.charCodeAt(at - 1 - slashes) === 92) slashes++
      if (slashes % 2 === 1) continue
      this.at = at + 1
      return unquoted(text, from, at)
    }
  }

  private scalar(): string | null {
    for (const [word, value] of WORDS)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    NUMBER.lastIndex = this.at
    const found = NUMBER.exec(this.text)
    if (!found) throw new NotJson(this.at)
    this.at += found[0].length
    return plainNumber(found[0])
  }

  private blank(): void {
    BLANK.lastIndex = this.at
    BLANK.exec(this.text)
    this.at = BLANK.lastIndex
  }

  private isNext(sign: string): boolean {
    this.blank()
    if (this.text[this.at] !== sign) return false
    this.at++
    return true
  }

  private expect(sign: string): void {
    if (!this.isNext(sign)) throw new NotJson(this.at)
  }
}

const WORDS: readonly (readonly [string, string | null])[] = [
  ['null', null],
  ['true', 'true'],
  ['false', 'false'],
  // Not JSON, but what Python writes for it.
  ['NaN', null],
  ['Infinity', null],
  ['-Infinity', null],
]

function unquoted(text: string, from: number, to: number): string {
  const inner = text.slice(from + 1, to)
  if (!inner.includes('\\')) return inner
  try {
    return JSON.parse(text.slice(from, to + 1).replace(/[\n\r\t]/g, ' ')) as string
  } catch {
    throw new NotJson(from)
  }
}

/** "1.5e3" as 1500: with an exponent it would be taken for a code. */
function plainNumber(text: string): string {
  if (!/e/i.test(text)) return text
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const plain = String(value)
  return plain.includes('e') ? (Math.abs(value) < 1 ? value.toFixed(20).replace(/0+$/, '') : BigInt(value).toString()) : plain
}

/** JSON text without blanks between its parts. */
function withoutBlanks(text: string): string {
  if (!/\s/.test(text)) return text
  return text.replace(/"(?:[^"\\]|\\.)*"|\s+/gs, (part) => (part[0] === '"' ? part : ''))
}
