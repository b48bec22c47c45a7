/** Numbers and dates in words. The pages speak English, so one English sets both: separators as the reader's English has them, dates day first. */

const NARROW = '\u202f'
const FIXED = '\u00a0'

const HOUSE = 'en-GB'

let locale = HOUSE

/** The reader's language, where it is a kind of English. */
export function setLocale(name: string): void {
  locale = /^en\b/i.test(name) ? name : HOUSE
}

/** By locale and decimals: making one takes longer than drawing a chart, and a brush writes hundreds of numbers a frame. */
const FORMATS = new Map<string, Intl.NumberFormat>()

function number(value: number, decimals: number): string {
  const key = `${locale} ${decimals}`
  const format = FORMATS.get(key) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  FORMATS.set(key, format)
  return format.format(value).replace(/^-/, '−')
}

export function count(value: number): string {
  return number(value, 0)
}

export function decimal(value: number, decimals: number): string {
  return number(value, decimals)
}

/** 0.483 → "48.3 %". */
export function percent(share: number, decimals = 1): string {
  return `${number(share * 100, decimals)}${NARROW}%`
}

/** A difference of shares: "+5.9 points". */
export function points(difference: number): string {
  return `${difference > 0 ? '+' : ''}${number(difference * 100, 1)} points`
}

/** Shares of fewer than 30 are counts: "5 of 12". */
export function shareOf(part: number, whole: number): string {
  return whole < 30 ? `${count(part)} of ${count(whole)}` : percent(part / whole)
}

/** "91 to 103": both bounds with the decimals of their estimate. */
export function interval(low: number, high: number, format: (value: number) => string): string {
  return `${format(low)}${FIXED}to${FIXED}${format(high)}`
}

/** "41.4 to 54.7" for shares: no unit inside the brackets. */
export function percentInterval(low: number, high: number, decimals = 1): string {
  return interval(low * 100, high * 100, (value) => number(value, decimals))
}

/** Full under a million, "8.91m" above; the sign only when the currency is known. */
export function money(value: number, currency: string | null): string {
  const size = Math.round(Math.abs(value))
  if (size >= 1e9) return sign(number(value / 1e9, 2), currency) + 'bn'
  if (size >= 1e6) return sign(number(value / 1e6, 2), currency) + 'm'
  return sign(number(value, size < 100 && value % 1 !== 0 ? 2 : 0), currency)
}

/** For axes: "0.5m", "80k" is never used: thousands are written out. */
export function moneyShort(value: number, currency: string | null): string {
  const size = Math.round(Math.abs(value))
  if (size >= 1e9) return sign(number(value / 1e9, 1), currency) + 'bn'
  if (size >= 1e6) return sign(number(value / 1e6, size >= 1e7 ? 0 : 1), currency) + 'm'
  return sign(number(value, 0), currency)
}

/** The currency's own sign where the locale has one: "£", "$", "RON". */
export function currencySign(currency: string | null): string {
  if (!currency) return ''
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

function sign(text: string, currency: string | null): string {
  const mark = currencySign(currency)
  if (!mark) return text
  const glued = mark.length > 1 ? mark + FIXED : mark
  return text.startsWith('−') ? `−${glued}${text.slice(1)}` : glued + text
}

/** '2011-12-10' or a timestamp → "10 Dec 2011". */
export function date(iso: string): string {
  return dateParts(iso, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** "9 December 2011", for sentences. */
export function longDate(iso: string): string {
  return dateParts(iso, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "between 1 December 2010 and 9 December 2011", or "on 1 December 2010". */
export function longSpan(first: string, last: string): string {
  const [from, to] = [longDate(first), longDate(last)]
  return from === to ? `on ${from}` : `between ${from} and ${to}`
}

/** '2010-12' or a date → "Dec 2010". */
export function month(iso: string): string {
  return dateParts(iso.length === 7 ? `${iso}-01` : iso, { month: 'short', year: 'numeric' })
}

/** "December 2010", for sentences. */
export function longMonth(iso: string): string {
  return dateParts(iso.length === 7 ? `${iso}-01` : iso, { month: 'long', year: 'numeric' })
}

/** "December"; the month from 1 to 12. */
export function monthName(value: number): string {
  return dateParts(`2024-${String(value).padStart(2, '0')}-01`, { month: 'long' })
}

function dateParts(iso: string, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(HOUSE, { ...options, timeZone: 'UTC' }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`))
  return text.replace(/\bSept\b/, 'Sep')
}

/** p < 0.001, else three decimals. */
export function probability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${number(p, 3)}`
}

/** "1 customer", "4,338 customers". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** '5.2 MB': decimal units, as file managers show them. */
export function fileSize(bytes: number): string {
  if (bytes >= 1e9) return `${decimal(bytes / 1e9, 1)}${NARROW}GB`
  return bytes >= 1e6 ? `${decimal(bytes / 1e6, 1)}${NARROW}MB` : `${count(Math.ceil(bytes / 1e3))}${NARROW}kB`
}

/** "86 days", "1 day". */
export function days(value: number): string {
  const rounded = Number.isInteger(value) ? value : Math.round(value * 10) / 10
  return `${number(rounded, Number.isInteger(rounded) ? 0 : 1)} ${rounded === 1 ? 'day' : 'days'}`
}
