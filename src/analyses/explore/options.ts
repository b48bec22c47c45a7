import type { SettingsOf } from '../contract/definition'

export const MEASURES = [
  { value: 'customers', label: 'customers' },
  { value: 'share', label: 'share of each row', hint: 'Of the customers of a row, so many per cent are in the column' },
  { value: 'revenue', label: 'revenue', hint: 'All that these customers brought' },
  { value: 'revenue_per_customer', label: 'revenue a customer' },
  { value: 'orders', label: 'orders', hint: 'All orders of these customers' },
] as const

export const options = {
  views: {
    kind: 'several',
    label: 'Views of the customers',
    before: 'Seen in',
    initial: '',
    initialWords: 'the usual views',
    one: 'view',
  },
  brush: { kind: 'text', label: 'Who is chosen', before: 'chosen', initial: '', isDrawn: true },
  across: { kind: 'text', label: 'Across the grid', before: 'across', initial: '', isDrawn: true },
  down: { kind: 'text', label: 'Down the grid', before: 'down', initial: '', isDrawn: true },
  rows: { kind: 'text', label: 'Rows of the pivot table', before: 'rows', initial: '', isDrawn: true },
  columns: { kind: 'text', label: 'Columns of the pivot table', before: 'columns', initial: '', isDrawn: true },
  measure: {
    kind: 'choice',
    label: 'What the pivot table holds',
    before: 'holding',
    initial: 'customers',
    choices: MEASURES,
    isDrawn: true,
  },
} as const

export type ExploreSettings = SettingsOf<typeof options>
