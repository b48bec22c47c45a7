import { CUSTOMER_COLUMNS, type CustomerColumn, type CustomerRow } from '../../analyses/contract/outcome'
import type { Company } from '../../model/company/company'
import { count, currencySign, date, decimal } from '../../shared/format'

/** A column of the list of customers as it is drawn. */
export interface ListColumn {
  readonly key: CustomerColumn
  readonly label: string
  readonly unit?: string
  readonly isNumber: boolean
  /** In px, about. */
  readonly width: number
  text(row: CustomerRow): string
}

const known = (value: number | null, text: (value: number) => string) => (value === null ? '' : text(value))

/** The columns that these data can fill. */
export function listColumns(company: Company | null): readonly ListColumn[] {
  const roles = company?.roles.customers ?? []
  const hasOrders = (company?.tables.orders ?? 0) > 0
  const hasMoney = (company?.roles.orders ?? []).includes('revenue')
  const sign = currencySign(company?.currency ?? null)
  const all: Record<CustomerColumn, ListColumn | null> = {
    customer_id: { key: 'customer_id', label: 'Customer', isNumber: false, width: 120, text: (row) => row.customer_id },
    name: roles.includes('name') ? { key: 'name', label: 'Name', isNumber: false, width: 160, text: ({ name }) => name ?? '' } : null,
    email: roles.includes('email')
      ? { key: 'email', label: 'E-mail', isNumber: false, width: 190, text: ({ email }) => email ?? '' }
      : null,
    country: roles.includes('country')
      ? { key: 'country', label: 'Country', isNumber: false, width: 120, text: ({ country }) => country ?? '' }
      : null,
    segment: hasOrders ? { key: 'segment', label: 'Segment', isNumber: false, width: 130, text: ({ segment }) => segment ?? '' } : null,
    orders: hasOrders ? { key: 'orders', label: 'Orders', isNumber: true, width: 70, text: ({ orders }) => known(orders, count) } : null,
    revenue: hasMoney
      ? {
          key: 'revenue',
          label: 'Revenue',
          unit: sign,
          isNumber: true,
          width: 110,
          text: ({ revenue }) => known(revenue, (value) => decimal(value, 2)),
        }
      : null,
    first_order_at: hasOrders
      ? {
          key: 'first_order_at',
          label: 'First order',
          isNumber: true,
          width: 110,
          text: (row) => (row.first_order_at ? date(row.first_order_at) : ''),
        }
      : null,
    last_order_at: hasOrders
      ? {
          key: 'last_order_at',
          label: 'Last order',
          isNumber: true,
          width: 110,
          text: (row) => (row.last_order_at ? date(row.last_order_at) : ''),
        }
      : null,
    silent_days: hasOrders
      ? { key: 'silent_days', label: 'Silent for', unit: 'days', isNumber: true, width: 90, text: (row) => known(row.silent_days, count) }
      : null,
    usual_gap_days: hasOrders
      ? {
          key: 'usual_gap_days',
          label: 'Usual gap',
          unit: 'days',
          isNumber: true,
          width: 90,
          text: (row) => known(row.usual_gap_days, (gap) => decimal(gap, gap % 1 === 0 ? 0 : 1)),
        }
      : null,
  }
  return CUSTOMER_COLUMNS.flatMap((key) => all[key] ?? [])
}
