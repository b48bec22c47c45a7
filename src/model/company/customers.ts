import { type Session } from '../../engine/database'
import { account } from './accounting'
import { attributesOf, extraColumns, GROUPING, ownColumns, type ExtraColumn, type Telling } from './attributes'
import type { Account, Attribute } from './company'
import { DETAILS, detailSql, detailType, type DetailsBy } from './customer-details'
import { expressionSql } from '../mapping/expression'
import { isUsed, NO_CUSTOMER, required, type Reason } from '../mapping/left-out'
import type { Role } from '../mapping/mapping'
import { leftOut } from './keys'
import type { OrderPlan, OrderSource } from './order-plan'
import { nullOf, tableSql, type MappedTable } from '../mapping/mapped-table'
import { constantColumns, MOST_ROWS, varies } from './told-attributes'
import { isUnique } from '../mapping/unique'

/** What orders may say about their customer; the latest word holds. The country is counted with the orders. */
const TOLD_BY_ORDERS: readonly Role[] = ['name', 'email', 'gender', 'region', 'city', 'postcode', 'company']

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
  /** How it names the customer, and the column of customer_keys that this is. */
  readonly customer: string
  readonly by: 'customer_id' | 'customer_key'
  readonly where: string
  readonly isGrouped: boolean
}

/** Creates company.customers: everyone who is listed, and everyone who ordered, did or said something. */
export async function buildCustomers(
  session: Session,
  sources: readonly MappedTable[],
  plan: OrderPlan,
  by: DetailsBy,
): Promise<CustomersBuilt> {
  const listed = sources.filter(({ kind }) => kind === 'customers')
  const orders = plan.orders.filter(({ source }) => source.has('customer_id') && source.has('ordered_at'))
  const constant = new Map<OrderSource, Telling>()
  for (const one of orders) constant.set(one, { source: one.source, columns: await constantColumns(session, one) })
  const extras = extraColumns([...listed.map(ownColumns), ...constant.values()])
  const lists: Awaited<ReturnType<typeof list>>[] = []
  for (const one of listed) lists.push(await list(session, one, extras, by))
  const tellers = [...lists, ORDER_FACTS, ...orders.flatMap((one) => orderTellers(one, extras))]

  const told = tellers.map((teller, index) => `told${index} as (${tellerSql(teller)})`)
  const details = DETAILS.map((role) => `${firstTold(tellers, (one) => one.roles.has(role), role) ?? nullOf(detailType(role))} as ${role}`)
  const others = extras.map(({ attribute: { column } }) => `${firstTold(tellers, (one) => one.extras.has(column), column)} as ${column}`)
  await session.execute(`
    create table company.customers as
    with ${told.join(',\n')}
    select known.customer_key, known.customer_id, ${[...details, ...others].join(', ')}
    from company.customer_keys as known
    ${tellers.map(({ by }, index) => `left join told${index} on told${index}.${by} = known.${by}`).join('\n')}`)

  const accounts: Account[] = []
  for (const [index, one] of listed.entries())
    accounts.push(await account(session, one, lists[index]!.from, lists[index]!.reasons, 'Customers used'))
  const telling = [...listed, ...orders.map(({ source }) => source)]
  const roles = DETAILS.filter((role) => lists.some((one) => one.roles.has(role)) || orders.some(({ source }) => source.has(role)))
  const latest = await latestRoles(session, listed, orders)
  return { attributes: attributesOf(telling, extras, latest), accounts, roles: ['customer_id', ...roles] }
}

function firstTold(tellers: readonly Teller[], tells: (teller: Teller) => boolean, column: string): string | null {
  const found = tellers.flatMap((teller, index) => (tells(teller) ? [`told${index}.${column}`] : []))
  return found.length > 1 ? `coalesce(${found.join(', ')})` : (found[0] ?? null)
}

function tellerSql({ roles, extras, from, by, customer, where, isGrouped }: Teller): string {
  const columns = [...roles, ...extras].map(([name, sql]) => `${sql} as ${name}`)
  return `select ${[`${customer} as ${by}`, ...columns].join(', ')} from ${from} where ${where}${isGrouped ? ' group by 1' : ''}`
}

/** A customers table. Of a customer who is listed twice the last row holds. */
async function list(
  session: Session,
  source: MappedTable,
  extras: readonly ExtraColumn[],
  by: DetailsBy,
): Promise<Teller & { readonly reasons: readonly Reason[] }> {
  const customer = source.sql('customer_id')
  const nameless = [required(source, 'customer_id', NO_CUSTOMER)].filter((reason) => reason !== null)
  const unique = await isUnique(session, tableSql(source), customer, [], source.raw.rowsKept)
  const numbered = `(select *, row_number() over (partition by ${customer} order by line desc) as place from ${tableSql(source)}) as numbered`
  const reasons = unique ? nameless : [...nameless, { label: 'Repeated customer number', sql: '(place > 1)' }]
  return {
    roles: new Map(
      DETAILS.flatMap((role) => {
        const sql = detailSql(source, role, by)
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
    by: 'customer_id',
    reasons,
    where: isUsed(reasons),
    isGrouped: false,
  }
}

const ORDER_FACTS: Teller = {
  roles: new Map([['country', 'country']]),
  extras: new Map(),
  from: 'company.order_facts',
  customer: 'customer_key',
  by: 'customer_key',
  where: 'true',
  isGrouped: false,
}

/** Roles that only orders tell, and not the same in all orders of a customer. */
async function latestRoles(session: Session, listed: readonly MappedTable[], orders: readonly OrderSource[]): Promise<ReadonlySet<Role>> {
  const found = new Set<Role>()
  for (const role of [...TOLD_BY_ORDERS, 'country'].filter((one) => GROUPING.includes(one) && !listed.some((source) => source.has(one))))
    for (const one of orders.filter(({ source }) => source.has(role) && source.raw.rowsKept <= MOST_ROWS))
      if (await varies(session, one, role)) found.add(role)
  return found
}

/** What the rows of an order table tell, the latest word of each customer. */
function orderTellers(one: OrderSource, extras: readonly ExtraColumn[]): readonly Teller[] {
  const latest = (roles: readonly Role[]) =>
    new Map(roles.map((role) => [role, `arg_max(${one.source.sql(role)}, ${one.source.sql('ordered_at')})`]))
  const own = new Map(
    extras.flatMap(({ attribute, from }) => {
      const column = from.find(({ source }) => source === one.source)?.column
      const value = column && expressionSql({ column: column.name }, one.source.raw, attribute.type)
      return value ? [[attribute.column, `arg_max(${value}, ${one.source.sql('ordered_at')})`] as const] : []
    }),
  )
  const teller = { extras: own, from: one.from, customer: one.source.sql('customer_id'), by: 'customer_id' as const, isGrouped: true }
  const told = TOLD_BY_ORDERS.filter((role) => one.source.has(role))
  const where = leftOut(one)
  const tellers: Teller[] = []
  if (told.length > 0 || own.size > 0) tellers.push({ ...teller, roles: latest(told), where: `${teller.customer} is not null` })
  if (where && one.source.has('country')) tellers.push({ ...teller, extras: new Map(), roles: latest(['country']), where })
  return tellers
}
