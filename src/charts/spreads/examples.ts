import type { Example } from '../parts/example'
import { COUNT, DAYS, moneyUnit } from '../parts/unit'
import type { SpreadsProps } from './types'

export const examples: readonly Example<SpreadsProps>[] = [
  {
    name: 'two-groups',
    props: {
      label: 'Two groups in three measures',
      rows: [
        { name: 'Frequent, recent', customers: 1313, colour: 'var(--cat-1)' },
        { name: 'Large orders, gone quiet', customers: 1082, colour: 'var(--cat-2)' },
      ],
      panels: [
        {
          key: 'orders',
          name: 'Orders',
          unit: COUNT,
          isLog: true,
          all: [1, 1, 2, 5, 9],
          rows: [
            [3, 4, 6, 9, 17],
            [1, 1, 2, 3, 4],
          ],
          isTelling: [true, false],
        },
        {
          key: 'order_value',
          name: 'An order',
          unit: moneyUnit('GBP'),
          isLog: true,
          all: [110, 180, 294, 430, 690],
          rows: [
            [140, 210, 314, 450, 700],
            [290, 350, 460, 700, 1400],
          ],
          isTelling: [false, true],
        },
        {
          key: 'silence',
          name: 'Silent for',
          unit: DAYS,
          isLog: false,
          all: [4, 18, 51, 143, 263],
          rows: [
            [2, 6, 15, 28, 51],
            [40, 69, 117, 211, 298],
          ],
          isTelling: [true, true],
        },
      ],
    },
  },
  {
    name: 'all-alike',
    props: {
      label: 'One group in one measure that nobody differs in',
      rows: [{ name: 'In the middle', customers: 40, colour: 'var(--cat-1)' }],
      panels: [
        { key: 'orders', name: 'Orders', unit: COUNT, isLog: true, all: [1, 1, 1, 1, 1], rows: [[1, 1, 1, 1, 1]], isTelling: [false] },
      ],
    },
  },
]
