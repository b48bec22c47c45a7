import type { SettingsOf } from '../contract/definition'

export const options = {
  source: {
    kind: 'choice',
    label: 'What tells that somebody left',
    before: 'Leaving is told by',
    initial: 'best',
    choices: [
      { value: 'best', label: 'what the files hold' },
      { value: 'orders', label: 'silence in the orders', hint: 'No order in the days that are foreseen' },
      { value: 'subscriptions', label: 'subscriptions' },
      { value: 'dates', label: 'a date of leaving' },
      { value: 'flag', label: 'a column that says who left', hint: 'Without dates: the customers are divided at random' },
    ],
  },
  horizon: {
    kind: 'number',
    label: 'Days that are foreseen',
    before: 'foreseen for days:',
    initial: 0,
    initialWords: 'told by the data',
    range: [0, 730],
  },
  save_rate: {
    kind: 'number',
    label: 'Of those who would leave, how many an offer keeps, in %',
    before: 'an offer keeps, in %,',
    initial: 20,
    range: [0, 100],
  },
  cost: {
    kind: 'number',
    label: 'What an offer costs',
    before: 'and costs',
    initial: 0,
    initialWords: '5 % of what a typical customer brings',
    range: [0, 1_000_000],
  },
  hold_out: {
    kind: 'number',
    label: 'Drawn by lot to be left alone, in %',
    before: 'left alone by lot, in %,',
    initial: 10,
    range: [0, 50],
  },
  seed: { kind: 'number', label: 'Number of the draw', before: 'draw number', initial: 1, range: [1, 1_000_000] },
  gap: { kind: 'number', label: 'Days between what is known and what is foreseen', before: 'gap in days', initial: 7, range: [0, 180] },
} as const

export type RiskSettings = SettingsOf<typeof options>
