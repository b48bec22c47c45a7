import type { Example } from '../parts/example'
import type { Cohort, CohortGridProps, CohortPlace } from './types'

const NAMES = [
  'Dec 2010',
  'Jan 2011',
  'Feb 2011',
  'Mar 2011',
  'Apr 2011',
  'May 2011',
  'Jun 2011',
  'Jul 2011',
  'Aug 2011',
  'Sep 2011',
  'Oct 2011',
  'Nov 2011',
]
const SIZES = [885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 323]

/** A triangle: later cohorts have been seen for fewer periods, the last cell of each is not complete. */
function triangle(names: readonly string[], sizes: readonly number[], periods: number): Cohort[] {
  return names.map((name, row) => ({
    key: name,
    name,
    short: name.replace(' 20', ' ’'),
    size: sizes[row % sizes.length] ?? 0,
    cells: Array.from({ length: periods }, (_unused, period) => {
      const last = Math.round(((names.length - row) / names.length) * periods) - 1
      if (period > last) return null
      return { share: Math.abs(0.27 + 0.1 * Math.sin(row * 1.7 + period) + (period === last - 1 ? 0.1 : 0)), isComplete: period < last }
    }),
  }))
}

const months = triangle(NAMES, SIZES, 12)
const numbers = (count: number) => Array.from({ length: count }, (_unused, index) => String(index + 1))
const total: Cohort = {
  key: 'all',
  name: 'All cohorts',
  short: 'All',
  size: 4297,
  cells: [0.24, 0.25, 0.27, 0.28, 0.29, 0.29, 0.29, 0.31, 0.36, 0.37, 0.5, null].map((share) =>
    share === null ? null : { share, isComplete: true },
  ),
}

const describe = (place: CohortPlace) => ({
  name: `Joined ${place.cohort ?? 'at any time'}, month ${place.period + 1}`,
  lines: ['78 of 300 came back: 26.0 %', '95 % interval 21.4 to 31.2'],
  customers: 78,
})

const days = triangle(
  Array.from({ length: 1096 }, (_unused, index) => new Date(Date.UTC(2022, 0, 1 + index)).toISOString().slice(0, 10)),
  [12, 0, 31],
  365,
)

export const examples: readonly Example<CohortGridProps>[] = [
  {
    name: 'months',
    props: {
      label: 'Share of each monthly cohort that ordered again, by months since the first order',
      cohorts: months,
      total,
      periods: numbers(12),
      heads: ['Joined', 'Customers'],
      outlined: NAMES.slice(0, 11).map((name, row) => ({ cohort: name, period: 10 - row })),
      note: 'Outlined: November 2011, the best month of nine of the first ten cohorts, whenever they joined',
      describe,
    },
  },
  { name: 'days', props: { label: 'Cohorts of days', cohorts: days, periods: numbers(365), heads: ['Joined', 'Customers'], describe } },
  {
    name: 'quarters',
    props: {
      label: 'Cohorts of quarters',
      cohorts: triangle(['Q1 2011', 'Q2 2011', 'Q3 2011'], SIZES, 3),
      periods: numbers(3),
      heads: ['Joined', 'Customers'],
      describe,
      note: 'Outlined: nothing',
      outlined: [],
    },
  },
  {
    name: 'long-names-and-large-shares',
    props: {
      label: 'Revenue grew in every cohort',
      cohorts: [
        {
          key: 'a',
          name: 'The week that started on 26 December 2010',
          size: 1_204_551,
          cells: [
            { share: 12.34, isComplete: true },
            { share: 0, isComplete: false },
          ],
        },
      ],
      periods: numbers(2),
      heads: ['Joined', 'Customers'],
      describe,
    },
  },
  { name: 'none', props: { label: 'No customer has bought', cohorts: [], periods: [], heads: ['Joined', 'Customers'], describe } },
]
