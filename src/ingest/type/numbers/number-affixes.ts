import { CURRENCY_SIGNS, type CurrencySign } from './currencies'
import { AffixWords } from './affix-words'

/** On which side of an account an amount stands. */
export type Side = 'debit' | 'credit'

/** What is written around a number, and where the number itself stands. */
export interface Affixes {
  readonly start: number
  readonly end: number
  readonly isNegative: boolean
  readonly hasPlus: boolean
  readonly isPercent: boolean
  readonly isParenthesised: boolean
  readonly currency: CurrencySign | null
  readonly side: Side | null
  /** 1.2k: the power of ten that it is multiplied by. */
  readonly exponent: number
  /** Capitals stand right before the digits, as in a code: RM101. */
  readonly isCodelike: boolean
}

const CURRENCIES = new AffixWords(CURRENCY_SIGNS.map((sign) => [sign.sign, sign] as const))
const SIDES = new AffixWords<Side>([
  ...['DR.', 'Dr.', 'DR', 'Dr', 'dr'].map((word) => [word, 'debit'] as const),
  ...['CR.', 'Cr.', 'CR', 'Cr', 'cr'].map((word) => [word, 'credit'] as const),
])
const POWERS = new AffixWords<number>([
  ...['k', 'K', 'Tsd.', 'Tsd'].map((word) => [word, 3] as const),
  ...['M', 'Mio.', 'Mio', 'mio', 'mln', 'mn'].map((word) => [word, 6] as const),
  ...['Mrd.', 'Mrd', 'mrd', 'bn'].map((word) => [word, 9] as const),
])
/** Nothing behind the decimal sign: "1234,-". */
const EVEN = new AffixWords([',--', ',-', '.-', ',–', '.–', ',—', '.—'].map((word) => [word, true] as const))
const MINUSES = new AffixWords(['-', '−', '–', '－'].map((word) => [word, true] as const))
/** Capitals that are money even right before digits. */
const PLAIN_CODES = new Set('EUR USD GBP CHF RON PLN INR BRL HUF CZK SEK NOK DKK JPY CNY CAD AUD'.split(' '))

const SPACE = 32
const PLUS = 43
const OPEN = 40
const CLOSE = 41
const PERCENT = 37

/** Null when what surrounds the number is nothing known, or something stands twice. */
export function affixes(bytes: Uint8Array, start: number, end: number): Affixes | null {
  let signs = 0
  let isNegative = false
  let hasPlus = false
  let isPercent = false
  let opens = 0
  let closes = 0
  let currency: CurrencySign | null = null
  let side: Side | null = null
  let exponent = 0
  let isCodelike = false
  for (;;) {
    start = skip(bytes, start, end)
    if (start >= end) return null
    const byte = bytes[start]!
    if (isDigit(byte) || byte === 46 || byte === 44) break
    if (byte === OPEN || byte === PLUS) {
      if (byte === OPEN) opens++
      else hasPlus = true
      signs++
      start++
      continue
    }
    const minus = MINUSES.front(bytes, start, end)
    const ofSide = minus ? null : SIDES.front(bytes, start, end)
    const money = minus || ofSide ? null : CURRENCIES.front(bytes, start, end)
    const word = minus ?? ofSide ?? money
    if (!word || (money && currency) || (ofSide && side)) return null
    if (minus) {
      signs++
      isNegative = true
    } else if (money) currency = money.means
    else side = ofSide!.means
    start += word.bytes.length
    isCodelike ||= !minus && isDigit(bytes[start] ?? 0) && /^[A-Za-z]+$/.test(word.text) && (ofSide !== null || isCode(word.text))
  }
  for (;;) {
    end = skipBack(bytes, start, end)
    if (end <= start) return null
    const byte = bytes[end - 1]!
    if (isDigit(byte)) break
    if (byte === CLOSE || (byte === PERCENT && !isPercent)) {
      if (byte === CLOSE) closes++
      else isPercent = true
      end--
      continue
    }
    const even = EVEN.behind(bytes, start, end)
    const minus = even ? null : MINUSES.behind(bytes, start, end)
    const ofSide = even || minus ? null : SIDES.behind(bytes, start, end)
    const money = even || minus || ofSide ? null : CURRENCIES.behind(bytes, start, end)
    const power = even || minus || money || ofSide ? null : POWERS.behind(bytes, start, end)
    const word = even ?? minus ?? ofSide ?? money ?? power
    // "$5 USD" says more exactly what the sign says.
    if (!word || (money && currency && currency.sign !== '$') || (ofSide && side) || (power && exponent)) return null
    if (minus) {
      signs++
      isNegative = true
    } else if (money) currency = money.means
    else if (ofSide) side = ofSide.means
    else if (power) exponent = power.means
    end -= word.bytes.length
  }
  if (signs > 1 || opens !== closes) return null
  const isParenthesised = opens > 0
  return {
    start,
    end,
    isNegative: isNegative || isParenthesised,
    hasPlus,
    isPercent,
    isParenthesised,
    currency,
    side,
    exponent,
    isCodelike,
  }
}

function isCode(word: string): boolean {
  return word === word.toUpperCase() && !PLAIN_CODES.has(word)
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

function skip(bytes: Uint8Array, start: number, end: number): number {
  for (;;) {
    if (start < end && bytes[start] === SPACE) start++
    else if (start + 1 < end && bytes[start] === 0xc2 && bytes[start + 1] === 0xa0) start += 2
    else if (start + 2 < end && bytes[start] === 0xe2 && bytes[start + 1] === 0x80 && bytes[start + 2] === 0xaf) start += 3
    else return start
  }
}

function skipBack(bytes: Uint8Array, start: number, end: number): number {
  for (;;) {
    if (start < end && bytes[end - 1] === SPACE) end--
    else if (start + 1 < end && bytes[end - 1] === 0xa0 && bytes[end - 2] === 0xc2) end -= 2
    else if (start + 2 < end && bytes[end - 1] === 0xaf && bytes[end - 2] === 0x80 && bytes[end - 3] === 0xe2) end -= 3
    else return end
  }
}
