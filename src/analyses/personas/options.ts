import type { SettingsOf } from '../contract/definition'

export const options = {
  persona: {
    kind: 'text',
    label: 'Whose portrait',
    before: 'Portrait of',
    initial: '',
    initialWords: 'the first group',
  },
  by: { kind: 'breakdown', label: 'Groups', before: 'grouped by', initial: '', initialWords: 'how they buy or left' },
  best: {
    kind: 'choice',
    label: 'Who counts as the best, by revenue',
    before: 'the best are',
    initial: '10',
    choices: [
      { value: '5', label: 'one in twenty' },
      { value: '10', label: 'a tenth' },
      { value: '20', label: 'a fifth' },
      { value: '25', label: 'a quarter' },
    ],
  },
  as_of: { kind: 'date', label: 'As of', before: 'as of', initial: '' },
  /** Written on the sheet itself: lines of `persona`, a tab, and what was written. */
  names: { kind: 'text', label: 'Names given to groups', before: 'names', initial: '', isOnPage: true },
  emblems: { kind: 'text', label: 'Pictures chosen for groups', before: 'pictures', initial: '', isOnPage: true },
  answers: { kind: 'text', label: 'Your answers', before: 'answers', initial: '', isOnPage: true },
  notes: { kind: 'text', label: 'Your notes', before: 'notes', initial: '', isOnPage: true },
} as const

export type PersonaSettings = SettingsOf<typeof options>
