import { affixes } from './number-affixes'
import { MOST_DIGITS, type Reading } from './reading'

const ZERO = 48
const NINE = 57
const MINUS = 45
const POINT = 46
const COMMA = 44

const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

export type Grouping = 'none' | 'comma' | 'point' | 'space' | 'apostrophe'

const GROUPING_WORDS: Record<Grouping, string | null> = {
  none: null,
  comma: 'commas between thousands',
  point: 'points between thousands',
  space: 'spaces between thousands',
  apostrophe: 'apostrophes between thousands',
}

/** Decimal numbers in one style throughout: decimal sign, thousands separator, one currency or per cent signs. */
export class NumberReading implements Reading {
  readonly type = 'number'
  readonly isWide = false
  readonly id: string
  private currency: string | null = null
  private sawGroups = false
  private sawDecimals = false
  private sawPlain = false
  private sawParentheses = false
  private readonly decimalByte: number

  constructor(
    readonly decimal: '.' | ',',
    readonly grouping: Grouping,
    readonly isPercent: boolean,
  ) {
    this.id = `number ${decimal} ${grouping}${isPercent ? ' %' : ''}`
    this.decimalByte = decimal === '.' ? POINT : COMMA
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    if (!this.isPercent) {
      const value = bytes[start] === MINUS ? -this.plain(bytes, start + 1, end, 0) : this.plain(bytes, start, end, 0)
      if (value === value) return value
    }
    return this.dressed(bytes, start, end)
  }

  /** With sign, parentheses, currency or per cent sign. */
  private dressed(bytes: Uint8Array, start: number, end: number): number {
    const dress = affixes(bytes, start, end)
    if (dress === null || dress.isPercent !== this.isPercent) return NaN
    if (dress.currency !== null && this.currency !== null && dress.currency !== this.currency) return NaN
    // "+40722123456" is a telephone, "+5.25" a change.
    if (dress.hasPlus && !this.isPercent && !hasSeparator(bytes, dress.start, dress.end, this.decimalByte)) return NaN
    const value = this.plain(bytes, dress.start, dress.end, this.isPercent ? 2 : 0)
    if (value !== value) return NaN
    this.currency ??= dress.currency
    this.sawParentheses ||= dress.isParenthesised
    return dress.isNegative ? -value : value
  }

  /** Unsigned digits. `shift`: decimal places to move the point to the left. */
  private plain(bytes: Uint8Array, start: number, end: number, shift: number): number {
    let i = start
    let mantissa = 0
    let digits = 0
    for (; i < end; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) break
      mantissa = mantissa * 10 + digit
      digits++
    }
    if (digits > 1 && bytes[start] === ZERO) return NaN
    let hasGroups = false
    if (this.grouping !== 'none' && i < end && digits >= 1 && digits <= 3 && bytes[start] !== ZERO) {
      let length = this.separatorAt(bytes, i, end)
      while (length > 0) {
        const from = i + length
        if (!isDigit(bytes[from]) || !isDigit(bytes[from + 1]) || !isDigit(bytes[from + 2]) || from + 3 > end) return NaN
        mantissa = mantissa * 1000 + (bytes[from]! - ZERO) * 100 + (bytes[from + 1]! - ZERO) * 10 + bytes[from + 2]! - ZERO
        digits += 3
        i = from + 3
        hasGroups = true
        length = this.separatorAt(bytes, i, end)
      }
    }
    if (digits > MOST_DIGITS) return NaN
    let decimals = 0
    let isExact = true
    if (i < end && bytes[i] === this.decimalByte) {
      for (i++; i < end; i++) {
        const digit = bytes[i]! - ZERO
        if (digit < 0 || digit > 9) break
        if (digits + decimals < MOST_DIGITS) mantissa = mantissa * 10 + digit
        else isExact = false
        decimals++
      }
      if (decimals === 0) return NaN
    }
    if (digits === 0 && decimals === 0) return NaN
    if (i < end || !isExact || decimals + shift > 22) {
      if (i < end && !isExponent(bytes, i, end, decimals > 0)) return NaN
      return this.slow(bytes, start, end, shift, hasGroups, decimals)
    }
    this.remember(hasGroups, decimals)
    return mantissa / POWERS[decimals + shift]!
  }

  /** What is not a whole number below 2^53 over a power of ten is left to the language, which rounds rightly. */
  private slow(bytes: Uint8Array, start: number, end: number, shift: number, hasGroups: boolean, decimals: number): number {
    let text = ''
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!
      if (byte === this.decimalByte) text += '.'
      else if (isDigit(byte) || byte === MINUS || byte === 43 || (byte | 32) === 101) text += String.fromCharCode(byte)
    }
    const value = Number(shift > 0 && !/e/i.test(text) ? `${text}e-${shift}` : text)
    if (!Number.isFinite(value)) return NaN
    this.remember(hasGroups, decimals)
    return value
  }

  private remember(hasGroups: boolean, decimals: number): void {
    if (hasGroups) this.sawGroups = true
    else if (decimals === 0) this.sawPlain = true
    if (decimals > 0) this.sawDecimals = true
  }

  private separatorAt(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end) return 0
    const byte = bytes[at]
    switch (this.grouping) {
      case 'comma':
        return byte === COMMA ? 1 : 0
      case 'point':
        return byte === POINT ? 1 : 0
      case 'apostrophe':
        return byte === 39 ? 1 : byte === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99 ? 3 : 0
      case 'space':
        if (byte === 32) return 1
        if (byte === 0xc2 && bytes[at + 1] === 0xa0) return 2
        return byte === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0xaf || bytes[at + 2] === 0x89) ? 3 : 0
      case 'none':
        return 0
    }
  }

  holds(): boolean {
    return true
  }

  hasSeenDecimals(): boolean {
    return this.sawDecimals
  }

  /** Numbers without any separator. */
  hasSeenPlain(): boolean {
    return this.sawPlain
  }

  hasSeenGroups(): boolean {
    return this.sawGroups
  }

  note(): string | null {
    const notes = [
      this.decimal === ',' && this.sawDecimals ? 'decimal comma' : null,
      this.sawGroups ? GROUPING_WORDS[this.grouping] : null,
      this.currency === null ? null : `${this.currency} left out`,
      this.isPercent ? 'per cent as shares: 12 % is 0.12' : null,
      this.sawParentheses ? 'numbers in parentheses are negative' : null,
    ].filter((note) => note !== null)
    return notes.length > 0 ? notes.join('; ') : null
  }

  fresh(): Reading {
    return new NumberReading(this.decimal, this.grouping, this.isPercent)
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

function hasSeparator(bytes: Uint8Array, start: number, end: number, separator: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === separator) return true
  return false
}

/** "1.5e-3" is a number; "1e5" is as likely a code, and stays text. */
function isExponent(bytes: Uint8Array, start: number, end: number, hasDecimals: boolean): boolean {
  if ((bytes[start]! | 32) !== 101) return false
  let i = start + 1
  const isSigned = bytes[i] === MINUS || bytes[i] === 43
  if (isSigned) i++
  if ((!isSigned && !hasDecimals) || i >= end || end - i > 3) return false
  for (; i < end; i++) if (!isDigit(bytes[i])) return false
  return true
}
