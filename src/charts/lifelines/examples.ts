import type { Example } from '../parts/example'
import type { Lifeline, LifelinesProps } from './layout'

const DAY = 86_400_000
const FROM = Date.UTC(2023, 0, 1)

/** Orders at irregular gaps, without chance: the same picture each time. */
const lifelines: readonly Lifeline[] = Array.from({ length: 22 }, (_unused, row) => {
  const times: number[] = []
  for (let day = row * 9; day < (row === 11 ? 280 : 340 - ((row * 37) % 90)); day += 12 + ((row * 31 + day * 7) % 45))
    times.push(FROM + day * DAY)
  return { key: String(row), times, amounts: times.map((_time, index) => 20 + ((row * 53 + index * 97) % 400)) }
})

const ticks = [0, 3, 6, 9].map((month) => ({ time: Date.UTC(2023, month, 1), label: ['Jan 2023', 'Apr', 'Jul', 'Oct'][month / 3] ?? '' }))

export const examples: readonly Example<LifelinesProps>[] = [
  {
    name: 'a-year',
    props: {
      label: 'Each row is a customer, each dot an order',
      lifelines,
      highlighted: '11',
      note: 'One customer: 17 orders, then 86 days of silence',
      from: FROM,
      until: FROM + 365 * DAY,
      ticks,
    },
  },
  {
    name: 'one-order',
    props: {
      label: 'One order',
      lifelines: [{ key: 'a', times: [FROM], amounts: [0] }],
      from: FROM,
      until: FROM + DAY,
      ticks: ticks.slice(0, 1),
    },
  },
  { name: 'none', props: { label: 'No orders', lifelines: [], from: FROM, until: FROM + DAY, ticks: [] } },
]
