import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { hasRealFile, readRealFile, reference } from '../../../test/support/real-file'
import { query } from '../../engine/database'
import { buildCompany } from './build'
import { describeTable } from '../mapping/describe'
import type { Suggestion } from '../mapping/mapping'
import { suggestMapping } from '../suggest/suggest'

async function readAndSuggest(path: string) {
  const engine = await openDatabase()
  const table = await readRealFile(engine, path)
  const suggestion = await suggestMapping(engine, [table], 'net')
  const { kind, pairs } = describeTable(suggestion.mapping.tables[0]!, table)
  return { engine, table, suggestion, kind, roles: Object.fromEntries(pairs.map(({ role, text }) => [role, text])) }
}

interface Expected {
  readonly kind: string
  readonly roles: Readonly<Record<string, string>>
  /** Headers (or '' for the whole table) that the review asks about. */
  readonly doubts: readonly string[]
  readonly customers: number
}

const LOG = { customer_id: 'case:concept:name', happened_at: 'time:timestamp', event: 'concept:name' }

/** Each file by itself, as somebody drops it; numbers of customers from reference.json and the files' own description. */
const FILES: Readonly<Record<string, Expected>> = {
  'orders/online_retail.csv.gz': {
    kind: 'order_lines',
    roles: {
      customer_id: 'CustomerID',
      ordered_at: 'InvoiceDate',
      revenue: 'Quantity × UnitPrice',
      order_id: 'InvoiceNo',
      product: 'Description',
      is_cancelled: 'InvoiceNo starts with C',
      country: 'Country',
    },
    doubts: [],
    customers: 4372,
  },
  'orders/CDNOW_master.txt': {
    kind: 'orders',
    roles: { customer_id: 'customer_id', ordered_at: 'date', revenue: 'dollar_value' },
    doubts: [],
    customers: 23570,
  },
  'orders/CDNOW_sample.txt': {
    kind: 'orders',
    roles: { customer_id: 'column 1', ordered_at: 'column 3', revenue: 'column 5' },
    doubts: ['column 1', 'column 3', 'column 5'],
    customers: 2357,
  },
  'orders/cdnow_customers_summary.csv': { kind: 'customers', roles: { customer_id: 'ID' }, doubts: [], customers: 2357 },
  'customers/telco_customer_churn.csv': {
    kind: 'customers',
    roles: { customer_id: 'customerID', tenure_months: 'tenure', is_churned: 'Churn', mrr: 'MonthlyCharges', plan: 'Contract' },
    doubts: [],
    customers: 7043,
  },
  'campaigns/hillstrom.csv.gz': { kind: 'customers', roles: { customer_id: 'each row' }, doubts: [''], customers: 64000 },
  'events/helpdesk.csv': { kind: 'events', roles: LOG, doubts: [], customers: 4580 },
  'events/receipt.csv': { kind: 'events', roles: LOG, doubts: [], customers: 1434 },
  'events/running-example.csv': { kind: 'events', roles: LOG, doubts: [], customers: 6 },
  'events/channel_paths.csv': { kind: 'other', roles: {}, doubts: [''], customers: 0 },
  'feedback/sfo_survey_2017.csv': { kind: 'feedback', roles: { nps: 'NETPRO', customer_id: 'RESPNUM' }, doubts: [], customers: 2831 },
  'feedback/womens_clothing_reviews.csv.gz': {
    kind: 'feedback',
    roles: { rating: 'Rating', comment: 'Review Text' },
    doubts: [],
    customers: 0,
  },
  'baskets/groceries_baskets.csv': { kind: 'other', roles: {}, doubts: [''], customers: 0 },
}

describe.each(Object.entries(FILES))('%s', (path, expected) => {
  test.skipIf(!hasRealFile(path))(`is read as ${expected.kind}`, async () => {
    const { engine, table, suggestion, kind, roles } = await readAndSuggest(path)
    expect(kind).toBe(expected.kind)
    expect(roles).toMatchObject(expected.roles)
    expect(suggestion.doubts.map(({ header }) => header)).toEqual(expected.doubts)
    const company = await buildCompany(engine, suggestion.mapping, [table])
    expect(company.customers).toBe(expected.customers)
    for (const { steps } of company.accounts) {
      const sum = steps.reduce((total, { rows, kind: step }) => (step === 'used' ? total : total + rows), 0)
      expect(sum).toBe(steps.at(-1)!.rows)
    }
  })
})

const cohorts = query(
  'cohorts',
  `with firsts as (select customer_id, date_trunc('month', first_order_at) as cohort from customer_facts where orders > 0)
  select strftime(cohort, '%Y-%m') as cohort, datediff('month', cohort, ordered_at) as period, count(distinct customer_id) as customers
  from orders join firsts using (customer_id)
  where is_purchase
  group by all
  order by all`,
  { cohort: 'text', period: 'number', customers: 'number' },
)

async function cohortCounts(path: string, choose: (suggestion: Suggestion) => Suggestion['mapping']) {
  const { engine, table, suggestion } = await readAndSuggest(path)
  await buildCompany(engine, choose(suggestion), [table])
  const counts: Record<string, number[]> = {}
  for (const { cohort, period, customers } of await engine.rows(cohorts)) {
    const row = (counts[cohort!] ??= new Array<number>(18).fill(0))
    row[period!] = customers!
  }
  return counts
}

const MASTER = 'orders/CDNOW_master.txt'

test.skipIf(!hasRealFile(MASTER))('CDNOW master: the cohorts of reference.json, its 80 orders of 0 dollars among them', async () => {
  const expected = reference<Record<string, number[]>>('cdnow', 'cohort_retention_master_counts')
  expect(await cohortCounts(MASTER, ({ mapping }) => mapping)).toEqual(expected)
})

test.skipIf(!hasRealFile(MASTER))('CDNOW master with returns ignored has the same orders: an order listed at 0 is no return', async () => {
  const net = await cohortCounts(MASTER, ({ mapping }) => mapping)
  expect(await cohortCounts(MASTER, ({ mapping }) => ({ ...mapping, returns: 'ignore' }))).toEqual(net)
})

const SURVEY = 'feedback/sfo_survey_2017.csv'

test.skipIf(!hasRealFile(SURVEY))('SFO survey: 2,746 scores, 85 codes for no answer (reference.json sfo_nps)', async () => {
  const { engine, table, suggestion } = await readAndSuggest(SURVEY)
  const { accounting } = await buildCompany(engine, suggestion.mapping, [table])
  expect(accounting.map(({ rows }) => rows)).toEqual([2831, -85, 2746])
  const text = `select count(*) filter (where score >= 9) as promoters, count(*) filter (where score <= 6) as detractors from feedback where kind = 'nps'`
  const [row] = await engine.rows(query('scores', text, { promoters: 'number', detractors: 'number' }))
  expect(row).toEqual({ promoters: 1436, detractors: 342 })
})

const TELCO = 'customers/telco_customer_churn.csv'

test.skipIf(!hasRealFile(TELCO))('Telco: 1,869 of 7,043 left (reference.json telco), every other column divides customers', async () => {
  const { engine, table, suggestion } = await readAndSuggest(TELCO)
  const company = await buildCompany(engine, suggestion.mapping, [table])
  const text = 'select count(*) filter (where is_churned) as gone, count(*) as customers, sum(tenure) as months from customers'
  const [row] = await engine.rows(query('churn', text, { gone: 'number', customers: 'number', months: 'number' }))
  expect(row).toMatchObject({ gone: 1869, customers: 7043 })
  expect(company.attributes.map(({ label }) => label).toSorted()).toEqual(
    table.columns
      .map(({ header }) => header)
      .filter((header) => header !== 'customerID')
      .toSorted(),
  )
})
