import { query, type Engine, type Session } from '../../engine/database'
import { QueryFailed } from '../../engine/failures'
import { COMPRESS } from '../../engine/lock'
import type { RawTable } from '../../ingest/table'
import { today } from '../../shared/today'
import { account, addUp } from './accounting'
import { CANONICAL, type CanonicalTable } from './canonical'
import type { Account, Company } from './company'
import customerFactsSql from './customer-facts.sql?raw'
import orderDaysSql from './order-days.sql?raw'
import orderFactsSql from './order-facts.sql?raw'
import { currencyInForce, currencyTotals } from '../suggest/money/currency'
import { buildCustomers } from './customers'
import { dayAfter, keepSpans, mainSpan, spansOf } from './dates'
import { buildFeedback, SCORES } from './feedback'
import { showAll } from '../runtime/filter'
import { keyCustomers, keyLines, keyOrders } from './keys'
import macrosSql from './macros.sql?raw'
import { joinsOf } from '../mapping/joins'
import { planOrders, type OrderPlan } from './order-plan'
import { orderStates } from '../suggest/money/order-states'
import { buildOrders } from './orders'
import { TABLE_KINDS, type Mapping, type TableKind } from '../mapping/mapping'
import { buildPlainTable, PLAIN_KINDS } from './plain-tables'
import { silenceOf } from './silence'
import { keepAttributes } from '../runtime/breakdown'
import { showStates } from './states'
import { openSources, type MappedTable } from '../mapping/mapped-table'
import { subjectOf, type Subject } from './subject'
import { tenureUnitOf } from './tenure-unit'

/** Makes the canonical tables of a mapping, unfiltered, in place of the ones before. When it fails, those before stay. */
export async function buildCompany(engine: Engine, mapping: Mapping, tables: readonly RawTable[]): Promise<Company> {
  const isLarge = tables.reduce((sum, { rowsKept }) => sum + rowsKept, 0) > LARGE
  if (isLarge) await compress(engine)
  const session = await engine.open()
  try {
    await session.execute('begin transaction')
    const company = await build(session, mapping, await openSources(session, mapping, tables), subjectOf(mapping, tables))
    await session.execute('commit')
    if (isLarge) await compress(engine)
    return company
  } catch (error) {
    // An engine that died has nothing to roll back, and its own error is the one to tell.
    await session.execute('rollback').catch(() => undefined)
    throw error
  } finally {
    await session.close()
  }
}

/** Rows of all files from which on room is worth more than a tenth of the speed: with fewer, all fits as it is. */
const LARGE = 4_000_000

/** Where something else is being written, tables stay as they are. */
async function compress(engine: Engine): Promise<void> {
  await engine.execute(COMPRESS).catch((error: unknown) => {
    if (!(error instanceof QueryFailed)) throw error
  })
}

async function build(session: Session, mapping: Mapping, sources: readonly MappedTable[], subject: Subject): Promise<Company> {
  await session.execute('drop schema if exists company cascade')
  await session.execute('create schema company')
  // What was worked out of the company before goes with it.
  await session.execute('drop schema if exists derived cascade')
  await session.execute('create schema derived')
  for (const macro of macrosSql.trim().split(/(?<=;)\n/)) await session.execute(macro)
  await session.execute('create table company.segment_members (segment_id varchar, customer_id varchar)')

  const spans = await spansOf(session, sources, today())
  await keepSpans(session, spans)
  const span = mainSpan(spans, sources)
  const asOf = mapping.asOf ?? (span.lastAt ? dayAfter(span.lastAt) : null)
  const tenureUnit = tenureUnitOf(sources)
  const currencies = await currencyTotals(session, sources)
  const currency = currencyInForce(mapping, currencies)
  const plan = await planOrders(session, sources, { returns: mapping.returns, currency: currencies.length > 0 ? currency : null })
  const products = await buildPlainTable(session, 'products', sources)
  await buildOrders(session, plan, products.length > 0)
  const orderAccounts = await accountOrders(session, plan)
  const others: Account[] = []
  for (const kind of PLAIN_KINDS.filter((one) => one !== 'products')) others.push(...(await buildPlainTable(session, kind, sources)))
  others.push(...(await buildFeedback(session, sources)))
  await keyCustomers(session, sources, plan)
  await keyOrders(session, plan)
  await keyLines(session, plan)
  await session.execute(orderDaysSql)
  await session.execute(orderFactsSql)
  const customers = await buildCustomers(session, sources, plan, { asOf, tenureUnit })
  await session.execute(customerFactsSql)
  const silence = await silenceOf(session, mapping.silentAfter ?? null, asOf)
  await session.execute('drop table company.order_facts')
  await keepAttributes(session, customers.attributes)
  await showStates(session)
  await showAll(session)

  const counts = await countRows(session)
  const accounts = [...orderAccounts, ...customers.accounts, ...others, ...products]
  const makeOrders = orderAccounts.filter(({ table }) => plan.orders.some(({ source }) => source.raw.name === table))
  return {
    tables: Object.fromEntries(TABLE_KINDS.flatMap((kind) => (kind !== 'other' && counts[kind] ? [[kind, counts[kind]]] : []))),
    roles: rolesOf(sources, counts, customers.roles),
    customers: counts.customers ?? 0,
    subject,
    ...span,
    spans,
    asOf,
    tenureUnit,
    currency,
    currencies,
    states: await orderStates(session, mapping, sources),
    silence,
    attributes: customers.attributes,
    accounting: makeOrders.length > 0 ? addUp(makeOrders) : (accounts[0]?.steps ?? []),
    accounts,
    joins: await joinsOf(session, sources),
  }
}

async function accountOrders(session: Session, plan: OrderPlan): Promise<readonly Account[]> {
  const accounts: Account[] = []
  for (const { source, from, reasons } of [...plan.orders, ...plan.lines]) {
    if (accounts.some(({ table }) => table === source.raw.name)) continue
    const used = source.kind === 'orders' ? 'Orders used' : 'Order lines used'
    accounts.push(await account(session, source, from, reasons, used))
  }
  return accounts
}

type Counts = Readonly<Partial<Record<CanonicalTable, number>>>

async function countRows(session: Session): Promise<Counts> {
  const tables = TABLE_KINDS.filter((kind) => kind !== 'other')
  const text = tables.map((table) => `select '${table}' as name, count(*) as found from company.${table}`).join(' union all ')
  const rows = await session.rows(query('rows of the canonical tables', text, { name: 'text', found: 'number' }))
  return Object.fromEntries(rows.map(({ name, found }) => [name!, found!]))
}

/** Per canonical table with rows: its columns that some source fills. */
function rolesOf(sources: readonly MappedTable[], counts: Counts, customerRoles: readonly string[]): Company['roles'] {
  const kinds = TABLE_KINDS.filter((kind) => kind !== 'other').filter((kind) => counts[kind])
  return Object.fromEntries(kinds.map((kind) => [kind, kind === 'customers' ? customerRoles : filledColumns(sources, kind)]))
}

function filledColumns(sources: readonly MappedTable[], table: Exclude<TableKind, 'other'>): readonly string[] {
  const tellsOfOrders = table === 'orders' || table === 'order_lines'
  const kinds: readonly TableKind[] = tellsOfOrders ? ['orders', 'order_lines'] : [table]
  const bound = new Set(sources.filter(({ kind }) => kinds.includes(kind)).flatMap(({ roles }) => roles))
  const isLookedUp = table === 'order_lines' && sources.some((source) => source.kind === 'products' && source.has('category'))
  if (isLookedUp && (bound.has('product') || bound.has('product_id'))) bound.add('category')
  if (tellsOfOrders && bound.has('cost') && bound.has('revenue')) bound.add('margin')
  if (table === 'feedback' && SCORES.some((role) => bound.has(role))) bound.add('score').add('kind')
  return Object.keys(CANONICAL[table]).filter((role) => bound.has(role))
}
