import { MOST_DIGITS, type ParserSpec, type ValueParser } from '../value-parser'

const ZERO = 48
const MINUS = 45
const POINT = 46

/** Whole numbers as they are written: no leading zero, no plus sign. */
export class IntegerParser implements ValueParser {
  readonly type = 'integer'

  constructor(
    readonly id: string,
    readonly isWide: boolean,
    /** Also "17850.0", the way ids come out of a program that had gaps in the column. */
    private readonly allowsZeroFraction: boolean,
  ) {}

  memory = { sawFraction: false }

  get spec(): ParserSpec {
    return { kind: 'integer', settings: [this.id, this.isWide, this.allowsZeroFraction] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    let i = start
    const isNegative = bytes[i] === MINUS
    if (isNegative) i++
    const first = i
    let value = 0
    while (i < end) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
      i++
    }
    const digits = i - first
    if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && bytes[first] === ZERO)) return NaN
    if (i < end && !(this.allowsZeroFraction && this.isZeroFraction(bytes, i, end))) return NaN
    if (isNegative) value = -value
    return this.isWide || (value | 0) === value ? value + 0 : NaN
  }

  private isZeroFraction(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes[start] !== POINT || start + 1 >= end) return false
    for (let i = start + 1; i < end; i++) if (bytes[i] !== ZERO) return false
    this.memory.sawFraction = true
    return true
  }

  holds(): boolean {
    return true
  }

  note(): string | null {
    return this.memory.sawFraction ? 'whole numbers written with “.0”' : null
  }

  fresh(): ValueParser {
    return new IntegerParser(this.id, this.isWide, this.allowsZeroFraction)
  }
}
