/**
 * Widths of the printable ASCII characters of Fira Sans, in hundredths of an em, measured from the font file:
 * layouts are computed where no text can be measured (tests, the worker), and must not depend on when a font arrives.
 */
const FROM = 32
const REGULAR =
  '26 24 40 52 53 83 73 22 32 32 44 50 24 40 24 52 56 56 56 56 56 56 56 56 56 56 24 24 50 50 50 46 102 57 61 56 64 53 49 63 68 29 30 59 50 78 68 69 58 69 60 54 52 66 56 83 54 55 52 32 52 32 54 52 30 54 59 48 60 54 33 52 59 28 28 51 29 86 59 58 59 60 39 47 36 58 49 72 48 49 44 32 40 32 49'
    .split(' ')
    .map(Number)

/** No-break and narrow spaces, dashes, marks of omission. */
const OTHERS: Readonly<Record<string, number>> = {
  '\u202f': 13,
  '\u00a0': 26,
  '–': 52,
  '—': 80,
  '−': 50,
  '’': 23,
  '‘': 23,
  '·': 24,
  '…': 74,
}
const MEDIUM = 1.02
const ACCENTED = 57
const FULL_WIDTH = 100

export type Weight = 'regular' | 'medium'

/** Width in px of a line of the charts' sans; figures are tabular. Never less than what Fira Sans takes by more than a few per cent. */
export function textWidth(text: string, weight: Weight = 'regular', size = 12): number {
  let hundredths = 0
  for (const character of text) hundredths += widthOf(character)
  return (hundredths / 100) * size * (weight === 'medium' ? MEDIUM : 1)
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  // East Asian scripts and pictographs stand in squares.
  return REGULAR[code - FROM] ?? OTHERS[character] ?? (code >= 0x2e80 ? FULL_WIDTH : ACCENTED)
}

/** The text, or as much of it as fits with an ellipsis. */
export function fitText(text: string, width: number, weight: Weight = 'regular', size = 12): string {
  if (textWidth(text, weight, size) <= width) return text
  const characters = [...text]
  const room = width - textWidth('…', weight, size)
  let taken = 0
  let end = 0
  for (const character of characters) {
    taken += textWidth(character, weight, size)
    if (taken > room) break
    end += 1
  }
  return `${characters.slice(0, end).join('').trimEnd()}…`
}

/** Whole words on at most `lines` lines; the last is cut to fit. */
export function wrapText(text: string, width: number, lines: number, weight: Weight = 'regular', size = 12): string[] {
  const wrapped: string[] = []
  let line = ''
  const words = text.split(' ')
  for (const [index, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word
    if (!line || textWidth(longer, weight, size) <= width) line = longer
    else if (wrapped.length === lines - 1) {
      line = [line, ...words.slice(index)].join(' ')
      break
    } else {
      wrapped.push(line)
      line = word
    }
  }
  return [...wrapped, line].map((each) => fitText(each, width, weight, size))
}
