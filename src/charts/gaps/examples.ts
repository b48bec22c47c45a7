import type { Example } from '../parts/example'
import { SHARE } from '../parts/unit'
import type { GapsProps } from './types'

export const examples: readonly Example<GapsProps>[] = [
  {
    name: 'clear-and-not',
    props: {
      label: 'Those gone quiet against those still ordering',
      unit: SHARE,
      sides: ['Good, gone quiet', 'Everyone else'],
      divide: 'Could be chance, after correcting for 3 comparisons',
      gapName: 'Difference, points',
      rows: [
        {
          key: 'bags',
          name: 'Began with jumbo bags',
          one: { value: 0.32, low: 0.25, high: 0.4 },
          other: { value: 0.492, low: 0.464, high: 0.52 },
          gap: '−17.2',
          interval: '−24.6 to −9.0',
          isClear: true,
        },
        {
          key: 'sunday',
          name: 'First order on a Sunday',
          one: { value: 0.4, low: 0.33, high: 0.48 },
          other: { value: 0.495, low: 0.467, high: 0.523 },
          gap: '−9.9',
          interval: '−17.8 to −1.5',
          isClear: false,
        },
        {
          key: 'abroad',
          name: 'Abroad',
          one: { value: 0.07, low: 0.04, high: 0.12 },
          other: { value: 0.1, low: 0.09, high: 0.12 },
          gap: '−2.8',
          interval: '−6.4 to 2.7',
          isClear: false,
        },
      ],
    },
  },
]
