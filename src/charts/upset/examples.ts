import type { Example } from '../parts/example'
import { moneyUnit } from '../parts/unit'
import type { UpsetProps } from './types'

export const examples: readonly Example<UpsetProps>[] = [
  {
    name: 'three-sets',
    props: {
      label: 'Good, gone quiet beside two other segments',
      sets: [
        { name: 'Good, gone quiet', count: 153 },
        { name: 'At risk', count: 357 },
        { name: 'Large orders', count: 718 },
      ],
      combinations: [
        { isIn: [true, true, false], customers: 75, amount: 98_987 },
        { isIn: [true, false, false], customers: 50, amount: 82_860 },
        { isIn: [true, false, true], words: '2 other combinations', customers: 28, amount: 60_000 },
        { isIn: [false, false, true], customers: 690, amount: 2_004_000 },
        { isIn: [false, true, false], customers: 254, amount: 163_181 },
        { isIn: [false, false, false], customers: 1901, amount: 692_203 },
      ],
      amount: { name: 'Revenue', unit: moneyUnit('GBP') },
    },
  },
  {
    name: 'nobody-fits',
    props: {
      label: 'A rule that nobody fits',
      sets: [
        { name: 'This rule', count: 0 },
        { name: 'Kept', count: 4 },
      ],
      combinations: [
        { isIn: [false, true], customers: 4, amount: null },
        { isIn: [false, false], customers: 0, amount: null },
      ],
    },
  },
]
