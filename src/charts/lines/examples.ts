import type { Example } from '../parts/example'
import { WHOLE_SHARE } from '../parts/unit'
import type { LinesProps, Point, Series, SmallMultiplesProps } from './types'

/** Share still there after x months at a constant rate of leaving, with widening bounds. */
function leaving(monthly: number, size: number): Point[] {
  return Array.from({ length: 73 }, (_unused, month) => {
    const share = (1 - monthly) ** month
    const n = Math.round(size * share * (1 - month / 74))
    const half = 1.96 * Math.sqrt((share * (1 - share)) / Math.max(1, n))
    return { x: month, y: share, low: Math.max(0, share - half), high: Math.min(1, share + half), n }
  })
}

const contracts: readonly Series[] = [
  { key: 'monthly', name: 'Month-to-month', points: leaving(0.025, 3875), customers: 3875 },
  { key: 'one', name: 'One year', points: leaving(0.004, 1473), customers: 1473 },
  { key: 'two', name: 'Two year', points: leaving(0.001, 1695), customers: 1695 },
]

const months = { format: (month: number) => String(month), name: (month: number) => `month ${month}` }

const returning = (key: string, name: string, subtitle: string, shares: readonly number[]): Series => ({
  key,
  name,
  subtitle,
  points: shares.map((share, index) => ({ x: index + 1, y: share, low: share - 0.03, high: share + 0.03, n: 400 })),
})

const cohorts: readonly Series[] = [
  returning('a', 'Dec 2010', '885 customers', [0.37, 0.32, 0.38, 0.36, 0.4, 0.36, 0.35, 0.35, 0.4, 0.37, 0.5]),
  returning('b', 'Jan–Mar 2011', '1,249 customers', [0.19, 0.24, 0.24, 0.27, 0.23, 0.26, 0.25, 0.28]),
  returning('c', 'Apr–Jun 2011', '826 customers', [0.19, 0.18, 0.21, 0.21, 0.26]),
  returning('d', 'Jul–Sep 2011', '656 customers', [0.21, 0.26]),
]

export const examples: readonly Example<LinesProps>[] = [
  {
    name: 'survival',
    props: {
      label: 'Half of the month-to-month customers have left after 27 months',
      series: contracts,
      shape: 'step',
      unit: WHOLE_SHARE,
      yDomain: [0, 1],
      x: { ...months, ticks: [0, 12, 24, 36, 48, 60, 72], title: 'Months as a customer' },
      marked: { x: 27.4, y: 0.5, low: 25, high: 30, note: 'half have left after 27 months' },
      counts: 'Still customers, followed to that month',
    },
  },
  {
    name: 'one-series',
    props: {
      label: 'One customer in four returns in the next month',
      series: [{ key: 'all', name: 'All cohorts', points: [...(cohorts[0]?.points ?? []), { x: 12, y: 0.27, isOpen: true }] }],
      unit: WHOLE_SHARE,
      x: months,
      openFrom: 11,
      references: [{ y: 0.4, label: 'average 40 %' }],
    },
  },
  {
    name: 'ends-collide',
    props: {
      label: 'Six lines end close together',
      series: Array.from({ length: 6 }, (_unused, index) => ({
        key: String(index),
        name: `A category with the longest of names, number ${index}`,
        points: [0, 1, 2, 3].map((at) => ({ x: at, y: 0.2 + 0.02 * index + 0.05 * at })),
      })),
      unit: WHOLE_SHARE,
      x: months,
    },
  },
  {
    name: 'one-point',
    props: {
      label: 'One month so far',
      series: [{ key: 'a', name: 'All', points: [{ x: 1, y: 0.3, low: 0.2, high: 0.4, n: 12 }] }],
      unit: WHOLE_SHARE,
      x: months,
    },
  },
  { name: 'none', props: { label: 'No cohort is complete', series: [], unit: WHOLE_SHARE, x: months } },
]

export const multiples: readonly Example<SmallMultiplesProps>[] = [
  {
    name: 'cohorts',
    props: {
      label: 'Groups that joined later start lower',
      series: cohorts,
      unit: WHOLE_SHARE,
      x: { ...months, ticks: [1, 3, 6, 9, 11] },
      yDomain: [0, 0.6],
    },
  },
  { name: 'none', props: { label: 'No cohort is complete', series: [], unit: WHOLE_SHARE, x: months } },
]
