/** Headers of columns whose values name something: they are never reckoned with. */
const NAMES =
  /(^|[^\p{L}])(id|ids|no|nr|num|number|nummer|numero|número|numéro|număr|numar|code|codes|kode|codigo|código|cod|kod|key|sku|ean|gtin|upc|isbn|asin|ref|reference|referenz|zip|zipcode|postcode|postal|plz|cp|phone|telefon|teléfono|téléphone|tel|mobile|iban|account|konto)\.?($|[^\p{L}])|(nr|code|nummer|number|(customer|order|user|client|invoice|product|item|store)id)$/iu

/** Does a header say that its column names things rather than measures them? */
export function namesThings(header: string): boolean {
  return NAMES.test(header.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2'))
}

const GROUPED = /^\d{1,3}([.,' ])\d{2,3}(\1\d{3})*([.,]\d+)?$/
const DATE = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/
const LONG = /^\d{16,}$/
const PHONE = /^[+(]?\d[\d ()./-]{5,}\d$/
const UNIT = /^\d+\p{L}{2,}$/u
const LETTERS_AND_DIGITS = /^(?=.*\p{L})(?=(?:.*\d){3})[\p{L}\d_/#.-]+$/u

/**
 * Among whole numbers, a value such as C536379, 85123A or 00123 says that the column holds codes, none of which may be lost;
 * “gratis”, “3 pcs” or a date is a slip. `namesThings`: every odd value with a digit is a code.
 */
export function isCode(cell: string, isNaming: boolean): boolean {
  // A remark behind a number makes no code of it.
  const text = cell.replace(/\s+\([^()]*\)$/, '')
  if (/^0\d+$/.test(text) || LONG.test(text)) return true
  if (GROUPED.test(text) || DATE.test(text)) return false
  if (isNaming) return /\d/.test(text)
  if (LETTERS_AND_DIGITS.test(text)) return !UNIT.test(text)
  return PHONE.test(text) && text.replace(/\D/g, '').length >= 7
}
