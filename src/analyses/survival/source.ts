import type { Company } from '../../model/company/company'
import type { Need } from '../contract/definition'
import type { ChurnSource } from '../churn-features/features'
import type { SurvivalSettings } from './options'

export type StaySource = 'tenure' | 'dates' | 'subscriptions' | 'orders'

/** What each source needs, the most direct first. */
const SOURCES: readonly {
  readonly source: StaySource
  readonly table: Need['anyOf'][number]['table']
  readonly roles: readonly string[]
}[] = [
  { source: 'tenure', table: 'customers', roles: ['customer_id', 'tenure', 'is_churned'] },
  { source: 'dates', table: 'customers', roles: ['customer_id', 'joined_on', 'ended_on'] },
  { source: 'subscriptions', table: 'subscriptions', roles: ['customer_id', 'started_on', 'ended_on'] },
  { source: 'orders', table: 'orders', roles: ['customer_id', 'ordered_at'] },
]

export const needs: Need = {
  anyOf: SOURCES.map(({ table, roles }) => ({ table, roles })),
  short: 'needs stays or orders',
  sentence: 'How long customers stayed and who left: a tenure with a mark, dates of joining and leaving, subscriptions, or orders.',
  isOfCustomers: true,
}

/** The source asked for, or the first that the files can fill; null where they cannot. */
export function sourceOf(settings: Pick<SurvivalSettings, 'source'>, company: Pick<Company, 'tables' | 'roles'>): StaySource | null {
  const filled = SOURCES.filter(
    ({ table, roles }) => (company.tables[table] ?? 0) > 0 && roles.every((role) => company.roles[table]?.includes(role)),
  )
  return (settings.source === 'best' ? filled[0] : filled.find(({ source }) => source === settings.source))?.source ?? null
}

/** What tells of departures: a tenure comes with a mark. */
export function departuresBy(source: StaySource | null): ChurnSource | null {
  return source === 'tenure' ? 'flag' : source
}
