import { literal, query, type Engine } from '../../engine/database'
import type { Filter } from './clause'
import type { Company } from '../company/company'
import { allOf } from './filter'
import type { Rule } from './rule'
import { ruleSql } from './rule-sql'
import { fieldSource, filterFields, FROM_CUSTOMERS } from './filter-fields'

/** What a field holds among the customers whom a filter or a rule leaves. */
export type FieldLook =
  | { readonly kind: 'values'; readonly values: readonly FieldValue[]; readonly distinct: number }
  /** Numbers as they are; dates in days since 1 January 1970. Bins are equally wide, the first begins at `least`. */
  | { readonly kind: 'range'; readonly least: number; readonly most: number; readonly width: number; readonly bins: readonly number[] }
  | { readonly kind: 'nothing' }

export interface FieldValue {
  /** Null: not known. */
  readonly value: string | null
  readonly customers: number
}

/** A value and the field it stands in. */
export interface FoundValue extends FieldValue {
  readonly source: string
}

const MOST_VALUES = 200
const BINS = 38

/** The values with most customers that hold the typed words, or how many customers have how much. */
export async function lookAtField(
  engine: Engine,
  company: Company,
  source: string,
  under: Filter | Rule,
  typed: string,
): Promise<FieldLook> {
  const field = filterFields(company, []).find(({ id }) => id === source)
  const read = fieldSource(source, company)
  if (!field || !read) return { kind: 'nothing' }
  const among = `${read.customer} in (select customer.customer_id ${FROM_CUSTOMERS} where ${'kind' in under ? ruleSql(under, company) : allOf(under, company)})`
  if (field.kind === 'values') {
    const text = `
      with counted as (
        select ${read.sql} as value, count(distinct ${read.customer}) as customers ${read.from} where ${among} group by 1
      )
      select value, customers, count(*) over () as distinct_values
      from counted
      where ${typed === '' ? 'true' : `contains(lower(value), lower(${literal(typed)}))`}
      order by customers desc, value
      limit ${MOST_VALUES}`
    const rows = await engine.rows(query('values of a field', text, { value: 'text', customers: 'number', distinct_values: 'number' }))
    return {
      kind: 'values',
      values: rows.map(({ value, customers }) => ({ value, customers: customers! })),
      distinct: rows[0]?.distinct_values ?? 0,
    }
  }
  const number = field.kind === 'dates' ? `date_diff('day', date '1970-01-01', ${read.sql})` : read.sql
  const values = `select cast(${number} as double) as value, ${read.customer} as customer_id ${read.from} where ${among}`
  const ends = `select min(value) as least, max(value) as most, bool_and(value = floor(value)) as is_whole from (${values})`
  const [row] = await engine.rows(query('ends of a field', ends, { least: 'number', most: 'number', is_whole: 'flag' }))
  if (row?.least == null || row.most == null) return { kind: 'nothing' }
  const span = row.most - row.least
  const width = row.is_whole ? Math.max(1, Math.ceil((span + 1) / BINS)) : span / BINS || 1
  const text = `
    select least(${BINS - 1}, floor((value - ${literal(row.least)}) / ${literal(width)})) as bin, count(distinct customer_id) as customers
    from (${values}) where value is not null group by 1 order by 1`
  const rows = await engine.rows(query('bins of a field', text, { bin: 'number', customers: 'number' }))
  const bins = Array.from({ length: Math.min(BINS, Math.floor(span / width) + 1) }, () => 0)
  for (const { bin, customers } of rows) bins[Math.min(bin!, bins.length - 1)]! += customers!
  return { kind: 'range', least: row.least, most: row.most, width, bins }
}

/** Values of any field of texts that hold the typed words, those with most customers first. */
export async function findValues(engine: Engine, company: Company, typed: string): Promise<readonly FoundValue[]> {
  const fields = filterFields(company, []).filter(({ kind }) => kind === 'values')
  if (typed.trim() === '' || fields.length === 0) return []
  const each = fields.map(({ id }) => {
    const { sql, from, customer } = fieldSource(id, company)!
    const has = `contains(lower(${sql}), lower(${literal(typed.trim())}))`
    return `select ${literal(id)} as source, ${sql} as value, count(distinct ${customer}) as customers ${from} where ${has} group by 2`
  })
  const text = `select source, value, customers from (${each.join(' union all ')}) order by customers desc, value limit 12`
  const rows = await engine.rows(query('values found', text, { source: 'text', value: 'text', customers: 'number' }))
  return rows.map(({ source, value, customers }) => ({ source: source!, value, customers: customers! }))
}
