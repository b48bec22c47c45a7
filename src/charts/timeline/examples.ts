import type { Example } from '../parts/example'
import { moneyUnit } from '../parts/unit'
import type { Happening, TimelineProps } from './layout'

const DAY = 86_400_000
const FROM = Date.UTC(2023, 0, 1)

/** Orders at irregular gaps, a return, tickets and an answer, without chance. */
const happenings: readonly Happening[] = [
  ...[4, 17, 29, 43, 58, 71, 90, 101, 118, 133, 147, 166, 178, 195].map((day, index) => ({
    time: FROM + day * DAY,
    lane: 'orders',
    what: `Order ${index + 1}`,
    amount: 80 + ((index * 97) % 400),
  })),
  { time: FROM + 60 * DAY, lane: 'orders', what: 'Return', amount: -30 },
  { time: FROM + 59 * DAY, lane: 'tickets', what: 'Delivery, opened', amount: null },
  { time: FROM + 61 * DAY, lane: 'tickets', what: 'Delivery, closed', amount: null },
  { time: FROM + 75 * DAY, lane: 'feedback', what: '<script>alert(1)</script>', amount: null },
].toSorted((a, b) => a.time - b.time)

export const examples: readonly Example<TimelineProps>[] = [
  {
    name: 'half-a-year',
    props: {
      label: 'What happened with one customer',
      happenings,
      upright: 'orders',
      unit: moneyUnit('GBP'),
      from: FROM,
      until: FROM + 281 * DAY,
      silence: { from: FROM + 195 * DAY, words: ['86 days of silence', 'the longest before was 28'] },
    },
  },
  {
    name: 'no-orders',
    props: {
      label: 'What happened with one customer',
      happenings: happenings.filter(({ lane }) => lane !== 'orders'),
      upright: null,
      unit: moneyUnit(null),
      from: FROM + 55 * DAY,
      until: FROM + 80 * DAY,
    },
  },
]
