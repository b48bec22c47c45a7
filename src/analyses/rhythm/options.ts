import type { SettingsOf } from '../contract/definition'

export const options = {
  item_of: {
    kind: 'choice',
    label: 'Whose rhythm',
    before: 'Rhythm of',
    initial: 'customer',
    choices: [
      { value: 'customer', label: 'each customer', hint: 'Days between one order day and the next' },
      { value: 'category', label: 'each customer and category', hint: 'Days between purchases of the same category' },
      { value: 'product', label: 'each customer and product', hint: 'Days between purchases of the same product' },
    ],
  },
  weeks: { kind: 'number', label: 'Weeks to come', before: 'weeks ahead', initial: 8, range: [1, 52] },
  as_of: { kind: 'date', label: 'As of', before: 'as of', initial: '' },
} as const

export type RhythmSettings = SettingsOf<typeof options>
