/*
 * What a customer's number is, and what it is not: "C-00123", "17850", "#1001", "CUST 12" are codes; "anna", "MÜLLER", "王伟" and
 * 447946095800 tell who somebody is. Only what plainly is a code stays while personal data are masked.
 */

/** Words that stand before a number in an id. */
const WORDS =
  'cust|customer|client|cl|kunden?|kd|kdnr|user|usr|id|member|mem|mitglied|acc|acct|account|konto|no|nr|num|ref|case|ticket|org|company|firm|person|per|buyer|contact|lead|crm|guest|patient|donor|vip|sub|subscriber|household|hh|shop|debitor|deb'
const SIGN = '[-_#/.: ]'

/** For the engine and for here: it has no look-around, and is linear in both. Up to seven digits alone; with more they may be called. */
export const CODE = [
  '#?\\d{1,7}(\\.0)?',
  `(${WORDS}|${WORDS.toUpperCase()}|${capitalised(WORDS)})${SIGN}{0,2}\\d{1,10}`,
  `([A-Za-z]{1,2}|[B-DF-HJ-NP-TV-Z]{1,5})${SIGN}{0,2}\\d{1,8}(${SIGN}?[A-Za-z0-9]{1,3})?`,
  `\\d{3,8}${SIGN}?[A-Z]{1,6}`,
  '[0-9a-fA-F]{16,64}',
  '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  '\\d{0,6}([A-Za-z]{1,4}\\d{1,6}){3,8}[A-Za-z]{0,4}',
].join('|')

const PATTERN = new RegExp(`^(${CODE})$`)
const LONGEST = 64

export function isCode(id: string): boolean {
  const text = id.trim()
  return text.length <= LONGEST && PATTERN.test(text)
}

function capitalised(words: string): string {
  return words.replace(/(^|\|)[a-z]/g, (start) => start.toUpperCase())
}
