import { wordsOf } from './header-words'
import words from './states.json'

/** What a value of a column of states or kinds says of its row, in any of the five languages. */
export type StateMeaning = keyof typeof words

const MEANINGS = Object.keys(words) as readonly StateMeaning[]

const known = new Map<string, StateMeaning>()
let longest = 1
for (const meaning of MEANINGS)
  for (const phrase of words[meaning].split(', ')) {
    const parts = wordsOf(phrase)
    known.set(parts.join(' '), meaning)
    longest = Math.max(longest, parts.length)
  }

/** What a longer text says that holds several phrases: that the order came to nothing goes before that it was shipped. */
const STRONGEST: readonly StateMeaning[] = ['cancelled', 'returned', 'return', 'open', 'sale']

/** Null where it says nothing we know. "wc-on-hold" and "3 - Shipped" are read without what a system put in front. */
export function meaningOf(value: string): StateMeaning | null {
  const parts = wordsOf(value).filter((word) => word !== 'wc' && !/^\d+$/.test(word))
  const whole = known.get(parts.join(' ')) ?? null
  return whole ?? strongestIn(parts.slice(0, 12))
}

function strongestIn(parts: readonly string[]): StateMeaning | null {
  const found = new Set<StateMeaning>()
  for (let from = 0; from < parts.length;) {
    const length = lengthOfPhrase(parts, from)
    const meaning = known.get(parts.slice(from, from + length).join(' '))
    if (meaning) found.add(meaning)
    from += Math.max(1, length)
  }
  // One word in a sentence is no state.
  return parts.length <= 8 ? (STRONGEST.find((meaning) => found.has(meaning)) ?? null) : null
}

function lengthOfPhrase(parts: readonly string[], from: number): number {
  for (let length = Math.min(longest, parts.length - from); length > 0; length--)
    if (known.has(parts.slice(from, from + length).join(' '))) return length
  return 0
}

/** Two signs that stand beside amounts without one: what is owed, and what is taken off it. */
const SIDES: readonly (readonly [plus: string, minus: string])[] = [
  ['s', 'h'],
  ['soll', 'haben'],
  ['d', 'c'],
  ['dr', 'cr'],
  ['db', 'cr'],
  ['deb', 'cred'],
  ['debit', 'credit'],
  ['debit', 'kredit'],
  ['debet', 'credit'],
  ['d', 'h'],
  ['debe', 'haber'],
  ['debito', 'credito'],
  ['cargo', 'abono'],
  ['plus', 'minus'],
  ['+', '-'],
]

/** The side that takes off, where the values of a column are two sides of a ledger; null where they are not. */
export function ledgerSides(values: readonly string[]): { readonly plus: string; readonly minus: string } | null {
  const plain = (value: string) => (/^[+-]$/.test(value.trim()) ? value.trim() : wordsOf(value).join(' '))
  if (values.length !== 2) return null
  for (const [plus, minus] of SIDES) {
    const [first, second] = [values.find((value) => plain(value) === plus), values.find((value) => plain(value) === minus)]
    if (first !== undefined && second !== undefined) return { plus: first, minus: second }
  }
  return null
}

const STATUS = /\b(status|state|statut|etat|estado|stare|starea|stadiu|zustand|fulfil+ment)\b/
const KIND =
  /\b(type|kind|typ|art|\w+art|vorgang|belegtyp|buchungstyp|movement|document|doc|nature|genre|tipo|clase|movimiento|operation|operacion|operatiune|operatie|tip|tipul|fel|sens|sense|transaction|transaktion|action|event|reporting category|category|posting|indicator|flag|kennzeichen|shkz|concepto|mouvement)\b/
/** Columns that speak of something else in the same words: a new customer, a credit card. */
const ELSEWHERE =
  /\b(customer|client|kunde|kunden\w*|cliente|user|member|segment|card|karte|carte|tarjeta|method|methode|payment type|payment method|zahlungsart|zahlungsweise|mode|metodo|metoda|campaign|ticket|lead)\b/

/** What kind of column a header promises: one of states, one of kinds of rows, or neither. */
export function promiseOf(header: string): 'status' | 'kind' | 'elsewhere' | null {
  const text = wordsOf(header).join(' ')
  if (STATUS.test(text)) return 'status'
  if (ELSEWHERE.test(text)) return 'elsewhere'
  return KIND.test(text) ? 'kind' : null
}

/** A header that names rows taking money back: "is_return", "Gutschrift", not "returned". */
export function saysReturn(header: string): boolean {
  const parts = wordsOf(header).filter((word) => word !== 'flag')
  return known.get(parts.join(' ')) === 'return'
}
