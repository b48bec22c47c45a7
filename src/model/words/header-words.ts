/** Words that carry no meaning of their own in a header: "date de la commande" says what "date commande" says. */
const EMPTY = new Set([
  'a',
  'al',
  'and',
  'as',
  'das',
  'de',
  'del',
  'der',
  'des',
  'die',
  'du',
  'el',
  'en',
  'et',
  'in',
  'is',
  'la',
  'las',
  'le',
])
for (const word of ['les', 'los', 'of', 'on', 'per', 'pro', 'the', 'und', 'y', 'd', 'l', 'si', 'your', 'this']) EMPTY.add(word)

// Units and currencies beside the name of an amount; what they tell is read elsewhere.
const UNITS = new Set(['usd', 'eur', 'gbp', 'ron', 'chf', 'lei', 'euro', 'euros', 'pounds', 'utc', 'gmt', 'cet'])

/** A header's words: lower case, without accents, split at signs and at camelCase; units and empty words left out. */
export function wordsOf(header: string): readonly string[] {
  const plain = header
    .slice(0, 200)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const telling = words.filter((word) => !EMPTY.has(word) && !UNITS.has(word))
  return telling.length > 0 ? telling : words
}

/** Nobody named this column: it is empty, or a number behind a general word. */
export function isUnnamed(header: string): boolean {
  return /^((column|col|field|unnamed|var|v|x|c|f|spalte|colonne|columna|coloana)?[\s_:.-]*\d*)?$/iu.test(header.slice(0, 200).trim())
}
