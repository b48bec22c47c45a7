import type { Role, TableKind } from '../mapping/mapping'
import { wordsOf } from './header-words'
import { rolesOf } from '../mapping/roles'
import de from './de.json'
import en from './en.json'
import es from './es.json'
import fr from './fr.json'
import ro from './ro.json'

/** Each language gives roles, tables ("table orders") and values ("value gone") their words; "~" marks one that alone says little. */
const LANGUAGES: readonly Readonly<Record<string, string>>[] = [en, ro, de, fr, es]

/** For whom a word speaks, from 0 to 1. Earlier words of a list go before later ones. */
interface Meaning {
  readonly of: string
  readonly weight: number
}

const WEAK = 0.55
const LEAST_STRONG = 0.85

const meanings = new Map<string, Meaning[]>()
for (const language of LANGUAGES)
  for (const [of, list] of Object.entries(language)) {
    const words = list.split(', ')
    const weak = words.findIndex((word) => word.startsWith('~'))
    for (const [place, word] of words.entries()) {
      const weight = word.startsWith('~') ? WEAK - (place - weak) * 0.0005 : Math.max(LEAST_STRONG, 1 - place * 0.003)
      const key = keyOf(wordsOf(word.replace('~', '')))
      meanings.set(key, [...(meanings.get(key) ?? []), { of, weight }])
    }
  }

// Spaces do not matter: "customerid", "CustomerID" and "customer_id" are one word.
function keyOf(words: readonly string[]): string {
  return words.join('')
}

/** Words that say whose detail it is, not which: "customer country", "billing city". An amount billed is another matter. */
const OWNERS = new Set([
  'customer',
  'cust',
  'client',
  'kunde',
  'kunden',
  'cliente',
  'user',
  'member',
  'contact',
  'billing',
  'shipping',
  'buyer',
])

const DETAILS = new Set(rolesOf('customers').filter((role) => role !== 'customer_id'))
const OWNED = 0.95

/** Words that turn a date or an amount into another one: the last order date of a customer is not the date of an order. */
const TURNS = new Set(
  `last first next previous latest updated modified delivered delivery shipped shipping due expected estimated tax vat tva mwst iva avg average
  mean max min count rate pct percent total freight transport fee tip refunded refund ultima ultimul prima letzte letzter erste derniere dernier premiere ultimo
  primera livrare lieferdatum versand versandkosten livraison port envio`.split(/\s+/),
)

/** How well a header names each role, from 0 to 1. */
export function rolesNamed(header: string): ReadonlyMap<Role, number> {
  return matches(wordsOf(header), (of) => !of.includes(' '))
}

/** How well a file's name tells each kind of table. */
export function kindsNamed(file: string): ReadonlyMap<TableKind, number> {
  const words = wordsOf(file.replace(/\.(csv|tsv|txt|gz|xlsx?|json|parquet)\b/gi, '')).filter((word) => !/^\d+$/.test(word))
  const found = matches(words, (of) => of.startsWith('table '))
  return new Map([...found].map(([of, weight]) => [of.replace('table ', '') as TableKind, weight]))
}

/** Values, such as those of a status, that mean one of the things the word lists name. */
export function valuesMeaning(values: readonly string[], of: 'gone' | 'there'): readonly string[] {
  return values.filter((value) => (meanings.get(keyOf(wordsOf(value))) ?? []).some((meaning) => meaning.of === `value ${of}`))
}

/** Whether words in the place of a date say that it has not come: "ongoing", "bis heute", "en cours". */
export function isOpenWord(words: readonly string[]): boolean {
  return (meanings.get(keyOf(words)) ?? []).some(({ of }) => of === 'value open')
}

/** What people write where there is no customer, in lower case, with and without accents: guest, n/a, Laufkundschaft, "(none)". */
export const NOBODY: readonly string[] = [
  ...new Set(
    LANGUAGES.flatMap((language) => (language['value nobody'] ?? '').split(', ')).flatMap((word) => {
      const plain = word.normalize('NFKD').replace(/\p{M}/gu, '')
      return [word, plain, word.replaceAll(' ', '-')].flatMap((one) => [one, `(${one})`, `<${one}>`, `[${one}]`])
    }),
  ),
  ...['-', '--', '---', '–', '—', '.', '..', '?', '??', '*', '_', '/', '#n/a'],
]

function matches(words: readonly string[], wanted: (of: string) => boolean): ReadonlyMap<string, number> {
  const best = new Map<string, number>()
  const note = (key: string, factor: number, isOwned: boolean) => {
    for (const { of, weight } of meanings.get(key) ?? []) {
      const worth = weight * (isOwned && DETAILS.has(of) ? OWNED : factor)
      if (wanted(of) && worth > (best.get(of) ?? 0)) best.set(of, worth)
    }
  }
  const owned = words.length > 1 && OWNERS.has(words[0]!)
  const shown = words.slice(0, 8)
  for (let from = 0; from < shown.length; from++)
    for (let to = from + 1; to <= shown.length; to++) {
      const rest = shown.toSpliced(from, to - from)
      note(keyOf(shown.slice(from, to)), partial(to - from, rest), owned && from === 1 && to === shown.length)
    }
  return best
}

/** What a phrase is worth when other words stand beside it. */
function partial(length: number, rest: readonly string[]): number {
  if (rest.length === 0) return 1
  const cover = length / (length + rest.length)
  const turned = rest.some((word) => TURNS.has(word)) ? 0.4 : 1
  return turned * (length > 1 ? 0.55 + 0.35 * cover : 0.3 + 0.4 * cover)
}
