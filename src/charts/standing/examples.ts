import type { Example } from '../parts/example'
import { COUNT, DAYS, moneyUnit } from '../parts/unit'
import type { Stand } from './layout'

export const examples: readonly Example<{ label: string; stands: readonly Stand[] }>[] = [
  {
    name: 'three-measures',
    props: {
      label: 'One customer among 4,338',
      stands: [
        {
          key: 'silence',
          name: 'Silent for',
          value: 86,
          quantiles: [1, 17, 50, 143, 310],
          unit: DAYS,
          isLog: false,
          words: 'longer than 65 %',
        },
        { key: 'orders', name: 'Orders', value: 17, quantiles: [1, 1, 2, 5, 13], unit: COUNT, isLog: true, words: 'more than 96 %' },
        {
          key: 'spent',
          name: 'Spent',
          value: 7194,
          quantiles: [112, 307, 674, 1661, 5840],
          unit: moneyUnit('GBP'),
          isLog: true,
          words: 'more than 96 %',
        },
      ],
    },
  },
  {
    name: 'all-alike',
    props: {
      label: 'One customer among others like them',
      stands: [{ key: 'orders', name: 'Orders', value: 1, quantiles: [1, 1, 1, 1, 1], unit: COUNT, isLog: true, words: 'as many as all' }],
    },
  },
]
