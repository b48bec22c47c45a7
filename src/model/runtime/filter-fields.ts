import { literal } from '../../engine/database'
import { segmentIn, segmentSource, type Clause, type Filter, type Predicate } from './clause'
import type { Attribute, Company } from '../company/company'

/** Something that customers can be filtered by. */
export interface Field {
  readonly id: string
  readonly label: string
  readonly kind: Predicate['kind']
  readonly unit?: 'days' | 'money'
  /** At the right of its name: "37 values", "date". */
  readonly hint: string
  /** Which customers it keeps, where the name could mean another thing. */
  readonly note?: string
}

/** A field and what it is in SQL: a value of the customer, or one of each row that the customer has in a table. */
interface Known {
  readonly field: Field
  readonly sql: string
  readonly rowsOf?: 'orders' | 'order_lines' | 'events' | 'tickets' | 'feedback' | 'touches'
}

/** Where `sql` of a field is read: every customer, with what their orders add up to. */
export const FROM_CUSTOMERS =
  'from company.customers as customer left join company.customer_facts as facts on facts.customer_key = customer.customer_key'

/** What fields read of the company; `until`: as if what happened on that day and later were not known. */
export type About = Pick<Company, 'attributes' | 'tables' | 'roles' | 'asOf'> & { readonly until?: string }

/** All that customers can be filtered by: what is known of them, what they ordered, did and said, and the segments they are kept in. */
export function filterFields(company: About, segments: readonly { readonly id: string; readonly name: string }[]): readonly Field[] {
  const kept = segments.map(({ id, name }): Field => ({ id: segmentSource(id), label: name, kind: 'members', hint: 'kept segment' }))
  return [...known(company).map(({ field }) => field), ...kept]
}

/** Whether a clause asks something that its field can answer. */
export function fits(clause: Clause, fields: readonly Field[]): boolean {
  return fields.some(({ id, kind }) => id === clause.source && kind === clause.predicate.kind)
}

/** A clause as a condition over FROM_CUSTOMERS, true or false and never null. */
export function clauseSql(clause: Clause, company: About): string {
  const condition = plainSql(clause, company)
  return clause.isNot ? `not coalesce(${condition}, false)` : `coalesce(${condition}, false)`
}

/** The value of a field, and what it is read from. */
export function fieldSource(id: string, company: About): { readonly sql: string; readonly from: string; readonly customer: string } | null {
  const found = known(company).find(({ field }) => field.id === id)
  if (!found) return null
  if (!found.rowsOf) return { sql: found.sql, from: FROM_CUSTOMERS, customer: 'customer.customer_id' }
  return { sql: found.sql, from: `from ${rowsIn(found.rowsOf, company)}`, customer: 'one.customer_id' }
}

function plainSql({ source, predicate }: Clause, company: About): string {
  if (predicate.kind === 'members')
    return `customer.customer_id in (select customer_id from company.segment_members where segment_id = ${literal(segmentIn({ source }) ?? '')})`
  const found = known(company).find(({ field }) => field.id === source)
  if (!found) return 'false'
  const condition = predicateSql(predicate, found.sql)
  return found.rowsOf
    ? `customer.customer_id in (select one.customer_id from ${rowsIn(found.rowsOf, company)} where ${condition})`
    : condition
}

function predicateSql(predicate: Exclude<Predicate, { kind: 'members' }>, sql: string): string {
  if (predicate.kind === 'values') {
    const named = predicate.values.filter((value) => value !== null)
    const tests = [
      ...(named.length > 0 ? [`${sql} in (${named.map(literal).join(', ')})`] : []),
      ...(named.length < predicate.values.length ? [`${sql} is null`] : []),
    ]
    return tests.length > 0 ? `(${tests.join(' or ')})` : 'false'
  }
  const bound = (value: string | number) => (typeof value === 'number' ? literal(value) : `try_cast(${literal(value)} as date)`)
  const tests = [
    ...(predicate.from === null ? [] : [`${sql} >= ${bound(predicate.from)}`]),
    ...(predicate.to === null ? [] : [`${sql} <= ${bound(predicate.to)}`]),
  ]
  return tests.length > 0 ? `(${tests.join(' and ')})` : `${sql} is not null`
}

/** Of orders those that count as one. */
const WHEN = {
  orders: 'ordered_at',
  order_lines: 'ordered_at',
  events: 'happened_at',
  tickets: 'opened_at',
  feedback: 'answered_at',
  touches: 'happened_at',
} as const

/** Of orders those that count as bought. */
function rowsIn(table: NonNullable<Known['rowsOf']>, { until }: About): string {
  const isBought = table === 'orders' || table === 'order_lines' ? 'is_purchase' : 'true'
  const isKnown = until === undefined ? '' : ` and ${WHEN[table]} < cast(${literal(until)} as date)`
  return `(select * from company.${table} where ${isBought}${isKnown}) as one`
}

/** The clauses that can still be answered. */
export function fitting(filter: Filter, fields: readonly Field[]): Filter {
  return filter.filter((clause) => fits(clause, fields))
}

function known(company: About): readonly Known[] {
  return [...company.attributes.map(ofAttribute), ...(company.tables.orders ? ofOrders(company) : []), ...ofOthers(company)]
}

/** What the tables besides orders say of customers. */
function ofOthers({ tables, roles }: About): readonly Known[] {
  const all: readonly (Known & { role: string })[] = [
    {
      field: { id: 'fact.event', label: 'Did', kind: 'values', hint: 'events', note: 'Customers who ever did one of these.' },
      sql: 'one.event',
      rowsOf: 'events',
      role: 'event',
    },
    {
      field: { id: 'fact.ticket', label: 'Opened a ticket about', kind: 'values', hint: 'categories', note: 'Customers who ever did.' },
      sql: 'one.category',
      rowsOf: 'tickets',
      role: 'category',
    },
    {
      field: { id: 'fact.score', label: 'Scored', kind: 'numbers', hint: 'answers', note: 'Customers with such a score in any answer.' },
      sql: 'one.score',
      rowsOf: 'feedback',
      role: 'score',
    },
    {
      field: { id: 'fact.touch', label: 'Was reached by', kind: 'values', hint: 'channels', note: 'Customers who ever were.' },
      sql: 'one.channel',
      rowsOf: 'touches',
      role: 'channel',
    },
  ]
  return all.filter(({ rowsOf, role }) => (tables[rowsOf!] ?? 0) > 0 && (roles[rowsOf!] ?? []).includes(role))
}

function ofAttribute({ id, column, label, type, distinct }: Attribute): Known {
  const sql = `customer.${column}`
  if (type === 'number') return { field: { id, label, kind: 'numbers', hint: 'number' }, sql: `cast(${sql} as double)` }
  if (type === 'date') return { field: { id, label, kind: 'dates', hint: 'date' }, sql: `cast(${sql} as date)` }
  const hint = type === 'flag' ? 'yes or no' : `${distinct} values`
  return {
    field: { id, label, kind: 'values', hint },
    sql: type === 'flag' ? `case when ${sql} then 'Yes' when not ${sql} then 'No' end` : sql,
  }
}

/** Whether it is known what customers brought. */
export function bringMoney({ tables, roles }: Pick<Company, 'tables' | 'roles'>): boolean {
  return (tables.orders ?? 0) > 0 && (roles.orders ?? roles.order_lines ?? []).includes('revenue')
}

const DAY_OF = (sql: string) => `cast(${sql} as date)`

/** Facts have a dot in their ids, which those of attributes cannot have. */
function ofOrders(company: About): readonly Known[] {
  const { asOf, roles } = company
  const lines = roles.order_lines ?? []
  return [
    ...(asOf
      ? [
          {
            field: {
              id: 'fact.silent',
              label: 'Silent for',
              kind: 'numbers',
              unit: 'days',
              hint: 'days',
              note: 'Days since the last order.',
            },
            sql: `date_diff('day', ${DAY_OF('facts.last_order_at')}, cast(${literal(asOf)} as date))`,
          } satisfies Known,
        ]
      : []),
    { field: { id: 'fact.orders', label: 'Orders', kind: 'numbers', hint: 'number' }, sql: 'facts.orders' },
    ...(bringMoney(company)
      ? [
          {
            field: { id: 'fact.revenue', label: 'Revenue', kind: 'numbers', unit: 'money', hint: 'money' },
            sql: 'facts.revenue',
          } satisfies Known,
          {
            field: {
              id: 'fact.order',
              label: 'An order',
              kind: 'numbers',
              unit: 'money',
              hint: 'money',
              note: 'What one order of theirs is worth on average.',
            },
            sql: 'facts.revenue_gross / nullif(facts.orders, 0)',
          } satisfies Known,
        ]
      : []),
    {
      field: {
        id: 'fact.first',
        label: 'First order',
        kind: 'dates',
        hint: 'date',
        note: 'Customers by the day of their first order, with all their orders.',
      },
      sql: DAY_OF('facts.first_order_at'),
    },
    {
      field: {
        id: 'fact.last',
        label: 'Last order',
        kind: 'dates',
        hint: 'date',
        note: 'Customers by the day of their last order, with all their orders.',
      },
      sql: DAY_OF('facts.last_order_at'),
    },
    {
      field: {
        id: 'fact.ordered',
        label: 'Ordered',
        kind: 'dates',
        hint: 'date',
        note: 'Customers with an order in this time, with all their orders, earlier and later ones too.',
      },
      sql: DAY_OF('one.ordered_at'),
      rowsOf: 'orders',
    },
    {
      field: {
        id: 'fact.gap',
        label: 'Usual gap',
        kind: 'numbers',
        unit: 'days',
        hint: 'days',
        note: 'Median days from one order to the next.',
      },
      sql: 'facts.median_gap_days',
    },
    ...(asOf
      ? [
          {
            field: {
              id: 'fact.late',
              label: 'Own gaps of silence',
              kind: 'numbers',
              hint: 'number',
              note: 'The silence since the last order, as a multiple of the usual gap.',
            },
            sql: `date_diff('day', ${DAY_OF('facts.last_order_at')}, cast(${literal(asOf)} as date)) / nullif(facts.median_gap_days, 0)`,
          } satisfies Known,
        ]
      : []),
    { field: { id: 'fact.returns', label: 'Returns', kind: 'numbers', hint: 'number' }, sql: 'facts.returns' },
    {
      field: { id: 'fact.return_rate', label: 'Returns an order', kind: 'numbers', hint: 'number', note: 'Returns, for each order.' },
      sql: 'facts.returns / nullif(facts.orders, 0)',
    },
    ...(['product', 'category'] as const)
      .filter((role) => lines.includes(role))
      .map((role): Known => ({
        field: {
          id: `fact.${role}`,
          label: role === 'product' ? 'Bought' : 'Bought of',
          kind: 'values',
          hint: role === 'product' ? 'products' : 'categories',
          note: 'Customers who ever bought one of these, with all their orders.',
        },
        sql: `one.${role}`,
        rowsOf: 'order_lines',
      })),
  ]
}
