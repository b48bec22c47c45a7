import type { SettingsOf } from '../contract/definition'

export const options = {
  by: { kind: 'breakdown', label: 'Groups to compare', before: 'by', initial: '' },
  source: {
    kind: 'choice',
    label: 'What leaving is',
    before: 'leaving is',
    initial: 'best',
    choices: [
      { value: 'best', label: 'what the files hold', hint: 'The first of those below that the files can fill' },
      { value: 'subscriptions', label: 'the end of a subscription', hint: 'Without another within 31 days' },
      { value: 'dates', label: 'an end date', hint: 'From the dates of joining and leaving' },
      { value: 'flag', label: 'a mark', hint: 'A column that says who has left, without a date' },
      { value: 'orders', label: 'silence', hint: 'No order for longer than the days of silence' },
    ],
  },
  period: {
    kind: 'choice',
    label: 'Per',
    before: 'per',
    initial: 'month',
    choices: [
      { value: 'month', label: 'month' },
      { value: 'quarter', label: 'quarter' },
    ],
  },
  of: {
    kind: 'choice',
    label: 'Customers it is a share of',
    before: 'of those',
    initial: 'start',
    choices: [
      { value: 'start', label: 'there at the start', hint: 'Lost of those there at the start ÷ there at the start' },
      { value: 'average', label: 'there on average', hint: 'All who left ÷ mean of start and end' },
      {
        value: 'exposure',
        label: 'there day by day',
        hint: '1 − e^−(all who left ÷ customer-periods): the chance of leaving within a period',
      },
    ],
  },
  net: {
    kind: 'choice',
    label: 'Net revenue churn',
    before: 'net is',
    initial: 'all',
    choices: [
      { value: 'all', label: 'churned + contraction − expansion' },
      { value: 'ended', label: 'churned − expansion', hint: 'Without those who stay and pay less' },
      { value: 'back', label: 'churned + contraction − expansion − resurrected', hint: 'Those who come back make up for those who leave' },
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
} as const

export type ChurnSettings = SettingsOf<typeof options>
