import { literal, type Columns, type ColumnType } from '../../engine/database'
import { CANONICAL } from './canonical'
import type { Role } from '../mapping/mapping'
import { withoutOpenEnd } from './open-end'
import type { MappedTable } from '../mapping/mapped-table'
import { DAYS, tenureIn, type TenureUnit } from './tenure-unit'

/** Columns of company.customers besides the number. */
export const DETAILS: readonly Role[] = Object.keys(CANONICAL.customers).filter((role) => role !== 'customer_key' && role !== 'customer_id')

export function detailType(role: Role): ColumnType {
  return (CANONICAL.customers as Columns)[role]!
}

/** What details of customers are worked out by. */
export interface DetailsBy {
  readonly asOf: string | null
  /** In which lengths of stay are told. */
  readonly tenureUnit: TenureUnit | null
}

/** A detail from a customers table, its own or worked out from others; null when nothing there tells it. */
export function detailSql(source: MappedTable, role: Role, by: DetailsBy): string | null {
  return WORKED_OUT[role]?.(source, by) ?? (source.has(role) ? source.sql(role) : null)
}

const WORKED_OUT: Record<Role, (source: MappedTable, by: DetailsBy) => string | null> = {
  name: (source) => {
    const parts = ['first_name', 'last_name'].filter((role) => source.has(role))
    if (source.has('name') || parts.length === 0) return null
    return `nullif(concat_ws(' ', ${parts.map((role) => source.sql(role)).join(', ')}), '')`
  },
  ended_on: (source) => (source.has('ended_on') ? withoutOpenEnd(source.sql('ended_on')) : null),
  tenure: (source, { tenureUnit }) => tenureSql(source, tenureUnit),
  joined_on: (source, { asOf }) => {
    const stay = stayInterval(source)
    return source.has('joined_on') || !stay || !asOf ? null : `(${literal(asOf)}::date - ${stay})::date`
  },
  birth_year: (source, { asOf }) =>
    source.has('birth_year') || !source.has('age') || !asOf ? null : `${asOf.slice(0, 4)} - floor(${source.sql('age')})`,
  is_churned: (source, { asOf }) => {
    if (source.has('is_churned') || !source.has('ended_on')) return null
    const ended = withoutOpenEnd(source.sql('ended_on'))
    return `coalesce(${ended} ${asOf ? `<= ${literal(asOf)}::date` : 'is not null'}, false)`
  },
}

/** The length of stay in the unit wanted. */
function tenureSql(source: MappedTable, unit: TenureUnit | null): string | null {
  const own = tenureIn(source)
  if (!own || !unit) return null
  return own.unit === unit ? source.sql(own.role) : `${source.sql(own.role)} * ${DAYS[own.unit] / DAYS[unit]}`
}

/** Months and years are counted back by the calendar. */
function stayInterval(source: MappedTable): string | null {
  const own = tenureIn(source)
  if (!own) return null
  const stay = source.sql(own.role)
  if (own.unit === 'month' || own.unit === 'year') return `to_months(round(${own.unit === 'year' ? `12 * ${stay}` : stay})::integer)`
  return `to_days(round(${DAYS[own.unit]} * ${stay})::integer)`
}
