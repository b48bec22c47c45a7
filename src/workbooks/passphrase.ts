/** The least a file may be sealed with. */
export const LEAST_LENGTH = 10

export type Strength = 'weak' | 'fair' | 'strong'

/**
 * How hard a passphrase is to guess, roughly and rather too low: what is repeated, in a row or well known counts little, and a word
 * counts as one of a few thousand however long it is (Diceware: 12.9 bits).
 */
export function strengthOf(passphrase: string): Strength {
  const bits = guessBits(passphrase)
  return bits < 40 ? 'weak' : bits < 55 ? 'fair' : 'strong'
}

const WORD = 12
const KNOWN =
  /pass(word|wort|phrase)?|kennwort|qwert[yz]|asdfg?h?|letmein|welcome|willkommen|bienvenue|bonjour|hallo|hello|admin|login|master|secret|geheim|clientele|customers?|kunden|clients?|love|sommer|summer|winter|dragon|monkey/gi

export function guessBits(passphrase: string): number {
  const text = passphrase.normalize('NFKC').toLowerCase().replace(KNOWN, '·')
  const pieces = text.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? []
  const seen = new Set<string>()
  return pieces.reduce((bits, piece) => {
    if (seen.has(piece)) return bits + 1
    seen.add(piece)
    return bits + bitsOf(piece)
  }, 0)
}

function bitsOf(piece: string): number {
  if (/^(19|20)\d\d$/.test(piece)) return 6.6
  const letters = steps(piece)
  if (/^\d/.test(piece)) return letters * 3.3
  if (!/^\p{L}/u.test(piece)) return piece === ' ' ? 1 : 4
  return letters < 3 ? letters * 5.7 : Math.min(WORD, letters * 4.7) + Math.max(0, letters - 9) * 3
}

/** Signs that do not merely repeat the one before or go on from it: "aaaa" and "abcd" are little more than one. */
function steps(piece: string): number {
  const codes = [...piece].map((sign) => sign.codePointAt(0)!)
  return codes.filter((code, at) => at === 0 || Math.abs(code - codes[at - 1]!) > 1).length
}
