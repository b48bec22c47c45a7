import type { SettingsOf } from '../contract/definition'

export const options = {
  compare: {
    kind: 'choice',
    label: 'What is compared',
    before: 'Compared are',
    initial: 'auto',
    choices: [
      { value: 'auto', label: 'the last two loads, or two dates', hint: 'Two dates of the same data as long as there is one load' },
      { value: 'loads', label: 'two loads', hint: 'What the files said then and what they say now' },
      { value: 'dates', label: 'two dates', hint: 'What the orders say of either date' },
    ],
  },
  from_load: { kind: 'text', label: 'Earlier load', before: 'from', initial: '', initialWords: 'the load before' },
  to_load: { kind: 'text', label: 'Later load', before: 'to', initial: '', initialWords: 'the last load' },
  before: { kind: 'date', label: 'Earlier date', before: 'dates from', initial: '', initialWords: 'one period before' },
  after: { kind: 'date', label: 'Later date', before: 'to', initial: '', initialWords: 'the last full month' },
  over: {
    kind: 'choice',
    label: 'What is counted of a date',
    before: 'counting',
    initial: 'between',
    choices: [
      { value: 'between', label: 'as many days before each date as lie between them' },
      { value: 'year', label: 'the year before each date' },
      { value: 'all', label: 'everything up to each date' },
    ],
  },
  cuts: {
    kind: 'choice',
    label: 'Cut points of segments',
    before: 'segments cut',
    initial: 'same',
    choices: [
      { value: 'same', label: 'at the same points', hint: 'Those of the earlier state, for both' },
      { value: 'own', label: 'at each state’s own points', hint: 'Ranks within each state, as on the segments page' },
    ],
  },
  rank: {
    kind: 'choice',
    label: 'What is up and what is down',
    before: 'segments ranked',
    initial: 'named',
    choices: [
      { value: 'named', label: 'as named, from Champions to Hibernating' },
      { value: 'revenue', label: 'by revenue a customer', hint: 'As it was in the earlier state' },
    ],
  },
  active_days: { kind: 'number', label: 'Active within, in days', before: 'active within', initial: 90, range: [1, 3650] },
} as const

export type ChangeSettings = SettingsOf<typeof options>
