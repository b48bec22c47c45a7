import { isLatin, SCRIPTS, type Script } from './code-pages'

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
  const wide = wideWithoutMark(head)
  if (wide) return { name: wide, mark: 0, note: 'read as UTF-16' }
  if (pieces.every((piece, index) => isUtf8(piece, index > 0))) return UTF8
  return guessLegacy(pieces)
}

/** For a file that turned out not to be UTF-8: the code page whose language fits best. */
export function guessLegacy(pieces: readonly Uint8Array[]): Encoding {
  const sample = joinForeign(pieces)
  if (mostlyUtf8(sample)) return { ...UTF8, note: 'a few characters are damaged and shown as �' }
  const texts = new Map<string, string | null>()
  // A few odd characters are not enough to leave the commonest code page.
  let best = { name: 'windows-1252', score: 0.3 }
  for (const script of SCRIPTS) {
    const name = script.encoding
    if (!texts.has(name)) texts.set(name, decode(name, sample))
    const text = texts.get(name)!
    const score = text === null ? -1 : likeness(text, script)
    if (score > best.score + 1e-9) best = { name, score }
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

/** UTF-16 that does not say so: its line ends, signs and digits have a zero on one side, always the same. */
function wideWithoutMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const { even, odd } = zeroHalves(head)
  const name = odd > 0.02 && even < odd / 3 ? 'utf-16le' : even > 0.02 && odd < even / 3 ? 'utf-16be' : null
  if (name === null || !hasWideSigns(head, name === 'utf-16le' ? 0 : 1)) return null
  const text = decode(name, head.subarray(0, Math.min(head.length, LOOKED_AT) & ~1))
  return text !== null && !/[\p{Cn}\p{Co}]|(?![\t\n\r])\p{Cc}/u.test(text) ? name : null
}

const LOOKED_AT = 4096
const LF = 10
const COMMA = 44

/** Line ends and commas mostly stand beside a zero, on the side where they must. */
function hasWideSigns(head: Uint8Array, side: 0 | 1): boolean {
  let wide = 0
  let narrow = 0
  for (let i = 0; i < Math.min(head.length, LOOKED_AT); i++) {
    if (head[i] !== LF && head[i] !== COMMA) continue
    if ((i & 1) === side && head[i ^ 1] === 0) wide++
    else narrow++
  }
  return wide >= narrow
}

/** Shares of the characters whose first or second byte is zero. */
function zeroHalves(head: Uint8Array): { even: number; odd: number } {
  const length = Math.min(head.length, LOOKED_AT) & ~1
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
  // Cut off behind its first byte, the last character alone says nothing against the others.
  return whole > broken * 5 || (broken === 1 && whole > 0 && text.trimEnd().endsWith('\ufffd'))
}

function decode(name: string, sample: Uint8Array): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(sample, { stream: true })
  } catch {
    return null
  }
}

/** Signs that occur in any language. */
const NEUTRAL = '€£°§–—‘’“”„…•©®™«»½²³\u00a0№¥￥、。・「」（）　：，'
/** What is neither a letter of the alphabet nor a sign speaks so much against a code page. */
const STRANGE = -1
const RARE = 0.1
/** What a letter is worth where it cannot stand: a capital inside a small word, an ideograph beside a Latin letter. */
const MISPLACED = -0.5
/** Few letters are few grounds: so many that prove nothing are added. */
const DOUBT = 0.5

/** 0 to 1: how much a text looks like a language. */
function likeness(text: string, { letters, others, handicap }: Script): number {
  const characters = [...text]
  let good = 0
  let total = DOUBT
  characters.forEach((character, index) => {
    if (character <= '\u007f') return
    if (NEUTRAL.includes(character)) {
      // Between many of them there is little text: bytes of another kind.
      total += 0.5
      return
    }
    total++
    const lower = character.toLowerCase()
    const worth = letters.get(lower) ?? letters.get(character) ?? (others?.test(character) ? RARE : STRANGE)
    good += worth > 0 && isMisplaced(character, lower, characters[index - 1] ?? ' ') ? MISPLACED : worth
  })
  return total === DOUBT ? 0 : good / total - handicap
}

function isMisplaced(character: string, lower: string, before: string): boolean {
  if (character !== lower) return /\p{Ll}/u.test(before)
  return /[a-z]/i.test(before) && !isLatin(character)
}
