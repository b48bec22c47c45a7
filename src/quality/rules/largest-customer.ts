import { literal, query } from '../../engine/database'
import { tableName } from '../../ingest/table-name'
import { tableSql } from '../../model/mapping/mapped-table'
import { count, money as inMoney, percent } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, moneySql, plainColumn, touched, type RuleContext } from './context'
import { ordersOf } from './repeated'

/** Of fewer rows, or among fewer customers, one may well hold half. */
const ENOUGH = 30
const MANY = 10
const HALF = 0.5

/** One number that half of all rows, or of the money, stand under: a till, a marketplace, or guests who share it. */
export async function oneLargeCustomer({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources).filter((one) => one.has('customer_id'))) {
    const customer = source.sql('customer_id')
    const text = `
      with
      each as (select ${customer} as customer_id, count(*) as found, ${moneySql(source)} as money from ${tableSql(source)} where ${customer} is not null group by 1)
      select
        customer_id, sum(found) over () as all_rows, sum(money) over () as all_money, count(*) over () as customers,
        greatest(found / all_rows, coalesce(money / nullif(all_money, 0), 0)) as share
      from each
      order by share desc, found desc, customer_id
      limit 1`
    const [row] = await database.rows(
      query('the customer with most rows or money', text, {
        customer_id: 'text',
        all_rows: 'number',
        all_money: 'number',
        customers: 'number',
        share: 'number',
      }),
    )
    if (!row || row.all_rows! < ENOUGH || row.customers! < MANY || row.share! < HALF) continue
    const where = `coalesce(${customer} = ${literal(row.customer_id!)}, false)`
    const { rows, money } = await touched(database, source, where)
    const shareOfRows = rows / row.all_rows!
    const held = money === null || !row.all_money ? '' : `, and ${inMoney(money, currency)}, ${percent(money / row.all_money)} of the money`
    findings.push({
      id: `one large customer ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'one large customer',
      claim: `One customer holds ${shareOfRows >= HALF ? `${percent(shareOfRows, 0)} of the rows` : `${percent(money! / row.all_money!, 0)} of the money`} of ${tableName(source.raw)}.`,
      evidence: `${count(rows)} of the ${count(row.all_rows!)} rows with a customer${held}. A till, a marketplace or guests who share one number look like that.`,
      rows,
      money,
      examples: await examples(database, source.raw, where, [plainColumn(source, 'customer_id'), plainColumn(source, 'order_id')]),
      fix: null,
      advice:
        'If it is nobody in particular, leave its number empty in the file: its sales then count in totals, and in nothing about customers.',
    })
  }
  return findings
}
