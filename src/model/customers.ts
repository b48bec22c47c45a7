import { type Session } from '../engine/database'
import { account } from './accounting'
import { attributesOf, extraColumns, type ExtraColumn } from './attributes'
import type { Account, Attribute } from './company'
import { DETAILS, detailSql } from './customer-details'
import { expressionSql } from './expression'
import { isUsed, NO_CUSTOMER, required, type Reason } from './left-out'
import type { Role } from './mapping'
import { nullOf, roleType, tableSql, type Source } from './source'
import { isUnique } from './unique'

/** What orders may say about their customer; the latest word holds. */
const TOLD_BY_ORDERS: readonly Role[] = ['name', 'email', 'gender', 'country', 'region', 'city', 'postcode', 'company']

export interface CustomersBuilt {
  readonly attributes: readonly Attribute[]
  readonly accounts: readonly Account[]
  /** Roles of customers that something fills. */
  readonly roles: readonly Role[]
}

/** Something that tells details of customers, one row each. */
interface Teller {
  readonly roles: ReadonlyMap<Role, string>
  readonly extras: ReadonlyMap<string, string>
  readonly from: string
  readonly customer: string
  readonly reasons: readonly Reason[]
  readonly isGrouped: boolean
}

/** Creates company.customers: everyone who is listed, and everyone who ordered, did or said something. */
export async function buildCustomers(session: Session, sources: readonly Source[], asOf: string | null): Promise<CustomersBuilt> {
  const listed = sources.filter(({ kind }) => kind === 'customers')
  const telling = sources.filter(({ kind }) => kind === 'orders' || kind === 'order_lines').filter((one) => toldBy(one).length > 0)
  const extras = extraColumns(listed)
  const lists: Teller[] = []
  for (const one of listed) lists.push(await list(session, one, extras, asOf))
  const tellers = [...lists, ...telling.map(orderTeller)]

  const told = tellers.map((teller, index) => `, told${index} as (${tellerSql(teller)})`)
  const details = DETAILS.map((role) => `${firstTold(tellers, (one) => one.roles.has(role), role) ?? nullOf(roleType(role))} as ${role}`)
  const others = extras.map(({ attribute: { column } }) => `${firstTold(tellers, (one) => one.extras.has(column), column)} as ${column}`)
  await session.execute(`
    create table company.customers as
    with known as (${knownSql(sources)})${told.join('')}
    select known.customer_id, ${[...details, ...others].join(', ')}
    from known
    ${tellers.map((_, index) => `left join told${index} on told${index}.customer_id = known.customer_id`).join('\n')}`)

  const accounts: Account[] = []
  for (const [index, one] of listed.entries())
    accounts.push(await account(session, one, lists[index]!.from, lists[index]!.reasons, 'Customers used'))
  const roles = DETAILS.filter((role) => tellers.some((one) => one.roles.has(role)))
  return { attributes: attributesOf([...listed, ...telling], extras), accounts, roles: ['customer_id', ...roles] }
}

function knownSql(sources: readonly Source[]): string {
  const ids = sources
    .filter((one) => one.has('customer_id'))
    .map((one) => `select distinct ${one.sql('customer_id')} as customer_id from ${tableSql(one)}`)
  return `select customer_id from (${ids.join(' union ') || 'select null::varchar as customer_id'}) where customer_id is not null`
}

function firstTold(tellers: readonly Teller[], tells: (teller: Teller) => boolean, column: string): string | null {
  const found = tellers.flatMap((teller, index) => (tells(teller) ? [`told${index}.${column}`] : []))
  return found.length > 1 ? `coalesce(${found.join(', ')})` : (found[0] ?? null)
}

function tellerSql({ roles, extras, from, customer, reasons, isGrouped }: Teller): string {
  const columns = [...roles, ...extras].map(([name, sql]) => `${sql} as ${name}`)
  return `select ${[`${customer} as customer_id`, ...columns].join(', ')} from ${from} where ${isUsed(reasons)}${isGrouped ? ' group by 1' : ''}`
}

/** A customers table. Of a customer who is listed twice the last row holds. */
async function list(session: Session, source: Source, extras: readonly ExtraColumn[], asOf: string | null): Promise<Teller> {
  const customer = source.sql('customer_id')
  const reasons = [required(source, 'customer_id', NO_CUSTOMER)].filter((reason) => reason !== null)
  const unique = await isUnique(session, tableSql(source), customer, [], source.raw.rowsKept)
  const numbered = `(select *, row_number() over (partition by ${customer} order by line desc) as place from ${tableSql(source)}) as numbered`
  return {
    roles: new Map(
      DETAILS.flatMap((role) => {
        const sql = detailSql(source, role, asOf)
        return sql === null ? [] : [[role, sql] as const]
      }),
    ),
    extras: new Map(
      extras.flatMap(({ attribute, from }) => {
        const own = from.find((one) => one.source === source)
        return own ? [[attribute.column, expressionSql({ column: own.column.name }, source.raw, attribute.type)] as const] : []
      }),
    ),
    from: unique ? tableSql(source) : numbered,
    customer,
    reasons: unique ? reasons : [...reasons, { label: 'Repeated customer number', sql: '(place > 1)' }],
    isGrouped: false,
  }
}

function toldBy(source: Source): readonly Role[] {
  return source.has('customer_id') && source.has('ordered_at') ? TOLD_BY_ORDERS.filter((role) => source.has(role)) : []
}

function orderTeller(source: Source): Teller {
  return {
    roles: new Map(toldBy(source).map((role) => [role, `arg_max(${source.sql(role)}, ${source.sql('ordered_at')})`])),
    extras: new Map(),
    from: tableSql(source),
    customer: source.sql('customer_id'),
    reasons: [required(source, 'customer_id', NO_CUSTOMER)].filter((reason) => reason !== null),
    isGrouped: true,
  }
}
