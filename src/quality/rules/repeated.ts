import { tableName } from '../../ingest/table-name'
import { identifier, query } from '../../engine/database'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { count, money as inMoney, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, leaveOut, moneySql, MOST_VALUES, plainColumn, refOf, touched, type RuleContext } from './context'

/** Rows that repeat an earlier one in every column. Hashes first: rows whose hash is alone repeat nothing. */
export async function repeatedRows({ database, tables, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const table of tables) {
    if (table.rowsKept < 2 || table.columns.length < 2) continue
    const hashed = `hash(${table.columns.map(({ name }) => identifier(name)).join(', ')})`
    const suspects = `${hashed} in (select ${hashed} as fingerprint from ${identifier(table.name)} group by fingerprint having count(*) > 1)`
    const source = sources.find(({ raw }) => raw.name === table.name)
    const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
    const numbered = `(select *, row_number() over (partition by ${columns} order by line) as place from ${identifier(table.name)} where ${suspects})`
    const amount = source ? moneySql(source) : 'null::double'
    const text = `select count(*) as found, ${amount} as money, array_to_string(min(line, 5), ',') as lines from ${numbered} where place > 1`
    const [row] = await database.rows(query('rows that repeat', text, { found: 'number', money: 'number', lines: 'text' }))
    const { found, money, lines } = row!
    const rows = found!
    if (rows === 0) continue
    findings.push({
      id: `repeated rows ${table.name}`,
      table: table.name,
      file: tableName(table),
      rule: 'repeated rows',
      claim: `${plural(rows, 'row')} of ${tableName(table)} ${rows === 1 ? 'repeats an earlier one' : 'repeat an earlier one'}.`,
      evidence: `Every column is the same${money ? `, and ${inMoney(money, currency)} is counted again` : ''}. Rows can also be alike by right: two of the same product on one receipt.`,
      rows,
      money,
      examples: await examples(database, table, `line in (${lines})`),
      fix: leaveOut(table, { test: 'repeats', columns: null, keeps: 'first' }, rows),
      advice: null,
    })
  }
  return findings
}

/** Orders whose rows name different customers. */
export async function ordersOfSeveral({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources)) {
    if (!source.has('order_id') || !source.has('customer_id')) continue
    const [id, customer] = [source.sql('order_id'), source.sql('customer_id')]
    const several = `select ${id} as order_id from ${tableSql(source)} where ${id} is not null group by 1 having min(${customer}) <> max(${customer})`
    const meant = `${id} in (${several})`
    const { rows, money } = await touched(database, source, meant)
    if (rows === 0) continue
    const ids = await database.rows(
      query('orders of several customers', `${several} order by 1 limit ${MOST_VALUES + 1}`, { order_id: 'text' }),
    )
    const column = plainColumn(source, 'order_id')
    const canList = column && ids.length <= MOST_VALUES
    findings.push({
      id: `one order, several customers ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'one order, several customers',
      claim: `${plural(ids.length, 'order number')} of ${tableName(source.raw)} ${ids.length === 1 ? 'stands' : 'stand'} for more than one customer.`,
      evidence: `${plural(rows, 'row')}${money === null ? '' : `, ${inMoney(money, currency)}`}. Until that is settled each customer’s rows count as an order of their own.`,
      rows,
      money,
      examples: await examples(database, source.raw, meant, [column, plainColumn(source, 'customer_id')], `${id}, line`),
      fix: canList
        ? leaveOut(source.raw, { test: 'is one of', column: refOf(column), values: ids.map(({ order_id }) => order_id!) }, rows)
        : null,
      advice: canList ? null : 'Correct the numbers where the orders are kept, and read the file again.',
    })
  }
  return findings
}

/** Customers that a list of customers holds more than once. */
export async function repeatedCustomers({ database, sources }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of sources.filter(({ kind }) => kind === 'customers')) {
    const column = plainColumn(source, 'customer_id')
    if (!column) continue
    const customer = source.sql('customer_id')
    const numbered = `(select *, row_number() over (partition by ${customer} order by line desc) as place from ${tableSql(source)} where ${customer} is not null)`
    const [found] = await database.rows(
      query(
        'customers listed twice',
        `select count(*) as found, count(distinct ${customer}) as customers from ${numbered} where place > 1`,
        {
          found: 'number',
          customers: 'number',
        },
      ),
    )
    const rows = found!.found!
    if (rows === 0) continue
    const meant = `${customer} in (select ${customer} from ${numbered} where place > 1 limit 20)`
    findings.push({
      id: `repeated customers ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'repeated customers',
      claim: `${plural(found!.customers!, 'customer')} ${found!.customers === 1 ? 'is' : 'are'} listed more than once in ${tableName(source.raw)}.`,
      evidence: `${plural(rows, 'row')} of ${count(source.raw.rowsKept)} are followed by another of the same customer. What the last one says holds.`,
      rows,
      money: null,
      examples: await examples(database, source.raw, meant, [column], `${customer}, line`),
      fix: leaveOut(source.raw, { test: 'repeats', columns: [refOf(column)], keeps: 'last' }, rows),
      advice: null,
    })
  }
  return findings
}

export function ordersOf(sources: readonly MappedTable[]): readonly MappedTable[] {
  return sources.filter(({ kind }) => kind === 'orders' || kind === 'order_lines')
}
