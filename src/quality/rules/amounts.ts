import { tableName } from '../../ingest/table-name'
import { query } from '../../engine/database'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { money as inMoney, percent, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { amountColumns, examples, leaveOut, plainColumn, touched, type RuleContext } from './context'
import { ordersOf } from './repeated'

/** Deviations above the median from which an amount is said to be far out. Of amounts as uneven as a log-normal, one in a thousand million is. */
const FAR = 6
const ENOUGH = 100

/**
 * Amounts far above the others: ln(amount) further above its median than 6 times its median absolute deviation, scaled by 1.4826 so that it
 * equals the standard deviation where logarithms are normal (Iglewicz & Hoaglin 1993). Neither moves because of what is far out.
 */
export async function outlyingAmounts({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources).filter((one) => one.has('revenue'))) {
    const amount = source.sql('revenue')
    const text = `
      with
      logs as (select ln(${amount}) as size from ${tableSql(source)} where ${amount} > 0),
      middle as (select median(size) as middle, count(*) as found from logs)
      select any_value(middle) as middle, median(abs(size - middle)) as spread, any_value(found) as found from logs, middle`
    const [row] = await database.rows(query('spread of amounts', text, { middle: 'number', spread: 'number', found: 'number' }))
    if (!row?.found || row.found < ENOUGH || !row.spread) continue
    const most = Math.exp(row.middle! + FAR * 1.4826 * row.spread)
    const where = `coalesce(${amount} > ${most}, false)`
    const { rows, money } = await touched(database, source, where)
    if (rows === 0) continue
    const all = await touched(database, source, `${amount} > 0`)
    const columns = amountColumns(source)
    findings.push({
      id: `outlying amounts ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'outlying amounts',
      claim: `${plural(rows, 'amount')} of ${tableName(source.raw)} ${rows === 1 ? 'is' : 'are'} far above the others.`,
      evidence: `Over ${inMoney(most, currency)} where the median is ${inMoney(Math.exp(row.middle!), currency)}: more than ${FAR} robust deviations above it on a logarithmic scale. They bring ${inMoney(money!, currency)}, ${percent(money! / all.money!)} of what is sold.`,
      rows,
      money,
      examples: await examples(database, source.raw, where, amountParts(source), `${amount} desc, line`),
      fix: columns ? leaveOut(source.raw, { test: 'is above', product: columns, value: most }, rows) : null,
      advice: columns ? null : 'Look at the rows in their file.',
    })
  }
  return findings
}

function amountParts(source: MappedTable) {
  const names = amountColumns(source)?.map(({ name }) => name) ?? []
  return [...source.raw.columns.filter(({ name }) => names.includes(name)), plainColumn(source, 'customer_id')]
}
