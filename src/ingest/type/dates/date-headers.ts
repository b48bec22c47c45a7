import type { Count } from './counted-dates'

const set = (words: string) => new Set(words.split(' '))

const DATES = set('date dates datum data fecha jour dia día zi ziua giorno datetime timestamp created updated modified erstellt geändert')
const MOMENTS = set('time times tag day zeit zeitpunkt heure hora ora unix epoch when ts started ended ordered registered joined')
const MONTHS = set('month months monat mois mes luna mese mês period periode période periodo perioada yearmonth')
/** What makes another thing of a date: the volume of data, the number of days. */
const OTHERS = set('id ids number nr no num count usage volume plan mb gb total amount spent value')
const BIRTH =
  /\b(birth|born|dob|bday)|birthda|geburt|geboren|naissance|\bnée?\b|nacimiento|n[ăa]scut|na[sș]ter|nascita|nascimento|do[gğ]um/iu

/** Whether a column's name says that its whole numbers count days, months or moments. */
export function namesCount(header: string, count: Count): boolean {
  const words = wordsOf(header)
  if (words.some((word) => OTHERS.has(word))) return false
  const hasDate =
    words.some((word) => DATES.has(word) || word.endsWith('datum')) || (words.length > 1 && ['at', 'on'].includes(words.at(-1)!))
  if (count === 'days') return hasDate
  if (count === 'months') return hasDate || words.some((word) => MONTHS.has(word))
  return hasDate || words.some((word) => MOMENTS.has(word))
}

/** Whether it says that they are days of birth. */
export function namesBirths(header: string): boolean {
  return BIRTH.test(wordsOf(header).join(' '))
}

function wordsOf(header: string): readonly string[] {
  return header
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}
