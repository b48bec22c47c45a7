import type { SettingsOf } from '../contract/definition'

export const options = {
  by: { kind: 'breakdown', label: 'Groups to compare', before: 'by', initial: '' },
  source: {
    kind: 'choice',
    label: 'Where stays come from',
    before: 'stays from',
    initial: 'best',
    choices: [
      { value: 'best', label: 'what the files hold', hint: 'The first of those below that the files can fill' },
      { value: 'tenure', label: 'a column of tenure', hint: 'With a column that says who has left' },
      { value: 'dates', label: 'dates of joining and leaving' },
      { value: 'subscriptions', label: 'subscriptions', hint: 'From the first start to the last end' },
      { value: 'orders', label: 'orders', hint: 'From the first to the last order, once the silence is long' },
    ],
  },
  silence: {
    kind: 'number',
    label: 'Days without an order that mean leaving',
    before: 'gone after days of silence:',
    initial: 0,
    initialWords: 'as on every page',
    range: [0, 3650],
  },
  until: {
    kind: 'number',
    label: 'Mean stay within',
    before: 'mean stay within',
    initial: 0,
    initialWords: 'the time all groups are followed',
    range: [0, 36_500],
  },
  adjust: {
    kind: 'text',
    label: 'Attributes compared with the others held equal',
    before: 'ratios for',
    initial: '',
    initialWords: 'the ten that go most with leaving',
  },
} as const

export type SurvivalSettings = SettingsOf<typeof options>
