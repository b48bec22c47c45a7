import { query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import type { CurrencyTotal } from '../../company/company'
import { CURRENCY_SIGNS } from '../../mapping/currency-signs'
import { columnsOf } from '../../mapping/expression'
import { currencySql } from '../../mapping/left-out'
import type { Binding, Expression, Mapping, Role, TableMapping } from '../../mapping/mapping'
import type { Evidence } from '../evidence'
import { tableSql, type MappedTable } from '../../mapping/mapped-table'

const MONEY: readonly Role[] = ['revenue', 'unit_price', 'mrr', 'cost', 'value', 'discount', 'margin']

/** Those that are read wherever they stand in a text. */
const SIGNS = Object.entries(CURRENCY_SIGNS).filter(([sign]) => !/^[$¥a-z]+\$?$/.test(sign) || sign === 'zł' || sign === 'kč')
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
  const named = table.columns.filter(({ header, distinct }) => distinct === 1 && says(header, 'currency'))
  const texts = [
    ...money.flatMap(({ header, samples, note }) => [header, ...samples, note ?? '']),
    ...named.flatMap(({ samples }) => samples),
  ]
  return [...new Set(texts.flatMap(currenciesOf))]
}

function currenciesOf(text: string): readonly string[] {
  const signs = SIGNS.flatMap(([sign, code]) => (text.toLowerCase().includes(sign) ? [code] : []))
  const codes = (text.toUpperCase().match(/(?<![\p{L}])[A-Z]{3}(?![\p{L}])/gu) ?? []).filter((code) => CODES.includes(code))
  const words = [
    /\beuros?\b/i.test(text) ? 'EUR' : null,
    /\b(us dollars?|dollars?|dollar value)\b/i.test(text.replaceAll('_', ' ')) || /\$(?![a-z_])/i.test(text) ? 'USD' : null,
    /\blei\b/i.test(text) ? 'RON' : null,
  ]
  return [...signs, ...codes, ...words.filter((code) => code !== null)]
}

const MOST_CURRENCIES = 20

/** A column beside the amount that names each row's currency, or the signs that stood in the amount itself. */
export function currencyBinding(columns: readonly Evidence[], amount: Expression | null): Binding | null {
  const own = columns.find(({ column }) => column.type === 'text' && column.distinct <= MOST_CURRENCIES && areCodes(column))
  if (own) return { role: 'currency', from: { column: own.column.name }, confidence: says(own.column.header, 'currency') ? 0.95 : 0.8 }
  const money = amount ? columnsOf(amount) : []
  const mixed = columns.find(({ column }) => money.includes(column.name) && column.currencies?.column)
  return mixed ? { role: 'currency', from: { column: mixed.column.name, part: 'currency' }, confidence: 0.95 } : null
}

/** Every value is a code or a sign; three letters alone may be anything where no header speaks of currencies. */
function areCodes({ header, samples, distinct }: Evidence['column']): boolean {
  const known = samples.filter(
    (value) => CODES.includes(value.trim().toUpperCase()) || Object.hasOwn(CURRENCY_SIGNS, value.trim().toLowerCase()),
  )
  if (samples.length === 0) return false
  return says(header, 'currency') ? known.length >= samples.length / 2 : known.length === samples.length && distinct <= samples.length
}

/** What the amounts of each currency come to, the most rows first; empty where no table names several. */
export async function currencyTotals(database: Database, sources: readonly MappedTable[]): Promise<readonly CurrencyTotal[]> {
  const naming = sources.filter((source) => source.has('currency') && (source.kind === 'orders' || source.kind === 'order_lines'))
  if (naming.length === 0) return []
  const parts = naming.map(
    (source) =>
      `select ${currencySql(source)} as code, ${source.sql('revenue')} as amount, ${source.has('is_total') ? source.sql('is_total') : 'false'} as is_total from ${tableSql(source)}`,
  )
  const text = `
    select code, count(*) as found, sum(amount) as money from (${parts.join(' union all ')})
    where code is not null and not coalesce(is_total, false) group by code order by found desc, code limit ${MOST_CURRENCIES}`
  const rows = await database.rows(query('amounts by currency', text, { code: 'text', found: 'number', money: 'number' }))
  return rows.length > 1 ? rows.map(({ code, found, money }) => ({ currency: code!, rows: found!, money: money ?? 0 })) : []
}

/** The currency whose amounts count: the one that was chosen, or else the one of the most rows. */
export function currencyInForce({ currency }: Pick<Mapping, 'currency'>, totals: readonly CurrencyTotal[]): string | null {
  if (totals.length === 0 || totals.some((one) => one.currency === currency)) return currency
  return totals[0]!.currency
}
