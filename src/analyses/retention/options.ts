import type { Period } from '../wording/calendar-periods'
import type { SettingsOf } from '../contract/definition'

export const options = {
  mode: {
    kind: 'choice',
    label: 'What counts as coming back',
    before: 'Came back',
    initial: 'bounded',
    choices: [
      { value: 'bounded', label: 'in that period', hint: 'Bought in the period itself; also called bounded, or on' },
      {
        value: 'unbounded',
        label: 'in that period or later',
        hint: 'Bought in it or in any later one; also called unbounded, or on or after',
      },
      { value: 'streak', label: 'in every period up to it', hint: 'Bought in each period from the first one on; also called a streak' },
      {
        value: 'bracket',
        label: 'within brackets of periods',
        hint: 'Bought at least once from one period to another: one, two to three…',
      },
    ],
  },
  period: {
    kind: 'choice',
    label: 'Length of a period',
    before: 'cohorts by',
    initial: 'month',
    choices: [
      { value: 'day', label: 'day of first order' },
      { value: 'week', label: 'week of first order', hint: 'Weeks begin on Monday' },
      { value: 'month', label: 'month of first order' },
      { value: 'quarter', label: 'quarter of first order' },
      { value: 'year', label: 'year of first order' },
    ],
  },
  of: {
    kind: 'choice',
    label: 'What is counted',
    before: 'counting',
    initial: 'customers',
    choices: [
      { value: 'customers', label: 'customers' },
      { value: 'revenue', label: 'revenue', hint: 'Revenue of a period by the revenue of the first one' },
    ],
  },
  by: { kind: 'breakdown', label: 'Broken down by', before: 'by', initial: '' },
  counted: {
    kind: 'choice',
    label: 'How periods are counted',
    before: 'periods follow',
    initial: 'calendar',
    choices: [
      { value: 'calendar', label: 'the calendar', hint: 'Ordering on 31 January and on 1 February is two months' },
      { value: 'rolling', label: 'each first order', hint: 'Of 1, 7, 30, 90 or 365 days, from the moment of the first order' },
    ],
  },
  brackets: { kind: 'numbers', label: 'Last period of each bracket', before: 'brackets end at', initial: [] },
  first: { kind: 'text', label: 'Compared cohort', before: 'compared', initial: '', initialWords: 'the second newest cohort' },
  second: { kind: 'text', label: 'With the cohort', before: 'with', initial: '', initialWords: 'the newest one' },
  within: { kind: 'number', label: 'A second order counts within (days)', before: 'second order within', initial: 90, range: [1, 3650] },
} as const

export type RetentionSettings = SettingsOf<typeof options>

/** Rolling periods in days, as cells.sql counts them. */
export const ROLLING_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 }

const BRACKETS: Readonly<Record<Period, readonly number[]>> = {
  day: [1, 3, 7, 14, 30, 60, 90],
  week: [1, 4, 8, 13, 26, 52],
  month: [1, 3, 6, 12, 24],
  quarter: [1, 2, 4, 8],
  year: [1, 2, 3, 5],
}

/** The period as the hash has it; the option allows no other. */
export function periodOf(settings: Pick<RetentionSettings, 'period'>): Period {
  return settings.period as Period
}

/** The last period of each bracket, from 1 on. */
export function bracketEnds({ brackets, period }: Pick<RetentionSettings, 'brackets' | 'period'>): readonly number[] {
  const given = brackets.filter((end) => Number.isInteger(end) && end > 0)
  return given.length > 0 ? given : BRACKETS[period as Period]
}

/** The periods that a column of the grid stands for: one of them, or all of a bracket. */
export function spanOf(period: number, settings: Pick<RetentionSettings, 'mode' | 'brackets' | 'period'>): { from: number; to: number } {
  if (settings.mode !== 'bracket' || period === 0) return { from: period, to: period }
  const ends = bracketEnds(settings)
  return { from: (ends[period - 2] ?? 0) + 1, to: ends[period - 1]! }
}
