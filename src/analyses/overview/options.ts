import type { SettingsOf } from '../contract/definition'

export const options = {
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
} as const

export type OverviewSettings = SettingsOf<typeof options>
