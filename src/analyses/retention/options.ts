import type { SettingsOf } from '../definition'

export const options = {
  mode: {
    kind: 'choice',
    label: 'What counts as coming back',
    before: 'Came back',
    initial: 'bounded',
    choices: [
      { value: 'bounded', label: 'in that period', hint: 'Bought in the period itself; also called bounded, or on' },
      {
        value: 'unbounded',
        label: 'in that period or later',
        hint: 'Bought in it or in any later one; also called unbounded, or on or after',
      },
    ],
  },
  period: {
    kind: 'choice',
    label: 'Length of a period',
    before: 'cohorts by',
    initial: 'month',
    choices: [
      { value: 'day', label: 'day of first order' },
      { value: 'week', label: 'week of first order', hint: 'Weeks begin on Monday' },
      { value: 'month', label: 'month of first order' },
      { value: 'quarter', label: 'quarter of first order' },
      { value: 'year', label: 'year of first order' },
    ],
  },
  of: {
    kind: 'choice',
    label: 'What is counted',
    before: 'counting',
    initial: 'customers',
    choices: [
      { value: 'customers', label: 'customers' },
      { value: 'revenue', label: 'revenue', hint: 'Revenue of a period by the revenue of the first one' },
    ],
  },
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
  counted: {
    kind: 'choice',
    label: 'How periods are counted',
    before: 'periods follow',
    initial: 'calendar',
    choices: [
      { value: 'calendar', label: 'the calendar', hint: 'Ordering on 31 January and on 1 February is two months' },
      { value: 'rolling', label: 'each first order', hint: 'Of 1, 7, 30, 90 or 365 days, from the moment of the first order' },
    ],
  },
} as const

export type RetentionSettings = SettingsOf<typeof options>

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year'
