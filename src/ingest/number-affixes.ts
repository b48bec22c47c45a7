/** What is written around a number, and where the number itself stands. */
export interface Affixes {
  readonly start: number
  readonly end: number
  readonly isNegative: boolean
  readonly hasPlus: boolean
  readonly isPercent: boolean
  readonly isParenthesised: boolean
  /** As it is written. */
  readonly currency: string | null
}

/** Signs and codes as they are written beside amounts. */
const CURRENCIES = (
  '$ € £ ¥ ₹ ₽ ₺ ₴ ₪ ₩ ₫ ฿ US$ R$ C$ A$ zł Kč Ft lei LEI kr kr. Fr. CHF EUR USD GBP RON PLN HUF CZK SEK NOK DKK BGN JPY CNY INR ' +
  'CAD AUD NZD BRL MXN ZAR TRY TL UAH RUB ILS'
).split(' ')

const ENCODED = CURRENCIES.map((sign) => ({ sign, bytes: new TextEncoder().encode(sign) }))
  // The longest first: "US$" before "$".
  .sort((a, b) => b.bytes.length - a.bytes.length)

const SPACE = 32

/** Null when what surrounds the number is nothing known, or a sign stands twice. */
export function affixes(bytes: Uint8Array, start: number, end: number): Affixes | null {
  let isNegative = false
  let hasPlus = false
  let isPercent = false
  let isParenthesised = false
  let currency: string | null = null
  let signs = 0
  if (bytes[start] === 40 && bytes[end - 1] === 41) {
    isParenthesised = isNegative = true
    signs = 1
    start++
    end--
  }
  for (;;) {
    start = skip(bytes, start, end)
    const byte = bytes[start]
    if (start >= end || (byte! >= 48 && byte! <= 57) || byte === 46 || byte === 44) break
    if (byte === 45 || byte === 43) {
      signs++
      if (byte === 45) isNegative = true
      else hasPlus = true
      start++
    } else if (byte === 0xe2 && bytes[start + 1] === 0x88 && bytes[start + 2] === 0x92) {
      signs++
      isNegative = true
      start += 3
    } else {
      const found = ENCODED.find((entry) => startsWith(bytes, start, end, entry.bytes))
      if (!found || currency !== null) return null
      currency = found.sign
      start += found.bytes.length
    }
  }
  for (;;) {
    end = skipBack(bytes, start, end)
    const byte = bytes[end - 1]
    if (end <= start || (byte! >= 48 && byte! <= 57)) break
    if (byte === 37 && !isPercent) {
      isPercent = true
      end--
    } else if (byte === 45) {
      signs++
      isNegative = true
      end--
    } else {
      const found = ENCODED.find((entry) => startsWith(bytes, end - entry.bytes.length, end, entry.bytes))
      if (!found || currency !== null) return null
      currency = found.sign
      end -= found.bytes.length
    }
  }
  if (signs > 1 || start >= end) return null
  return { start, end, isNegative, hasPlus, isPercent, isParenthesised, currency }
}

function startsWith(bytes: Uint8Array, at: number, end: number, sought: Uint8Array): boolean {
  if (at < 0 || at + sought.length > end) return false
  for (let offset = 0; offset < sought.length; offset++) if (bytes[at + offset] !== sought[offset]) return false
  return true
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
