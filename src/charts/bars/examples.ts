import type { Example } from '../parts/example'
import { moneyUnit, SHARE } from '../parts/unit'
import type { Bar, BarsProps } from './layout'

export const segments: readonly Bar[] = [
  ['Champions', 0.483, 0.414, 0.547, 0.139],
  ['Loyal', 0.248, 0.206, 0.292, 0.159],
  ['Hibernating', 0.077, 0.061, 0.098, 0.308],
  ['Potential loyalist', 0.066, 0.042, 0.107, 0.112],
  ['At risk', 0.061, 0.046, 0.079, 0.082],
  ['New', 0.003, 0.002, 0.004, 0.015],
].map(([name, value, low, high, second]) => ({
  key: String(name),
  name: String(name),
  value: Number(value),
  low: Number(low),
  high: Number(high),
  second: Number(second),
  customers: Math.round(Number(second) * 4338),
}))

const countries: readonly Bar[] = [
  { key: 'other', name: 'Other, 31 countries', value: 0.053, isRest: true },
  ...[0.82, 0.032, 0.03, 0.026, 0.023, 0.016].map((value, index) => {
    const name = ['United Kingdom', 'Netherlands', 'Ireland', 'Germany', 'France', 'Australia'][index] ?? ''
    return { key: name, name, value }
  }),
]

export const examples: readonly Example<BarsProps>[] = [
  {
    name: 'segments',
    props: { label: 'Champions bring 48.3 % of revenue', bars: segments, unit: SHARE, secondName: 'of customers' },
  },
  { name: 'countries', props: { label: 'Four fifths of revenue come from the United Kingdom', bars: countries, unit: SHARE } },
  {
    name: 'longest-names',
    props: {
      label: 'Products by revenue',
      unit: moneyUnit('GBP'),
      limit: 3,
      things: 'products',
      focus: ['1'],
      bars: [
        'WORLD WAR 2 GLIDERS ASSTD DESIGNS, SET OF TWELVE IN A DISPLAY BOX OF RECYCLED CARDBOARD WITH ASSEMBLY INSTRUCTIONS',
        '«Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft»',
        '<script>alert(1)</script>',
        '客户关系管理系统年度订阅',
      ].map((name, index) => ({
        key: String(index),
        name,
        value: 53_847 / (index + 1),
        low: 40_000 / (index + 1),
        high: 61_000 / (index + 1),
      })),
    },
  },
  {
    name: 'below-zero',
    props: {
      label: 'One category loses money and one may',
      unit: moneyUnit(null),
      bars: [
        { key: 'a', name: 'Kitchen', value: 900, low: 700, high: 1100 },
        { key: 'b', name: 'Garden', value: 80, low: -60, high: 220 },
        { key: 'c', name: 'Toys', value: -300, low: -420, high: -180 },
      ],
    },
  },
  { name: 'one', props: { label: 'All revenue comes from one country', unit: SHARE, bars: [{ key: 'x', name: 'Malta', value: 1 }] } },
  {
    name: 'all-zero',
    props: {
      label: 'Nothing was sold',
      unit: SHARE,
      bars: [
        { key: 'x', name: 'Malta', value: 0 },
        { key: 'y', name: 'Cyprus', value: 0 },
      ],
    },
  },
  { name: 'none', props: { label: 'No country is known', unit: SHARE, bars: [] } },
]
