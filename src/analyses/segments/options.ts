import type { SettingsOf } from '../contract/definition'

export const options = {
  levels: {
    kind: 'choice',
    label: 'Levels of each score',
    before: 'Scored in',
    initial: '5',
    choices: [
      { value: '3', label: 'thirds' },
      { value: '4', label: 'quarters' },
      { value: '5', label: 'fifths' },
      { value: '6', label: 'sixths' },
      { value: '7', label: 'sevenths' },
      { value: '8', label: 'eighths' },
      { value: '9', label: 'ninths' },
      { value: '10', label: 'tenths' },
    ],
  },
  frequency: {
    kind: 'choice',
    label: 'What frequency counts',
    before: 'frequency counts',
    initial: 'orders',
    choices: [
      { value: 'orders', label: 'orders' },
      { value: 'days', label: 'days with an order', hint: 'Several orders on one day count once' },
    ],
  },
  as_of: { kind: 'date', label: 'As-of date', before: 'as of', initial: '' },
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
  columns: {
    kind: 'choice',
    label: 'What names a segment beside recency',
    before: 'named by recency and',
    initial: 'f',
    choices: [
      { value: 'f', label: 'frequency' },
      { value: 'fm', label: 'frequency and amount', hint: 'The mean of both scores, rounded half up' },
    ],
  },
  monetary: {
    kind: 'choice',
    label: 'Amount of a customer',
    before: 'amount is the',
    initial: 'sum',
    choices: [
      { value: 'sum', label: 'sum of orders' },
      { value: 'mean', label: 'mean order' },
    ],
  },
  r_cuts: { kind: 'numbers', label: 'Cut points of recency, in days', before: 'recency cut at', initial: [] },
  f_cuts: { kind: 'numbers', label: 'Cut points of frequency', before: 'frequency cut at', initial: [] },
  m_cuts: { kind: 'numbers', label: 'Cut points of amount', before: 'amount cut at', initial: [] },
} as const

export type SegmentSettings = SettingsOf<typeof options>
