import type { Example } from '../parts/example'
import { COUNT, moneyUnit } from '../parts/unit'
import type { Column, ColumnsProps } from './types'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const REVENUE = [572_000, 569_000, 447_000, 595_000, 469_000, 678_000, 661_000, 600_000, 645_000, 952_000, 1_039_000, 1_161_000, 518_000]

export const months: readonly Column[] = REVENUE.map((_value, index) => {
  const [month, year] = [MONTHS[(index + 11) % 12] ?? '', String(index === 0 ? 2023 : 2024)]
  return { key: `${year}-${month}`, name: `${month} ${year}`, tick: month, group: year, isOpen: index === 12, customers: 900 + 7 * index }
})

const days: readonly Column[] = Array.from({ length: 1000 }, (_unused, index) => {
  const date = new Date(Date.UTC(2022, 0, 1 + index)).toISOString()
  return { key: date.slice(0, 10), name: date.slice(0, 10), tick: date.slice(5, 7), group: date.slice(0, 4), isOpen: index > 990 }
})

export const examples: readonly Example<ColumnsProps>[] = [
  {
    name: 'months',
    props: {
      label: 'Revenue rose from £0.65m in August to £1.16m in November 2024',
      columns: months,
      panels: [{ key: 'revenue', unit: moneyUnit('GBP'), values: REVENUE }],
      focus: ['2024-Aug', '2024-Nov'],
    },
  },
  {
    name: 'two-panels',
    props: {
      label: 'New customers fell while returning ones rose',
      columns: months,
      panels: [
        { key: 'new', title: 'New', unit: COUNT, values: [885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 323, 41] },
        {
          key: 'returning',
          title: 'Returning',
          unit: COUNT,
          values: [0, 324, 378, 522, 556, 772, 749, 761, 766, 967, 1006, 1341, 574],
          intervals: months.map((_month, index) => (index > 0 && index < 4 ? [280 + index * 40, 340 + index * 60] : null)),
        },
      ],
    },
  },
  {
    name: 'thousand-days',
    props: {
      label: 'Orders a day over a thousand days',
      columns: days,
      panels: [
        {
          key: 'orders',
          unit: COUNT,
          values: days.map((_day, index) => Math.max(0, Math.round(60 + 40 * Math.sin(index / 58) + 25 * Math.sin(index * 2.4)))),
        },
      ],
    },
  },
  {
    name: 'below-zero-and-unknown',
    props: {
      label: 'February lost money; March is not known',
      columns: months.slice(1, 5),
      panels: [{ key: 'profit', unit: moneyUnit('EUR'), values: [1200, -800, null, 2400] }],
    },
  },
  {
    name: 'one',
    props: {
      label: 'All revenue fell into one month',
      columns: months.slice(0, 1),
      panels: [{ key: 'revenue', unit: moneyUnit(null), values: [10] }],
    },
  },
  { name: 'none', props: { label: 'No month has revenue', columns: [], panels: [{ key: 'revenue', unit: COUNT, values: [] }] } },
]
