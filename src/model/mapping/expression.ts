import { identifier, literal, type ColumnType } from '../../engine/database'
import { tableName } from '../../ingest/table-name'
import type { RawColumn, RawTable, RawType } from '../../ingest/table'
import { dateFormatsOf } from '../words/text-dates'
import type { Expression, Product } from './mapping'

/**
 * The SQL that gives an expression's value as `type`; null where it has none. Throws when it names a column the table has not.
 * Columns known to be `tidy`, with no blank around or instead of a text, are read as they stand.
 */
export function expressionSql(expression: Expression, table: RawTable, type: ColumnType, tidy?: ReadonlySet<string>): string {
  if ('product' in expression) return amountSql(expression, table)
  const column = columnOf(table, expression.column)
  // A row that is its own customer has a name that no number of another table can meet.
  if (column.name === LINE.name && type === 'text') return `'row ' || line::varchar`
  const text = tidy?.has(column.name) ? identifier(column.name) : convert(column, 'text')
  if ('isOneOf' in expression) {
    const values = expression.isOneOf.map((value) => literal(value.trim().toLowerCase()))
    if (values.length === 0) return 'false'
    // Blank is a value where it is named, and the other one where a mark stands alone: "x" or nothing.
    const isValue = expression.isOneOf.includes('') || column.distinct <= 1
    return `lower(${isValue ? `coalesce(${text}, '')` : text}) in (${values.join(', ')})`
  }
  if ('exchanged' in expression) return exchanged(convert(column, type))
  if ('part' in expression) return column.currencies?.column ? identifier(column.currencies.column) : 'null::varchar'
  if ('isNegative' in expression) return `(${convert(column, 'number')} < 0)`
  if ('startsWith' in expression) return `starts_with(${text}, ${literal(expression.startsWith)})`
  return type === 'text' ? text : convert(column, type)
}

/** A row that only takes money off, such as the credit side of a ledger, is worth less than nothing. */
function amountSql(
  { product, discounted, less = [], oncePer, exchanged: turned = [], worthNothing = [] }: Product,
  table: RawTable,
): string {
  const number = (name: string) => {
    const column = columnOf(table, name)
    return turned.includes(name) ? otherNumber(column) : convert(column, 'number')
  }
  const factors = product.map((name) => orNothing(columnOf(table, name), number(name), worthNothing))
  if (discounted) factors.push(`(1 - coalesce(abs(${number(discounted.column)}), 0)${discounted.unit === 'percent' ? ' / 100' : ''})`)
  const made = factors.join(' * ')
  // Some write what is taken off as a negative number, some do not.
  const off = less.map((name) => `coalesce(abs(${number(name)}), 0)`).join(' + ')
  const alone = less.map((name) => `- abs(${number(name)})`).join(', ')
  const amount = less.length > 0 ? `coalesce(${made} - (${off}), ${alone})` : made
  return oncePer === undefined ? amount : `(${amount}) / ${rowsOfOrder(columnOf(table, oncePer), table)}`
}

/** The number with its only separator read the other way: what stands before three digits throughout. */
function otherNumber(column: RawColumn): string {
  const number = convert(column, 'number')
  return areThousands(column) ? `case when abs(${number}) >= 1000 then ${number} / 1000 else ${number} end` : `round(${number} * 1000)`
}

/** As a column of doubtful separators was read: then values of a thousand and more were written with one. */
export function areThousands({ least, most }: RawColumn): boolean {
  return Math.max(Math.abs(Number(least)), Math.abs(Number(most))) >= 1000
}

/** A number, or 0 where one of the words stands in its place. */
function orNothing({ misfits }: RawColumn, number: string, words: readonly string[]): string {
  if (!misfits || words.length === 0) return number
  const list = words.map((word) => literal(word.trim().toLowerCase())).join(', ')
  return `(case when lower(trim(${identifier(misfits.column)})) in (${list}) then 0 else ${number} end)`
}

/** How many rows name the order of a row; 1 for a row that names none. */
function rowsOfOrder({ name }: RawColumn, table: RawTable): string {
  const own = `${identifier(table.name)}.${identifier(name)}`
  return `greatest(1, (select count(*) from ${identifier(table.name)} as peers where peers.${identifier(name)} = ${own}))`
}

/** Day and month change places; a day over 12 cannot have been a month and stays. */
function exchanged(date: string): string {
  const turned = `make_date(year(${date}), day(${date}), month(${date}))`
  return `case when day(${date}) <= 12 then ${date} + to_days((${turned} - (${date})::date)::integer) else ${date} end`
}

export function columnsOf(expression: Expression): readonly string[] {
  if (!('product' in expression)) return [expression.column]
  return [...expression.product, ...(expression.discounted ? [expression.discounted.column] : []), ...(expression.less ?? [])]
}

/** `line` stands for the row itself, where a file numbers nothing. */
const LINE: Omit<RawColumn, 'filled'> = {
  name: 'line',
  header: 'row',
  type: 'integer',
  distinct: 0,
  least: null,
  most: null,
  samples: [],
  note: null,
  doubt: null,
}

export function columnOf(table: RawTable, name: string): RawColumn {
  if (name === LINE.name) return { ...LINE, filled: table.rowsKept, distinct: table.rowsKept }
  const found = table.columns.find((column) => column.name === name)
  if (!found) throw new Error(`${tableName(table)} has no column ${name}`)
  return found
}

function convert(column: RawColumn, type: ColumnType): string {
  return CONVERSIONS[type](identifier(column.name), column.type, column)
}

export const YES: readonly string[] = [
  'true',
  't',
  'yes',
  'y',
  '1',
  'da',
  'ja',
  'j',
  'oui',
  'o',
  'vrai',
  'si',
  'sí',
  's',
  'verdadero',
  'wahr',
  'adevărat',
  'x',
]

const CONVERSIONS: Record<ColumnType, (column: string, from: RawType, raw: RawColumn) => string> = {
  text: (column, from) => {
    if (from === 'text') return `nullif(trim(${column}), '')`
    if (from === 'flag') return `case when ${column} then 'Yes' when not ${column} then 'No' end`
    return `${column}::varchar`
  },
  number: (column, from, raw) => {
    if (from === 'number') return column
    if (from === 'integer') return `${column}::double`
    if (from === 'flag') return `${column}::integer::double`
    if (from === 'text') return numberInText(column, raw)
    return `year(${column})::double`
  },
  flag: (column, from) => {
    if (from === 'flag') return column
    if (from === 'integer' || from === 'number') return `(${column} <> 0)`
    if (from === 'text') return `(lower(trim(${column})) in (${YES.map((word) => literal(word)).join(', ')}))`
    return `(${column} is not null)`
  },
  date: (column, from, raw) => (from === 'date' ? column : `(${CONVERSIONS.timestamp(column, from, raw)})::date`),
  timestamp: (column, from, raw) => {
    if (from === 'timestamp') return column
    if (from === 'date') return `${column}::timestamp`
    if (from === 'flag') return 'null::timestamp'
    const text = from === 'text' ? `trim(${column})` : `${column}::varchar`
    return `coalesce(try_cast(${text} as timestamp), try_strptime(${text}, ${literal(dateFormatsOf(raw))}))`
  },
}

/** The numbers among texts, with the decimal sign that most of them have. */
function numberInText(column: string, { nearly }: RawColumn): string {
  const plain = `replace(${column}, ' ', '')`
  if (!nearly) return `try_cast(${plain} as double)`
  const bare = `regexp_replace(${plain}, '[€$£\\x{a0}]', '', 'g')`
  const point = nearly.choice === 'number ,' ? `replace(replace(${bare}, '.', ''), ',', '.')` : `replace(${bare}, ',', '')`
  return `try_cast(${point} as double)`
}
