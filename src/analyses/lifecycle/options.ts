import type { Company } from '../../model/company/company'
import type { Period } from '../wording/calendar-periods'
import type { SettingsOf } from '../contract/definition'

export const options = {
  period: {
    kind: 'choice',
    label: 'Length of a period',
    before: 'By',
    initial: 'month',
    choices: [
      { value: 'day', label: 'day' },
      { value: 'week', label: 'week', hint: 'Weeks begin on Monday' },
      { value: 'month', label: 'month' },
      { value: 'quarter', label: 'quarter' },
      { value: 'year', label: 'year' },
    ],
  },
  source: {
    kind: 'choice',
    label: 'What makes a customer active',
    before: 'active by',
    initial: 'orders',
    choices: [
      { value: 'orders', label: 'an order', hint: 'A purchase; returns are none' },
      { value: 'events', label: 'an event', hint: 'Anything in the table of events' },
    ],
  },
  window: { kind: 'number', label: 'Periods looked back for stickiness', before: 'stickiness over', initial: 12, range: [2, 120] },
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
} as const

export type LifecycleSettings = SettingsOf<typeof options>

export type ActivitySource = 'orders' | 'events'

/** The setting where the data have it, else what they have. */
export function sourceOf({ source }: Pick<LifecycleSettings, 'source'>, { tables }: Pick<Company, 'tables'>): ActivitySource {
  const wished = source === 'events' ? (['events', 'orders'] as const) : (['orders', 'events'] as const)
  return wished.find((table) => (tables[table] ?? 0) > 0) ?? wished[0]
}

/** The period as the hash has it; the option allows no other. */
export function periodOf({ period }: Pick<LifecycleSettings, 'period'>): Period {
  return period as Period
}
