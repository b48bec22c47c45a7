import type { RawColumn } from '../../ingest/table'
import { wordsOf } from './header-words'
import { isOpenWord } from './vocabulary'

const DAY_LIKE = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/
const ZERO = /^0{1,4}[./-]0{1,2}[./-]0{1,4}$/

/** Text of dates in which "ongoing", "laufend" or 0000-00-00 stands for an end that has not come. */
export function isOpenDated({ type, samples }: RawColumn): boolean {
  if (type !== 'text') return false
  const values = samples.map((value) => value.trim()).filter((value) => value !== '')
  const dates = values.filter((value) => DAY_LIKE.test(value) && !ZERO.test(value))
  const open = values.filter((value) => ZERO.test(value) || isOpenWord(wordsOf(value)))
  return dates.length > 0 && open.length > 0 && dates.length + open.length === values.length
}

/** Ways a date is written in a column that ingest left as text, such as a month without a day. */
const PLAIN = ['%Y-%m-%d', '%Y-%m', '%Y/%m', '%m/%Y', '%m.%Y', '%Y%m%d', '%Y%m', '%b %Y', '%B %Y', '%Y']
const DAY_FIRST = ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%d/%m/%y', '%d.%m.%y']
const MONTH_FIRST = ['%m/%d/%Y', '%m-%d-%Y', '%m/%d/%y']

/** The formats of a text column's dates, in the order in which they are tried. */
export function dateFormatsOf({ nearly, samples }: RawColumn): readonly string[] {
  const order = nearly?.choice.split(' ')[1]
  const isMonthFirst = order ? order === 'mdy' : samples.some((value) => Number(DAY_LIKE.exec(value.trim())?.[3]) > 12)
  return [...PLAIN, ...(isMonthFirst ? MONTH_FIRST : DAY_FIRST)]
}
