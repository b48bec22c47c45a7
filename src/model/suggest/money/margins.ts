import { says } from '../../words/amount-words'
import { columnOf, columnsOf } from '../../mapping/expression'
import type { Role } from '../../mapping/mapping'
import { nullOf, type MappedTable } from '../../mapping/mapped-table'

/** What a row earned, in money: as it stands, or its amount less what it cost. A margin in per cent is none. */
export function marginSql(source: MappedTable): string {
  if (source.has('margin') && !isRate(source, 'margin')) return source.sql('margin')
  return source.has('cost') && source.has('revenue') ? `(${source.sql('revenue')} - ${source.sql('cost')})` : nullOf('number')
}

/** What share of its price a row was given away. */
export function discountShareSql(source: MappedTable): string {
  if (!source.has('discount')) return nullOf('number')
  const discount = `abs(${source.sql('discount')})`
  const { most, least } = columnFor(source, 'discount')
  const largest = Math.max(Math.abs(Number(most)), Math.abs(Number(least)))
  const amount = source.expression('revenue')
  const unit = amount && 'product' in amount ? amount.discounted?.unit : undefined
  if (unit === 'share' || (!unit && largest <= 1)) return discount
  if (unit === 'percent' || (isRate(source, 'discount') && largest <= 100)) return `(${discount} / 100)`
  return source.has('revenue') ? `(${discount} / nullif(${discount} + abs(${source.sql('revenue')}), 0))` : nullOf('number')
}

function isRate(source: MappedTable, role: Role): boolean {
  const { header, note } = columnFor(source, role)
  return says(header, 'rate') || (note ?? '').includes('%')
}

function columnFor({ raw, expression }: MappedTable, role: Role) {
  return columnOf(raw, columnsOf(expression(role)!)[0]!)
}
