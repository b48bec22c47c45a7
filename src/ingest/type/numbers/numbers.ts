import { asciiDigits } from './digits'
import { affixes, type Affixes, type Side } from './number-affixes'
import { MOST_DIGITS, type ParserSpec, type ValueParser } from '../value-parser'

const ZERO = 48
const NINE = 57
const MINUS = 45
const POINT = 46
const COMMA = 44

const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

export type Grouping = 'none' | 'comma' | 'lakh' | 'point' | 'space' | 'apostrophe'

const GROUPING_WORDS: Record<Grouping, string | null> = {
  none: null,
  comma: 'commas between thousands',
  lakh: 'commas between thousands, lakhs and crores',
  point: 'points between thousands',
  space: 'spaces between thousands',
  apostrophe: 'apostrophes between thousands',
}

/** What a column's values together say of each of them. */
interface Customs {
  /** Currencies differ from row to row: each row's is kept. */
  readonly keepsCurrencies: boolean
  /** Amounts on this side of the account are negative. */
  readonly negative: readonly Side[]
}

/** Decimal numbers in one style throughout: decimal sign, thousands separator, per cent signs or none. */
export class NumberParser implements ValueParser {
  readonly type = 'number'
  readonly isWide = false
  readonly id: string
  /** Of the value read last; '' where none stood beside it. */
  currency = ''
  memory = {
    signs: new Map<string, { readonly currency: string; rows: number }>(),
    values: 0,
    debit: 0,
    credit: 0,
    powers: 0,
    codelike: 0,
    sawGroups: false,
    sawDecimals: false,
    sawPlain: false,
    sawParentheses: false,
    sawExponent: false,
  }
  private readonly decimalByte: number

  /** Without customs, those of what is read are found out. */
  constructor(
    readonly decimal: '.' | ',',
    readonly grouping: Grouping,
    readonly isPercent: boolean,
    private readonly customs: Customs | null = null,
  ) {
    this.id = `number ${decimal} ${grouping}${isPercent ? ' %' : ''}`
    this.decimalByte = decimal === '.' ? POINT : COMMA
  }

  get spec(): ParserSpec {
    return { kind: 'number', settings: [this.decimal, this.grouping, this.isPercent, this.customs] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    this.currency = ''
    if (!this.isPercent) {
      const value = bytes[start] === MINUS ? -this.plain(bytes, start + 1, end, 0) : this.plain(bytes, start, end, 0)
      if (value === value) return value
    }
    const value = this.dressed(bytes, start, end)
    if (value === value) return value
    const ascii = asciiDigits(bytes, start, end)
    return ascii === null ? NaN : this.dressed(ascii, 0, ascii.length)
  }

  /** With sign, parentheses, currency, side of the account or per cent sign. */
  private dressed(bytes: Uint8Array, start: number, end: number): number {
    const dress = affixes(bytes, start, end)
    if (dress === null || dress.isPercent !== this.isPercent) return NaN
    // "+40722123456" is a telephone, "+5.25" a change.
    if (dress.hasPlus && !this.isPercent && !hasSeparator(bytes, dress.start, dress.end, this.decimalByte)) return NaN
    const value = this.plain(bytes, dress.start, dress.end, (this.isPercent ? 2 : 0) - dress.exponent)
    if (value !== value) return NaN
    this.rememberDress(dress)
    const isNegative = dress.isNegative !== (dress.side !== null && (this.customs?.negative.includes(dress.side) ?? false))
    return isNegative ? -value : value
  }

  private rememberDress({ currency, side, isParenthesised, exponent, isCodelike }: Affixes): void {
    this.memory.sawParentheses ||= isParenthesised
    if (exponent !== 0) this.memory.powers++
    if (isCodelike) this.memory.codelike++
    if (side) this.memory[side]++
    if (!currency) return
    this.currency = currency.currency
    const seen = this.memory.signs.get(currency.sign)
    if (seen) seen.rows++
    else this.memory.signs.set(currency.sign, { currency: currency.currency, rows: 1 })
  }

  /** Unsigned digits. `shift`: decimal places to move the point to the left, below 0 to the right. */
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
    if (this.grouping === 'lakh' && i < end && bytes[i] === COMMA) {
      const grouped = lakhs(bytes, start, i, end)
      if (grouped === null) return NaN
      mantissa = grouped.value
      digits = grouped.digits
      i = grouped.at
      hasGroups = true
    } else if (this.grouping !== 'none' && i < end && digits >= 1 && digits <= 3 && bytes[start] !== ZERO) {
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
    if (i < end || !isExact || Math.abs(decimals + shift) > 22) {
      if (i < end && !isExponent(bytes, i, end, decimals > 0)) return NaN
      return this.slow(bytes, start, end, shift, hasGroups, decimals)
    }
    this.remember(hasGroups, decimals)
    const places = decimals + shift
    return places < 0 ? mantissa * POWERS[-places]! : mantissa / POWERS[places]!
  }

  /** What is not a whole number below 2^53 over a power of ten is left to the language, which rounds rightly. */
  private slow(bytes: Uint8Array, start: number, end: number, shift: number, hasGroups: boolean, decimals: number): number {
    let text = ''
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!
      if (byte === this.decimalByte) text += '.'
      else if (isDigit(byte) || byte === MINUS || byte === 43 || (byte | 32) === 101) text += String.fromCharCode(byte)
    }
    const value = Number(shift !== 0 && !/e/i.test(text) ? `${text}e${-shift}` : text)
    if (!Number.isFinite(value)) return NaN
    if (/e\+?\d/i.test(text)) this.memory.sawExponent = true
    this.remember(hasGroups, decimals)
    return value
  }

  private remember(hasGroups: boolean, decimals: number): void {
    this.memory.values++
    if (hasGroups) this.memory.sawGroups = true
    else if (decimals === 0) this.memory.sawPlain = true
    if (decimals > 0) this.memory.sawDecimals = true
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
      case 'lakh':
        return 0
    }
  }

  /** RM101 and RM102 are codes, 12M and 24M are terms, until a decimal sign, a separator or a currency among them says that they are amounts. */
  holds(): boolean {
    const isAmount = this.memory.sawDecimals || this.memory.sawGroups
    return (
      isAmount ||
      (this.memory.codelike * 2 <= this.memory.values && (this.memory.powers * 2 <= this.memory.values || this.memory.signs.size > 0))
    )
  }

  hasSeenDecimals(): boolean {
    return this.memory.sawDecimals
  }

  /** Numbers without any separator. */
  hasSeenPlain(): boolean {
    return this.memory.sawPlain
  }

  hasSeenGroups(): boolean {
    return this.memory.sawGroups
  }

  /** Currencies beside the values, the most frequent first. */
  get currencies(): readonly { readonly currency: string; readonly rows: number }[] {
    const found = new Map<string, number>()
    for (const { currency, rows } of this.memory.signs.values()) found.set(currency, (found.get(currency) ?? 0) + rows)
    return [...found].map(([currency, rows]) => ({ currency, rows })).toSorted((a, b) => b.rows - a.rows)
  }

  get keepsCurrencies(): boolean {
    return this.customs?.keepsCurrencies ?? false
  }

  note(): string | null {
    const negative = this.customs?.negative.filter((side) => this.memory[side] > 0) ?? []
    const notes = [
      this.decimal === ',' && this.memory.sawDecimals ? 'decimal comma' : null,
      this.memory.sawGroups ? GROUPING_WORDS[this.grouping] : null,
      this.memory.signs.size === 0 ? null : `${[...this.memory.signs.keys()].join(', ')} left out`,
      this.isPercent ? 'per cent as shares: 12 % is 0.12' : null,
      this.memory.powers > 0 ? 'k and M as thousands and millions' : null,
      this.memory.sawParentheses ? 'numbers in parentheses are negative' : null,
      negative.length > 0 ? `amounts marked ${negative.map((side) => (side === 'debit' ? 'DR' : 'CR')).join(' or ')} are negative` : null,
      this.memory.sawExponent ? 'in scientific notation: digits may have been lost' : null,
    ].filter((note) => note !== null)
    return notes.length > 0 ? notes.join('; ') : null
  }

  fresh(): ValueParser {
    return new NumberParser(this.decimal, this.grouping, this.isPercent, this.customs ?? this.customsFound())
  }

  /** A mark that fewer than half of the values have is the exception, and tells what goes the other way. */
  private customsFound(): Customs {
    return {
      keepsCurrencies: this.currencies.length > 1,
      negative: (['debit', 'credit'] as const).filter((side) => this.memory[side] * 2 < this.memory.values),
    }
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

function hasSeparator(bytes: Uint8Array, start: number, end: number, separator: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === separator) return true
  return false
}

/** Digits as they are grouped in India, 1,02,34,567: by twos down to the last three; null when they are not. */
function lakhs(bytes: Uint8Array, start: number, comma: number, end: number): { value: number; digits: number; at: number } | null {
  if (comma - start < 1 || comma - start > 2) return null
  let value = bytes[start]! - ZERO
  if (comma - start === 2) value = value * 10 + bytes[start + 1]! - ZERO
  let digits = comma - start
  for (let i = comma; ;) {
    let length = 0
    for (i++; i < end && isDigit(bytes[i]) && length < 4; i++, length++) value = value * 10 + bytes[i]! - ZERO
    digits += length
    if (length === 3) return bytes[i] === COMMA && i < end ? null : { value, digits, at: i }
    if (length !== 2 || i >= end || bytes[i] !== COMMA) return null
  }
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
