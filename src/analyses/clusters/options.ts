import type { SettingsOf } from '../contract/definition'

export const options = {
  features: {
    kind: 'several',
    label: 'Features in which customers are alike',
    before: 'Alike in',
    initial: '',
    initialWords: 'the usual features',
    one: 'feature',
  },
  groups: {
    kind: 'choice',
    label: 'Number of groups',
    before: 'in',
    initial: 'found',
    choices: [
      { value: 'found', label: 'as many groups as stand out', hint: 'Where none do, one cloud is cut into pieces' },
      ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((k) => ({ value: String(k), label: `${k} groups` })),
    ],
  },
  scale: {
    kind: 'choice',
    label: 'How amounts are compared',
    before: 'amounts',
    initial: 'ratio',
    choices: [
      { value: 'ratio', label: 'by ratio (log)', hint: 'Where few are very large: from 1 to 10 is as far as from 10 to 100' },
      { value: 'difference', label: 'by difference', hint: 'As they stand: the largest decide' },
    ],
  },
  map: {
    kind: 'choice',
    label: 'How the map is turned',
    before: 'map turned to',
    initial: 'groups',
    choices: [
      { value: 'groups', label: 'part the groups', hint: 'Along the two directions in which the middles of the groups lie farthest apart' },
      { value: 'spread', label: 'show the spread', hint: 'Principal components: along the two directions in which customers differ most' },
    ],
  },
  as_of: { kind: 'date', label: 'As of', before: 'as of', initial: '' },
} as const

export type ClusterSettings = SettingsOf<typeof options>
