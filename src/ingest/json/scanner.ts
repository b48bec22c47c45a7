import { ImportFailed } from '../failures'

/** Where values stand in a document: the keys from its root down to the list or object that holds them. */
export type Path = readonly string[]

export interface ScanHandler {
  /** A list or object begins that is not inside a list. True: each of its elements is wanted as text. */
  open(path: Path, isList: boolean): boolean
  /** An element of what is wanted; `key` where it is an object. `null`: a value that is neither list nor object, of an object that is not wanted. */
  element(path: Path, key: string | null, text: string): void
}

const MOST_CHARACTERS = 16 * 1024 * 1024
const DEEPEST = 64
const QUOTE = 34
const BACKSLASH = 92

interface Level {
  readonly isList: boolean
  readonly isWanted: boolean
  key: string
}

/** Goes through the text of a JSON document once, in chunks, and hands over the elements of what is wanted. It checks only what it needs to part them. */
export class Scanner {
  private buffer = ''
  private at = 0
  private readonly levels: Level[] = []
  /** Depth inside a value that is not looked into. */
  private inside = 0
  /** Where the element in hand begins; -1 for none. */
  private from = -1
  private string = -1
  private isEscaped = false
  private isKey = false
  private isDone = false

  constructor(
    private readonly file: string,
    private readonly handler: ScanHandler,
    /** One document after another, each a record. */
    private readonly isSequence = false,
  ) {
    if (isSequence) this.levels.push({ isList: true, isWanted: true, key: '' })
  }

  feed(chunk: string): void {
    const keep = this.from >= 0 ? this.from : this.string >= 0 ? this.string : this.at
    this.buffer = this.buffer.slice(keep) + chunk
    this.at -= keep
    if (this.from >= 0) this.from -= keep
    if (this.string >= 0) this.string -= keep
    if (this.buffer.length > MOST_CHARACTERS + chunk.length)
      throw new ImportFailed(`${this.file} has a record of more than 16 MB.`, 'Check that the file is a list of records.')
    this.scan()
  }

  end(): void {
    if (this.isSequence) {
      this.ended()
      if (this.levels.length === 1 && this.inside === 0) return
    }
    if (!this.isDone || this.levels.length > 0) throw damagedJson(this.file)
  }

  private scan(): void {
    const { buffer } = this
    for (; this.at < buffer.length; this.at++) {
      const code = buffer.charCodeAt(this.at)
      if (this.string >= 0) this.inString(code)
      else if (code > 32) this.sign(code)
    }
  }

  private inString(code: number): void {
    if (this.isEscaped) this.isEscaped = false
    else if (code === BACKSLASH) this.isEscaped = true
    else if (code === QUOTE) {
      if (this.isKey) this.levels.at(-1)!.key = this.textOf(this.string, this.at + 1)
      this.string = -1
    }
  }

  private sign(code: number): void {
    const level = this.levels.at(-1)
    switch (code) {
      case QUOTE:
        this.string = this.at
        this.isKey = this.inside === 0 && level !== undefined && !level.isList && this.from < 0 && level.key === ''
        if (!this.isKey) this.begin()
        return
      case 123:
      case 91:
        return this.opened(code === 91)
      case 125:
      case 93:
        return this.closed()
      case 44:
        return this.ended()
      case 58:
        return
      default:
        this.begin()
    }
  }

  /** The first sign of a value. */
  private begin(): void {
    if (this.inside === 0 && this.from < 0) this.from = this.at
  }

  private opened(isList: boolean): void {
    const level = this.levels.at(-1)
    if (this.inside > 0 || level?.isList || level?.isWanted) {
      this.begin()
      this.inside++
      if (this.inside > DEEPEST) throw tooDeep(this.file)
      return
    }
    if (this.isDone) throw damagedJson(this.file)
    if (this.levels.length >= DEEPEST) throw tooDeep(this.file)
    const path = this.path(level)
    this.levels.push({ isList, isWanted: this.handler.open(path, isList), key: '' })
  }

  private closed(): void {
    if (this.inside > 0) {
      this.inside--
      if (this.isSequence && this.inside === 0) this.endedAt(this.at + 1)
      return
    }
    this.ended()
    if (!this.levels.pop()) throw damagedJson(this.file)
    const above = this.levels.at(-1)
    if (above) above.key = ''
    else this.isDone = true
  }

  private ended(): void {
    if (this.inside === 0) this.endedAt(this.at)
  }

  private endedAt(end: number): void {
    const level = this.levels.at(-1)
    if (!level) throw damagedJson(this.file)
    if (this.from >= 0) {
      const text = this.buffer.slice(this.from, end)
      if (level.isWanted || !level.isList) this.handler.element(this.path(), level.isList ? null : level.key.slice(1), text)
    }
    this.from = -1
    level.key = ''
  }

  /** Keys are held with a sign before them, so that an empty one can be told from none. */
  private textOf(from: number, to: number): string {
    try {
      return `:${JSON.parse(this.buffer.slice(from, to)) as string}`
    } catch {
      throw damagedJson(this.file)
    }
  }

  private path(last?: Level): Path {
    const levels = last ? this.levels : this.levels.slice(0, -1)
    return levels.filter(({ isList }) => !isList).map(({ key }) => key.slice(1))
  }
}

export function damagedJson(file: string): ImportFailed {
  return new ImportFailed(`${file} could not be read: the JSON is damaged or cut short.`, 'Download or export it again.')
}

function tooDeep(file: string): ImportFailed {
  return new ImportFailed(`${file} is nested more than 64 deep.`, 'Export it with less nesting.')
}
