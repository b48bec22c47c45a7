import { literal } from '../engine/database'
import { CANONICAL } from './canonical'
import type { Role } from './mapping'
import { withoutOpenEnd } from './open-end'
import type { Source } from './source'

/** Columns of company.customers besides the number. */
export const DETAILS: readonly Role[] = Object.keys(CANONICAL.customers).filter((role) => role !== 'customer_id')

/** A detail from a customers table, its own or worked out from others; null when nothing there tells it. */
export function detailSql(source: Source, role: Role, asOf: string | null): string | null {
  return WORKED_OUT[role]?.(source, asOf) ?? (source.has(role) ? source.sql(role) : null)
}

const WORKED_OUT: Record<Role, (source: Source, asOf: string | null) => string | null> = {
  name: (source) => {
    const parts = ['first_name', 'last_name'].filter((role) => source.has(role))
    if (source.has('name') || parts.length === 0) return null
    return `nullif(concat_ws(' ', ${parts.map((role) => source.sql(role)).join(', ')}), '')`
  },
  ended_on: (source) => (source.has('ended_on') ? withoutOpenEnd(source.sql('ended_on')) : null),
  tenure_months: (source) => tenureMonths(source),
  joined_on: (source, asOf) => {
    const months = tenureMonths(source)
    if (source.has('joined_on') || !months || !asOf) return null
    return `(${literal(asOf)}::date - to_months(round(${months})::integer))::date`
  },
  birth_year: (source, asOf) =>
    source.has('birth_year') || !source.has('age') || !asOf ? null : `${asOf.slice(0, 4)} - floor(${source.sql('age')})`,
  is_churned: (source, asOf) => {
    if (source.has('is_churned') || !source.has('ended_on')) return null
    const ended = withoutOpenEnd(source.sql('ended_on'))
    return `coalesce(${ended} ${asOf ? `<= ${literal(asOf)}::date` : 'is not null'}, false)`
  },
}

// Mean Gregorian month: 365.2425 / 12 days.
const DAYS_A_MONTH = 30.436875

function tenureMonths(source: Source): string | null {
  if (source.has('tenure_months')) return source.sql('tenure_months')
  if (source.has('tenure_years')) return `${source.sql('tenure_years')} * 12`
  if (source.has('tenure_weeks')) return `${source.sql('tenure_weeks')} * 7 / ${DAYS_A_MONTH}`
  if (source.has('tenure_days')) return `${source.sql('tenure_days')} / ${DAYS_A_MONTH}`
  return null
}
