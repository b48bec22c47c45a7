import type { SettingsOf } from '../contract/definition'

const steps = ['2', '3', '4', '5', '6', '7', '8', '9', '10'] as const
const kept = ['3', '4', '5', '6', '8', '10', '12'] as const

export const options = {
  steps: {
    kind: 'choice',
    label: 'Number of steps',
    before: 'Show',
    initial: '5',
    choices: steps.map((value) => ({ value, label: `${value} steps` })),
  },
  anchor: {
    kind: 'choice',
    label: 'Where counting begins',
    before: 'from',
    initial: 'start',
    choices: [
      { value: 'start', label: 'the start' },
      { value: 'end', label: 'the end, backwards' },
    ],
  },
  at: { kind: 'text', label: 'Only paths with this step, counted from it', before: 'at', initial: '' },
  source: {
    kind: 'choice',
    label: 'What a step is',
    before: 'a step is',
    initial: 'auto',
    choices: [
      {
        value: 'auto',
        label: 'what the data hold',
        hint: 'An event where there are events, else the category, product or channel of each order',
      },
      { value: 'events', label: 'an event' },
      { value: 'category', label: 'the category of an order', hint: 'The one with most of its revenue' },
      { value: 'product', label: 'the product of an order', hint: 'The one with most of its revenue' },
      { value: 'channel', label: 'the channel of an order' },
    ],
  },
  keep: {
    kind: 'choice',
    label: 'Names shown at each step',
    before: 'keep the',
    initial: '4',
    choices: kept.map((value) => ({ value, label: `${value} largest a step` })),
  },
  repeats: {
    kind: 'choice',
    label: 'The same step twice in a row',
    before: 'repeats',
    initial: 'collapsed',
    choices: [
      { value: 'collapsed', label: 'collapsed', hint: 'Counted as one step' },
      { value: 'kept', label: 'kept' },
    ],
  },
  gap: {
    kind: 'choice',
    label: 'What ends a path',
    before: 'a path is',
    initial: 'none',
    choices: [
      { value: 'none', label: 'a whole history' },
      { value: 'session', label: 'a session of the file', hint: 'Where a column says which session an event belongs to' },
      { value: '30-minutes', label: 'cut after 30 minutes of silence' },
      { value: '1-day', label: 'cut after 1 day of silence' },
      { value: '7-days', label: 'cut after 7 days of silence' },
      { value: '30-days', label: 'cut after 30 days of silence' },
      { value: '90-days', label: 'cut after 90 days of silence' },
    ],
  },
} as const

export type PathSettings = SettingsOf<typeof options>

const DAY = 86_400
const GAPS: Readonly<Record<string, number>> = {
  '30-minutes': 1800,
  '1-day': DAY,
  '7-days': 7 * DAY,
  '30-days': 30 * DAY,
  '90-days': 90 * DAY,
}

/** Silence that ends a path, in seconds; null where none does. */
export function gapSeconds({ gap }: Pick<PathSettings, 'gap'>): number | null {
  return GAPS[gap] ?? null
}
