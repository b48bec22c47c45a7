const DECODER = new TextDecoder()
const ENCODER = new TextEncoder()

/** Where the digits of other scripts begin: Arabic-Indic, its eastern form, Devanagari, Bengali, Thai, full-width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]
const MARKS: Readonly<Record<string, string>> = {
  '٫': '.',
  '٬': ',',
  '٪': '%',
  '．': '.',
  '，': ',',
  '％': '%',
  '（': '(',
  '）': ')',
  '＋': '+',
}
const FOREIGN = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/

/** The bytes with digits of other scripts, and the signs that go with them, in ASCII; null where there are none. */
export function asciiDigits(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  let isForeign = false
  for (let i = start; i < end && !isForeign; i++) isForeign = bytes[i]! >= 0xd9
  if (!isForeign) return null
  const text = DECODER.decode(bytes.subarray(start, end))
  if (!FOREIGN.test(text)) return null
  return ENCODER.encode(
    [...text]
      .filter((character) => !/[\u200e\u200f\u061c]/.test(character))
      .map((character) => digit(character.codePointAt(0)!) ?? MARKS[character] ?? character)
      .join(''),
  )
}

function digit(point: number): string | null {
  const zero = ZEROS.find((one) => point >= one && point < one + 10)
  return zero === undefined ? null : String(point - zero)
}
