import type { Evidence } from './evidence'
import { wordsOf } from '../words/header-words'

/** Words, in the languages of the lists, that say a column numbers something. */
const NUMBERING = new Set(
  `id ids no nr num number nummer code cod codigo key ref reference referencia identifier identifiant identificador kennung schluessel
  schlussel numero numar matricule matricula guid uuid uid hash index`.split(/\s+/),
)

/** The same at the end of a word that is written as one: CLIENTNUM, householdid. */
const ENDING = /(?:num|nummer|number|code|nr|guid|uuid|.{4}id)$/

/** Words that end as a number does and are none. */
const NO_NUMBER = new Set(['paid', 'unpaid', 'prepaid', 'valid', 'invalid', 'covid', 'hybrid', 'zipcode', 'postcode', 'android'])

/** A column of another thing's number has been named by what it is surely called. */
const NAMED = 0.84
/** Values of a long column are counted roughly. */
const EACH_ROW = 0.97

/** How much a column looks like the number of its row, whatever it is called: every row has one, and its own. 0 to 1. */
export function numbersRows({ column, shape, named, isUnnamed }: Evidence, rows: number, isFirst: boolean): number {
  if (shape.isDate || shape.hasCents || shape.isProse || column.type === 'flag') return 0
  if (column.filled < rows || shape.uniqueness < EACH_ROW || rows < 2) return 0
  const others = [...named].filter(([role]) => role !== 'customer_id').map(([, score]) => score)
  if (Math.max(0, ...others) >= NAMED) return 0
  const isNumbered = !isUnnamed && isNumbering(column.header)
  if (!isNumbered && !(isFirst && (shape.isCode || column.type === 'integer'))) return 0
  return (isNumbered ? 0.6 : 0.3) + (isFirst ? 0.2 : 0) + (shape.isCode ? 0.1 : 0)
}

export function isNumbering(header: string): boolean {
  return wordsOf(header).some((word) => NUMBERING.has(word) || (ENDING.test(word) && !NO_NUMBER.has(word)))
}
