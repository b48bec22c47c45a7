import type { Clause } from '../../src/model/runtime/clause'
import { filterBy } from '../../src/model/runtime/filter'
import { buildCompany } from '../../src/model/company/build'
import { TransformedTables } from '../../src/worker/transformed-tables'
import type { Opened } from './environment'
import { generateCompany } from './generated-companies'
import { openCompany, type InlineRows, type InlineTables } from './open-company'

const SHOP = generateCompany('shop', 5, { customers: 240, hazardRatio: 2 }).tables
const bought = SHOP.orders!.filter(({ revenue }) => Number(revenue) > 0)
const [GIVEN, FAMILY] = [
  ['Quirina', 'Balthazar', 'Xanthippe', 'Delphine', 'Ottokar', 'Fatimata', 'Gustavson'],
  ['Zephyrson', 'Vanderquist', 'Moreauville', 'Novakova', 'Petrovsky'],
]
const ordersOf = (id: unknown) => bought.filter(({ customer_id }) => customer_id === id).length
const nameOf = (at: number) => `${GIVEN[at % GIVEN.length]!} ${FAMILY[at % FAMILY.length]!}`

/** What is planted in names and addresses: no part of it may be said or exported under the mask. */
export const SECRETS = new RegExp([...GIVEN, ...FAMILY, 'secret-mail'].join('|'), 'i')

/** A shop of which every kind of table is known. */
const WHOLE: InlineTables = {
  ...SHOP,
  customers: SHOP.customers!.map((row, at) => ({
    ...row,
    name: nameOf(at),
    email: `${at}@secret-mail.com`,
    kind: ordersOf(row.customer_id) > 6 ? 'office' : 'person',
  })),
  order_lines: bought.map((row, at) => ({
    order_id: row.order_id!,
    customer_id: row.customer_id!,
    ordered_at: row.ordered_at!,
    product: `Product ${at % 7}`,
    category: `Category ${at % 3}`,
    quantity: 1 + (at % 3),
  })),
  events: bought.flatMap((row, at) =>
    ['visit', ...(at % 3 ? ['basket'] : []), 'buy'].map((event, minute) => ({
      customer_id: row.customer_id!,
      happened_at: `${row.ordered_at}T10:0${minute}:00`,
      event,
    })),
  ),
  feedback: bought
    .filter((_, at) => at % 9 === 0)
    .map((row, at) => ({ customer_id: row.customer_id!, answered_at: row.ordered_at!, nps: (at * 7) % 11, comment: `Words ${at % 5}` })),
  subscriptions: SHOP.customers!.flatMap(({ customer_id }, at) =>
    at % 3 === 0
      ? [
          {
            customer_id: customer_id!,
            started_on: `2021-0${1 + (at % 9)}-10`,
            ended_on: at % 2 ? `2022-1${at % 3}-05` : null,
            plan: 'Basic',
            mrr: 10 + (at % 4),
          },
        ]
      : [],
  ),
  leads: Array.from({ length: 60 }, (_, at) => ({
    lead_id: `l${at}`,
    created_at: `2022-0${1 + (at % 9)}-01`,
    source: 'fair',
    stage: ['new', 'won', 'lost'][at % 3]!,
    value: 100 * at,
  })),
  touches: bought.map((row, at) => ({
    customer_id: row.customer_id!,
    happened_at: row.ordered_at!,
    channel: ['mail', 'search'][at % 2]!,
    cost: 1,
  })),
  spend: Array.from({ length: 20 }, (_, at) => ({ spent_on: `2022-0${1 + (at % 9)}-01`, channel: ['mail', 'search'][at % 2]!, cost: 50 })),
}

/** The rows of the customer with most orders. */
function ofOne(tables: InlineTables): InlineTables {
  const counts = new Map<unknown, number>()
  for (const { customer_id: id } of bought) counts.set(id, (counts.get(id) ?? 0) + 1)
  const [[one] = []] = [...counts].sort(([, a], [, b]) => b - a)
  const own = (rows: InlineRows) => rows.filter((row) => row.customer_id === one || !('customer_id' in row))
  return Object.fromEntries(Object.entries(tables).map(([kind, rows]) => [kind, own(rows)]))
}

/** With a load before the one in force. */
async function openWhole(): Promise<Opened> {
  const opened = await openCompany(WHOLE)
  await opened.engine.execute(
    `insert into snapshots.loads values ('l1', '2023-08-01 10:00:00', '2023-01-01', 'spring.csv', 100, 50, 300, 1000, true, false)`,
  )
  return opened
}

/** A list with a column that is the mark in other words. */
function openMarked(): Promise<Opened> {
  const { customers } = generateCompany('flag', 5, { customers: 240, hazardRatio: 3 }).tables
  return openCompany({ customers: customers!.map((row) => ({ ...row, farewell: row.is_churned ? 'sent' : 'none' })) })
}

async function openFiltered(clause: Clause, name: string): Promise<Opened> {
  const opened = await openCompany(WHOLE)
  const { customers } = await filterBy(opened.engine, opened.company, [clause])
  return { ...opened, filter: { name, customers } }
}

async function openMasked(): Promise<Opened> {
  const { engine, tables, mapping } = await openCompany(WHOLE)
  const shown = new TransformedTables(async () => engine, { tables })
  await shown.mask(true, mapping)
  return { engine, company: await buildCompany(engine, mapping, shown.tables) }
}

const without = (wanted: readonly (keyof InlineTables)[]) => Object.fromEntries(wanted.map((kind) => [kind, WHOLE[kind]!])) as InlineTables

/** Companies on which every analysis that can run must keep its contract. */
export const COMPANIES: Readonly<Record<string, () => Promise<Opened>>> = {
  'a shop of which everything is known': openWhole,
  'a shop that knows its orders only': () => openCompany(without(['orders'])),
  'events only': () => openCompany(without(['events'])),
  'contracts with dates': () => openCompany(generateCompany('contract', 5, { customers: 240 }).tables),
  'a mark of who left': openMarked,
  'one customer': () => openCompany(ofOne(WHOLE)),
  'a shop filtered by an attribute': () =>
    openFiltered({ source: 'attribute.region', predicate: { kind: 'values', values: ['North'] }, isNot: false }, 'in the North'),
  'a shop filtered to nobody': () =>
    openFiltered({ source: 'fact.orders', predicate: { kind: 'numbers', from: 1e6, to: null }, isNot: false }, 'with a million orders'),
  'a masked shop': openMasked,
  'no rows at all': () => openCompany({}),
}
