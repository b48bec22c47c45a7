import type { Options, SettingsOf } from '../contract/definition'

export const options = {
  rule: { kind: 'rule', label: 'Rule', before: '', initial: '' },
  name: { kind: 'text', label: 'Name', before: 'Segment', initial: '', initialWords: 'without a name' },
  keep: {
    kind: 'choice',
    label: 'Kept',
    before: 'kept',
    initial: 'rule',
    choices: [
      { value: 'rule', label: 'by rule', hint: 'whoever fits, next month too' },
      { value: 'frozen', label: 'frozen', hint: 'those who fit today, whatever comes' },
    ],
  },
  against: { kind: 'segment', label: 'Compared with', before: 'compared with', initial: '', initialWords: 'everyone else' },
  beside: {
    kind: 'several',
    label: 'Segments beside it',
    before: 'beside',
    initial: '',
    initialWords: 'the segments kept last',
    one: 'segment',
  },
} as const satisfies Options

export type RulesSettings = SettingsOf<typeof options>
