import type { Company } from '../../model/company/company'
import type { Need } from '../contract/definition'
import type { ChurnSettings } from './options'

export type Source = 'subscriptions' | 'dates' | 'flag' | 'orders'

/** What each source needs: contracts before silence, the more telling first. */
const SOURCES: readonly { readonly source: Source; readonly table: Need['anyOf'][number]['table']; readonly roles: readonly string[] }[] = [
  { source: 'subscriptions', table: 'subscriptions', roles: ['customer_id', 'started_on', 'ended_on'] },
  { source: 'dates', table: 'customers', roles: ['customer_id', 'joined_on', 'ended_on'] },
  { source: 'flag', table: 'customers', roles: ['customer_id', 'is_churned'] },
  { source: 'orders', table: 'orders', roles: ['customer_id', 'ordered_at'] },
]

export const needs: Need = {
  anyOf: SOURCES.map(({ table, roles }) => ({ table, roles })),
  short: 'needs leaving or orders',
  sentence: 'Who left: subscriptions with an end, dates of joining and leaving, a column that marks who left, or orders.',
  isOfCustomers: true,
}

type Known = Pick<Company, 'tables' | 'roles'>

/** Sources that the files can fill, the most telling first. */
export function sourcesOf(company: Known): readonly Source[] {
  return SOURCES.filter(
    ({ table, roles }) => (company.tables[table] ?? 0) > 0 && roles.every((role) => company.roles[table]?.includes(role)),
  ).map(({ source }) => source)
}

/** The source asked for, or the first that the files can fill; null where they cannot. */
export function sourceOf(settings: Pick<ChurnSettings, 'source'>, company: Known): Source | null {
  const filled = sourcesOf(company)
  return (settings.source === 'best' ? filled[0] : filled.find((source) => source === settings.source)) ?? null
}

/** Whether the source tells what customers pay a month. */
export function tellsMoney(source: Source, company: Pick<Company, 'roles'>): boolean {
  if (source === 'orders') return company.roles.orders?.includes('revenue') ?? false
  return company.roles[source === 'subscriptions' ? 'subscriptions' : 'customers']?.includes('mrr') ?? false
}
