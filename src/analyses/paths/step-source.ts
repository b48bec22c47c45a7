import type { Company } from '../../model/company/company'
import type { PathSettings } from './options'

/** What a step is taken from. */
export type StepSource = 'events' | 'category' | 'product' | 'channel'

/** What the company's tables offer, the most telling first. */
export function stepSources({ tables, roles }: Pick<Company, 'tables' | 'roles'>): StepSource[] {
  const has = (table: 'events' | 'orders' | 'order_lines', role: string) => (tables[table] ?? 0) > 0 && (roles[table] ?? []).includes(role)
  const offers: readonly (readonly [StepSource, boolean])[] = [
    ['events', has('events', 'event')],
    ['category', has('order_lines', 'category')],
    ['product', has('order_lines', 'product')],
    ['channel', has('orders', 'channel')],
  ]
  return offers.filter(([, is]) => is).map(([source]) => source)
}

/** The setting where the data have it, else the first that they have. */
export function stepSource(settings: Pick<PathSettings, 'source'>, company: Pick<Company, 'tables' | 'roles'>): StepSource | null {
  const offered = stepSources(company)
  return offered.find((source) => source === settings.source) ?? offered[0] ?? null
}
