import type { Example } from '../parts/example'
import type { Picture } from './picture'

const lorenz = Array.from({ length: 41 }, (_unused, index) => [index / 40, (index / 40) ** 0.3] as const)
const returned = Array.from({ length: 28 }, (_unused, index) => [index * 10, 0.75 * (1 - Math.exp(-index / 11))] as const)

export const examples: readonly Example<{ picture: Picture; currency: string | null }>[] = [
  {
    name: 'concentration',
    props: {
      currency: 'GBP',
      picture: {
        kind: 'curve',
        caption: 'Revenue by share of customers, largest first',
        points: lorenz,
        mark: 4,
        label: '50 % of revenue from a tenth of customers',
        percent: true,
      },
    },
  },
  {
    name: 'days',
    props: {
      currency: null,
      picture: { kind: 'curve', caption: 'Share with a second order', points: returned, mark: 9, label: '42 % by day 90', percent: true },
    },
  },
  {
    name: 'marked-at-the-end',
    props: {
      currency: null,
      picture: { kind: 'curve', caption: 'Share with a second order', points: returned, mark: 27, label: '69 % by day 270', percent: true },
    },
  },
  {
    name: 'months',
    props: {
      currency: 'GBP',
      picture: {
        kind: 'bars',
        caption: 'Revenue a month',
        bars: [572, 569, 447, 595, 469, 678, 661, 600, 645, 952, 1039, 1161, 518].map((value, index) => ({
          label:
            [
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
              'Dec 2011',
            ][index] ?? '',
          value: value * 1000,
          focus: index === 8 || index === 11,
          open: index === 12,
        })),
        labels: [8, 11],
        format: 'money',
      },
    },
  },
  {
    name: 'split',
    props: {
      currency: null,
      picture: {
        kind: 'split',
        caption: 'Sales with and without a customer',
        share: 0.165,
        label: '16.5 % not',
        rest: '£8.91m tied to a customer',
      },
    },
  },
  {
    name: 'intervals',
    props: {
      currency: null,
      picture: {
        kind: 'intervals',
        caption: 'Days, medians with intervals',
        rows: [
          { label: 'usual gap', value: 55, low: 52, high: 60 },
          { label: 'silent for', value: 115, low: 109, high: 124, focus: true },
        ],
        percent: false,
        unit: 'days',
      },
    },
  },
  {
    name: 'shares-with-long-names',
    props: {
      currency: null,
      picture: {
        kind: 'intervals',
        caption: 'Share that came back within ninety days, by the channel that brought them',
        rows: [
          { label: 'recommended by a friend of a friend', value: 0.48, low: 0.41, high: 0.55, focus: true },
          { label: 'search', value: 0.12, low: 0.1, high: 0.14 },
          { label: 'others', value: 0.3, low: 0.3, high: 0.3 },
        ],
        percent: true,
        unit: '%',
      },
    },
  },
  {
    name: 'nothing',
    props: { currency: null, picture: { kind: 'curve', caption: 'Nothing to draw', points: [], mark: 0, label: '', percent: true } },
  },
]
