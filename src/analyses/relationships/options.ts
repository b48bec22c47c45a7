import type { Options, SettingsOf } from '../contract/definition'

export const options = {
  kinds: { kind: 'rule', label: 'Kinds', before: '', initial: '', isList: true },
  within: {
    kind: 'choice',
    label: 'Back within',
    before: 'back within',
    initial: '90',
    choices: [
      { value: '30', label: '30 days' },
      { value: '60', label: '60 days' },
      { value: '90', label: '90 days' },
      { value: '180', label: '180 days' },
      { value: '365', label: '365 days' },
    ],
  },
  by: {
    kind: 'breakdown',
    label: 'Stated by the customer',
    before: 'beside what is stated in',
    initial: '',
    initialWords: 'told by rules alone',
  },
} as const satisfies Options

export type RelationshipsSettings = SettingsOf<typeof options>
