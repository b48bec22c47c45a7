import { tableName } from '../../ingest/table-name'
import { count, money as inMoney, percent, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, plainColumn, touched, type RuleContext } from './context'
import { ordersOf } from './repeated'

/** Sales that belong to nobody: they count in totals, and no page about customers can see them. */
export async function withoutCustomer({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources).filter((one) => one.has('customer_id'))) {
    const nobody = `${source.sql('customer_id')} is null`
    const where = source.has('is_total') ? `${nobody} and not coalesce(${source.sql('is_total')}, false)` : nobody
    const { rows, money } = await touched(database, source, where)
    if (rows === 0) continue
    const all = await touched(database, source, 'true')
    const share = money !== null && all.money ? `, ${percent(money / all.money)} of all` : ''
    findings.push({
      id: `rows without a customer ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'rows without a customer',
      claim: `${plural(rows, 'row')} of ${tableName(source.raw)} ${rows === 1 ? 'names' : 'name'} no customer.`,
      evidence: `${count(rows)} of ${plural(source.raw.rowsKept, 'row')}${money === null ? '' : `, ${inMoney(money, currency)}${share}`}. They count in totals, and in nothing about customers.`,
      rows,
      money,
      examples: await examples(database, source.raw, where, [plainColumn(source, 'customer_id'), plainColumn(source, 'order_id')]),
      fix: null,
      advice: 'Ask where the orders are kept for their customers: no step can find them here.',
    })
  }
  return findings
}
