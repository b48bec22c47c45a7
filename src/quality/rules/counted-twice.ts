import { tableName } from '../../ingest/table-name'
import { literal, query } from '../../engine/database'
import { totalsIn } from '../../model/suggest/money/totals'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { money as inMoney, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, leaveOut, plainColumn, refOf, touched, type RuleContext } from './context'
import { ordersOf } from './repeated'

/** Customers and products that are called "Total" or "Summe" and were not left out as sums of other rows. */
export async function repeatedTotals({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources).filter((one) => !one.has('is_total')))
    for (const role of ['customer_id', 'product']) {
      const column = plainColumn(source, role)
      if (column?.type !== 'text') continue
      const values = await totalsIn(database, source.raw, column.name)
      const where =
        values.length > 0 ? `coalesce(trim(${source.sql(role)}) in (${values.map((value) => literal(value)).join(', ')}), false)` : 'false'
      const { rows, money } = await touched(database, source, where)
      if (rows === 0) continue
      findings.push({
        ...placeOf(source, `totals ${role}`),
        claim: `${plural(rows, 'row')} of ${tableName(source.raw)} may be a sum of other rows.`,
        evidence: `${column.header} says “${values[0]!}”${money === null ? '' : `, and ${inMoney(money, currency)} would count twice`}. The amounts do not come to what stands above them, so they count until they are left out.`,
        rows,
        money,
        examples: await examples(database, source.raw, where, [column]),
        fix: leaveOut(source.raw, { test: 'is one of', column: refOf(column), values }, rows),
        advice: null,
      })
    }
  return findings
}

/** Order numbers that stand on several rows of one customer with nothing that tells lines apart, and different amounts. */
export async function severalVersions({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of sources.filter(({ kind }) => kind === 'orders')) {
    const column = plainColumn(source, 'order_id')
    if (!column || !source.has('revenue') || !source.has('customer_id') || source.has('product') || source.has('version_at')) continue
    const [id, customer, amount] = [source.sql('order_id'), source.sql('customer_id'), source.sql('revenue')]
    const several = `
      select ${id} as order_id from ${tableSql(source)} where ${id} is not null and ${amount} > 0
      group by 1 having count(*) > 1 and count(distinct ${customer}) = 1 and min(${amount}) <> max(${amount})`
    const [row] = await database.rows(
      query('orders that stand several times', `select count(*) as found from (${several})`, { found: 'number' }),
    )
    // Where most orders have several rows they are lines, or payments.
    if (!row?.found || row.found > source.raw.rowsKept / 4) continue
    const where = `${id} in (${several}) and line not in (select max(line) from ${tableSql(source)} where ${id} is not null group by ${id})`
    const { rows, money } = await touched(database, source, where)
    if (rows === 0) continue
    findings.push({
      ...placeOf(source, 'versions'),
      claim: `${plural(row.found, 'order number')} of ${tableName(source.raw)} ${row.found === 1 ? 'stands' : 'stand'} several times with different amounts.`,
      evidence: `The last row of each may replace the others: ${plural(rows, 'row')}${money === null ? '' : `, ${inMoney(money, currency)}`} ${rows === 1 ? 'counts' : 'count'} as well until then.`,
      rows,
      money,
      examples: await examples(database, source.raw, `${id} in (${several})`, [column], `${id}, line`),
      fix: leaveOut(source.raw, { test: 'repeats', columns: [refOf(column)], keeps: 'last' }, rows),
      advice: null,
    })
  }
  return findings
}

function placeOf({ raw }: MappedTable, about: string): Pick<QualityFinding, 'id' | 'table' | 'file' | 'rule'> {
  return { id: `counted twice ${raw.name} ${about}`, table: raw.name, file: tableName(raw), rule: 'counted twice' }
}
