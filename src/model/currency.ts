import type { RawTable } from '../ingest/table'
import { columnsOf } from './expression'
import type { Role, TableMapping } from './mapping'

const MONEY: readonly Role[] = ['revenue', 'unit_price', 'mrr', 'cost', 'value', 'discount', 'margin']

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  '₩': 'KRW',
  '₽': 'RUB',
  zł: 'PLN',
  kč: 'CZK',
}
const CODES = 'EUR USD GBP RON CHF PLN CZK HUF SEK NOK DKK CAD AUD NZD JPY CNY INR BRL MXN TRY ZAR BGN RSD UAH ILS SGD HKD'.split(' ')

/** The currency that headers or values of the money columns name; null where none does, or several do. */
export function currencyOf(mappings: readonly TableMapping[], tables: readonly RawTable[]): string | null {
  const found = new Set(mappings.flatMap((mapping) => currenciesIn(mapping, tables)))
  return found.size === 1 ? [...found][0]! : null
}

function currenciesIn(mapping: TableMapping, tables: readonly RawTable[]): readonly string[] {
  const table = tables.find(({ name }) => name === mapping.table)
  if (!table) return []
  const bound = mapping.bindings.filter(({ role }) => MONEY.includes(role)).flatMap(({ from }) => columnsOf(from))
  if (bound.length === 0) return []
  const money = table.columns.filter(({ name }) => bound.includes(name))
  // A column of its own: "Currency" with one code throughout.
  const named = table.columns.filter(
    ({ header, distinct }) =>
      distinct === 1 && /^(currency|currency code|valuta|moneda|währung|waehrung|devise|divisa)$/i.test(header.trim()),
  )
  const texts = [
    ...money.flatMap(({ header, samples, note }) => [header, ...samples, note ?? '']),
    ...named.flatMap(({ samples }) => samples),
  ]
  return [...new Set(texts.flatMap(currenciesOf))]
}

function currenciesOf(text: string): readonly string[] {
  const signs = Object.entries(SIGNS).flatMap(([sign, code]) => (text.toLowerCase().includes(sign) ? [code] : []))
  const codes = (text.toUpperCase().match(/(?<![\p{L}])[A-Z]{3}(?![\p{L}])/gu) ?? []).filter((code) => CODES.includes(code))
  const words = [
    /\beuros?\b/i.test(text) ? 'EUR' : null,
    /\b(us dollars?|dollars?|dollar value)\b/i.test(text.replaceAll('_', ' ')) || text.includes('$') ? 'USD' : null,
    /\blei\b/i.test(text) ? 'RON' : null,
  ]
  return [...signs, ...codes, ...words.filter((code) => code !== null)]
}
