import type { Example } from '../parts/example'
import type { DotMapProps } from './types'

/** Rings of dots around each middle, the same every time. */
function clouds(count: number, groups: readonly (readonly [x: number, y: number])[]): DotMapProps['dots'] {
  const group = Array.from({ length: count }, (_, index) => index % groups.length)
  const away = (index: number) => 0.4 + (index % 7) / 4
  return {
    x: group.map((own, index) => groups[own]![0] + away(index) * Math.cos(2.4 * index)),
    y: group.map((own, index) => groups[own]![1] + away(index) * Math.sin(2.4 * index)),
    group,
    isEdge: group.map((_, index) => Number(index % 9 === 0)),
  }
}

const ENDS = { left: 'known for long, order often', right: 'new, silent for long', top: 'larger orders', bottom: 'smaller orders' }

export const examples: readonly Example<DotMapProps>[] = [
  {
    name: 'three-groups',
    props: {
      label: 'Map of 60 customers in three groups',
      dots: clouds(60, [
        [-3, 0],
        [3, 0],
        [0, 4],
      ]),
      groups: [
        { name: 'Frequent, recent', lines: ['20 customers', '67.3 % of revenue'], customers: 20 },
        { name: 'Gone quiet, few orders', lines: ['20 customers', '8.9 % of revenue'], customers: 20 },
        { name: 'Large orders', lines: ['20 customers', '23.8 % of revenue'], customers: 20 },
      ],
      ends: ENDS,
    },
  },
  {
    name: 'a-line-drawn',
    props: {
      label: 'Map of 12 customers in two groups, five of them within a line',
      dots: clouds(12, [
        [0, 0],
        [5, 1],
      ]),
      groups: [
        { name: 'Without Streaming of television and everything else in the plan', lines: ['6 customers'], customers: 6 },
        { name: 'High MonthlyCharges', lines: ['6 customers'], customers: 6 },
      ],
      ends: ENDS,
      lasso: [
        [-1, -1],
        [2, -1],
        [2, 2],
        [-1, 2],
      ],
    },
  },
]
