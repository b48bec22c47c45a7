/** What a file's bytes are read as. `name` is a label TextDecoder knows. */
export interface Encoding {
  readonly name: string
  /** Bytes of the byte order mark. */
  readonly mark: number
  /** How it was found, when that is worth telling. */
  readonly note: string | null
}

const UTF8: Encoding = { name: 'utf-8', mark: 0, note: null }

/** From the first bytes of a file and stretches of its middle. `pieces[0]` is the beginning. */
export function guessEncoding(pieces: readonly Uint8Array[]): Encoding {
  const head = pieces[0] ?? new Uint8Array(0)
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { ...UTF8, mark: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', mark: 2, note: null }
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', mark: 2, note: null }
  const halves = zeroHalves(head)
  if (halves.odd > 0.3 && halves.even < 0.05) return { name: 'utf-16le', mark: 0, note: 'read as UTF-16' }
  if (halves.even > 0.3 && halves.odd < 0.05) return { name: 'utf-16be', mark: 0, note: 'read as UTF-16' }
  if (pieces.every((piece, index) => isUtf8(piece, index > 0))) return UTF8
  return guessLegacy(pieces)
}

/** For a file that turned out not to be UTF-8: the code page whose language fits best. */
export function guessLegacy(pieces: readonly Uint8Array[]): Encoding {
  const sample = joinForeign(pieces)
  if (mostlyUtf8(sample)) return { ...UTF8, note: 'a few characters are damaged and shown as �' }
  // A few odd characters are not enough to leave the commonest code page.
  let best = { name: 'windows-1252', score: 0.5 }
  for (const [name, alphabets] of CODE_PAGES) {
    const text = decode(name, sample)
    if (text === null) continue
    for (const alphabet of alphabets) {
      const score = likeness(text, alphabet)
      if (score > best.score + 1e-9) best = { name, score }
    }
  }
  return { name: best.name, mark: 0, note: `read as ${best.name}` }
}

/** Whether a piece is valid UTF-8; one cut out of the middle may begin and end within a character. */
function isUtf8(piece: Uint8Array, isMiddle: boolean): boolean {
  let from = 0
  if (isMiddle) while (from < 3 && ((piece[from] ?? 0) & 0xc0) === 0x80) from++
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(piece.subarray(from), { stream: true })
    return true
  } catch {
    return false
  }
}

function zeroHalves(head: Uint8Array): { even: number; odd: number } {
  const length = Math.min(head.length, 4096) & ~1
  if (length < 4) return { even: 0, odd: 0 }
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  return { even: even / (length / 2), odd: odd / (length / 2) }
}

const MOST_FOREIGN = 64 * 1024

/** The lines that hold bytes outside ASCII. */
function joinForeign(pieces: readonly Uint8Array[]): Uint8Array {
  const found: number[] = []
  for (const piece of pieces) {
    let line = 0
    for (let i = 0; i <= piece.length && found.length < MOST_FOREIGN; i++) {
      if (i < piece.length && piece[i] !== 10 && piece[i] !== 13) continue
      const bytes = piece.subarray(line, i)
      if (bytes.length < 4096 && bytes.some((byte) => byte >= 0x80)) found.push(...bytes, 10)
      line = i + 1
    }
  }
  return Uint8Array.from(found)
}

/** UTF-8 with damage: far more well-formed characters than broken bytes. */
function mostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample)
  let broken = 0
  let whole = 0
  for (const character of text) {
    if (character === '\ufffd') broken++
    else if (character > '\u007f') whole++
  }
  return whole > broken * 5
}

function decode(name: string, sample: Uint8Array): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(sample)
  } catch {
    return null
  }
}

type Alphabet = (character: string) => boolean

const letters =
  (set: string): Alphabet =>
  (character) =>
    set.includes(character)
const between =
  (from: string, to: string): Alphabet =>
  (character) =>
    character >= from && character <= to

const CYRILLIC = between('\u0401', '\u045f')
const IDEOGRAPHS: Alphabet = (character) =>
  between('\u4e00', '\u9fff')(character) || between('\u3000', '\u303f')(character) || between('\uff00', '\uff60')(character)
const JAPANESE: Alphabet = (character) => IDEOGRAPHS(character) || between('\u3040', '\u30ff')(character)
const KOREAN = between('\uac00', '\ud7a3')

const CODE_PAGES: readonly (readonly [name: string, alphabets: readonly Alphabet[]])[] = [
  [
    'windows-1252',
    [
      letters('äöüß'),
      letters('éèêëàâçîïôûùœæ'),
      letters('áéíóúñü¿¡'),
      letters('ãõáâéêíóôúçàº'),
      letters('àèéìòù'),
      letters('åäöé'),
      letters('æøåé'),
      letters('áéíóúýþæöð'),
    ],
  ],
  [
    'windows-1250',
    [
      letters('ăâîşţ'),
      letters('ąćęłńóśźż'),
      letters('ěščřžýáíéúůďťňó'),
      letters('áäčďéíľňóôŕšťúýž'),
      letters('áéíóöőúüű'),
      letters('čćžšđ'),
    ],
  ],
  ['windows-1251', [CYRILLIC]],
  ['koi8-r', [CYRILLIC]],
  ['ibm866', [CYRILLIC]],
  ['windows-1253', [between('\u0384', '\u03ce')]],
  ['windows-1254', [letters('çğıöşüâ')]],
  ['windows-1255', [between('\u05d0', '\u05ea')]],
  ['windows-1256', [between('\u0621', '\u064a')]],
  ['shift_jis', [JAPANESE]],
  ['euc-jp', [JAPANESE]],
  ['gb18030', [IDEOGRAPHS]],
  ['big5', [IDEOGRAPHS]],
  ['euc-kr', [KOREAN]],
]

const SCRIPT_DOUBT = 4

/** Signs that occur in any language. */
const NEUTRAL = '€£°§–—‘’“”„…•©®™«»½²³ \u00a0'

/** Share of the characters outside ASCII that belong to the alphabet; letters of either case in the wrong place count against it. */
function likeness(text: string, alphabet: Alphabet): number {
  const characters = [...text]
  let good = 0
  let total = 0
  let foreign = 0
  characters.forEach((character, index) => {
    if (character <= '\u007f') return
    if (NEUTRAL.includes(character)) {
      // Between many of them there is little text: bytes of another kind.
      total += 0.5
      return
    }
    total++
    const lower = character.toLowerCase()
    if (!alphabet(lower) && !alphabet(character)) return
    const before = characters[index - 1] ?? ' '
    // A capital inside a small word is a letter of another code page; an ideograph beside a Latin letter is two bytes misread.
    const isForeign = !/\p{Script=Latin}/u.test(character)
    if (isForeign) foreign++
    const isMisplaced = (isForeign && /[a-z]/i.test(before)) || (character !== lower && /\p{Ll}/u.test(before))
    good += isMisplaced ? -1 : 1
  })
  if (total === 0) return 0
  // A text in another script has many letters of it.
  return foreign * 2 > total ? good / (total + SCRIPT_DOUBT) : good / total
}
