import { tableName } from '../../ingest/table-name'
import { query } from '../../engine/database'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { count, money as inMoney, plural, shareOf } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, leaveOut, MOST_VALUES, plainColumn, refOf, touched, type RuleContext } from './context'
import { ordersOf } from './repeated'

/** Customers of other tables that no list of customers holds. */
export async function notListed({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const listed = sources.filter(({ kind }) => kind === 'customers')
  if (listed.length === 0) return []
  const known = idsOf(listed)
  const files = listed.map(({ raw }) => tableName(raw)).join(' and ')
  const findings: QualityFinding[] = []
  for (const source of sources) {
    if (source.kind === 'customers' || !source.has('customer_id')) continue
    const customer = source.sql('customer_id')
    const meant = `${customer} is not null and ${customer} not in (${known})`
    const { rows, money } = await touched(database, source, meant)
    if (rows === 0) continue
    const text = `select distinct ${customer} as customer from ${tableSql(source)} where ${meant} order by 1 limit ${MOST_VALUES + 1}`
    const ids = await database.rows(query('customers not listed', text, { customer: 'text' }))
    const column = plainColumn(source, 'customer_id')
    const canList = column && ids.length <= MOST_VALUES
    const many = ids.length > MOST_VALUES ? `More than ${count(MOST_VALUES)} customers` : plural(ids.length, 'customer')
    findings.push({
      id: `customers not listed ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'customers not listed',
      claim: `${many} of ${tableName(source.raw)} ${ids.length === 1 ? 'is' : 'are'} not in ${files}.`,
      evidence: `${plural(rows, 'row')} of ${count(source.raw.rowsKept)}${money === null ? '' : `, ${inMoney(money, currency)}`}. They count as customers about whom nothing else is known.`,
      rows,
      money,
      examples: await examples(database, source.raw, meant, [column]),
      fix: canList
        ? leaveOut(source.raw, { test: 'is one of', column: refOf(column), values: ids.map(({ customer: id }) => id!) }, rows)
        : null,
      advice: canList
        ? null
        : 'Read a list of customers that holds them, or look at how the two files write their numbers on the page Mapping.',
    })
  }
  return findings
}

/** Customers who are listed and never ordered: said where orders are known. */
export async function withoutOrders({ database, sources }: RuleContext): Promise<readonly QualityFinding[]> {
  const orders = ordersOf(sources).filter((source) => source.has('customer_id'))
  if (orders.length === 0) return []
  const ordered = idsOf(orders)
  const findings: QualityFinding[] = []
  for (const source of sources.filter(({ kind }) => kind === 'customers')) {
    const column = plainColumn(source, 'customer_id')
    if (!column) continue
    const customer = source.sql('customer_id')
    const meant = `${customer} is not null and ${customer} not in (${ordered})`
    const { rows } = await touched(database, source, meant)
    // A list in which nobody ordered is a list of somebody else: how numbers meet is the mapping's business.
    if (rows === 0 || rows >= source.raw.rowsKept) continue
    const text = `select distinct ${customer} as customer from ${tableSql(source)} where ${meant} order by 1 limit ${MOST_VALUES + 1}`
    const ids = await database.rows(query('customers without orders', text, { customer: 'text' }))
    const canList = ids.length <= MOST_VALUES
    findings.push({
      id: `listed without orders ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'listed without orders',
      claim: `${shareOf(rows, source.raw.rowsKept)} of the customers in ${tableName(source.raw)} have no order.`,
      evidence: `${plural(rows, 'row')}. They may never have bought, or their orders are in a file that is not open.`,
      rows,
      money: null,
      examples: await examples(database, source.raw, meant, [column]),
      fix: canList
        ? leaveOut(source.raw, { test: 'is one of', column: refOf(column), values: ids.map(({ customer: id }) => id!) }, rows)
        : null,
      advice: canList ? null : 'Add the file that holds their orders, if there is one.',
    })
  }
  return findings
}

function idsOf(sources: readonly MappedTable[]): string {
  return sources
    .map((source) => `select ${source.sql('customer_id')} from ${tableSql(source)} where ${source.sql('customer_id')} is not null`)
    .join(' union ')
}
