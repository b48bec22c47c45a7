import type { SettingsOf } from '../contract/definition'

export const options = {
  source: {
    kind: 'choice',
    label: 'What tells who left',
    before: 'Left by',
    initial: 'best',
    choices: [
      {
        value: 'best',
        label: 'what tells most',
        hint: 'Subscriptions or dates where nearly everybody has them, else orders, else the flag',
      },
      { value: 'orders', label: 'silence', hint: 'No order for as long as silence means leaving' },
      { value: 'subscriptions', label: 'subscriptions', hint: 'The last subscription ended' },
      { value: 'dates', label: 'dates of leaving', hint: 'The date of leaving in the table of customers' },
      { value: 'flag', label: 'a flag', hint: 'The column that says who has left; without dates' },
    ],
  },
  horizon: {
    kind: 'number',
    label: 'Leaving within (days)',
    before: 'within',
    initial: 0,
    initialWords: 'as long as silence means leaving',
    range: [0, 1095],
  },
} as const

export type DriverSettings = SettingsOf<typeof options>
