import type { Example } from '../parts/example'
import type { EmblemData } from '../emblem/layout'
import type { PortraitProps, TraitRow } from './types'

const wave = (places: number, turn: number) => Array.from({ length: places }, (_, place) => (1 + 0.6 * Math.sin(place / 4 + turn)) / places)

const emblem: EmblemData = {
  outer: { own: wave(52, 0), all: wave(52, 0.6) },
  inner: { own: [0.2, 0.18, 0.17, 0.16, 0.15, 0.02, 0.12], all: wave(7, 1) },
  petals: { own: [0.4, 0.2, 0.15, 0.1, 0.1, 0.05], all: [0.2, 0.25, 0.15, 0.2, 0.1, 0.1] },
  drawing: null,
}

const row = (family: string, name: string, lift: number | null, low: number, high: number | null): TraitRow => ({
  key: `${family} ${name}`,
  family,
  name,
  share: '18.4',
  others: '8.7',
  times: lift === null ? `${low}+` : lift.toFixed(2),
  interval: high === null ? `${low} or more` : `${low} to ${high}`,
  lift,
  low,
  high,
  isMore: low > 1,
})

const whole: PortraitProps = {
  label: 'A portrait of the best tenth by revenue',
  emblem,
  name: 'Office, Sales team',
  is: 'Best customers: 434 of 4,338 customers, £5.47m of £8.91m',
  words: 'More often offices, met by the sales team, first order on a weekday. Less often gifts.',
  figures: [
    { label: 'Brought', value: '£5,853', interval: '5,509 to 6,364', others: 'others £586' },
    { label: 'Orders', value: '12', interval: '12 to 13', others: 'others 2' },
    { label: 'One every', value: '21 days', interval: '19 to 23', others: 'others 54 days' },
    { label: 'An order, on average', value: '£466', interval: '443 to 511', others: 'others £264' },
  ],
  compared: 'How often, against everybody else; log scale. 5 of 32 compared are clear after correction.',
  none: '',
  traits: [
    row('Who', 'customer_type: Office', 17.6, 16, 19.4),
    row('Where', 'Country: Germany', 2.75, 1.72, 4.38),
    row('Where', 'Country: France', 2.35, 1.41, 3.9),
    row('What first', 'first bought: an endless name of something that nobody would read to its end', null, 4, null),
    row('What first', 'first bought: Gifts', 0.13, 0.1, 0.18),
    row('What first', 'first bought: Sugar', 0, 0, 0.03),
  ],
  strips: [
    {
      title: 'Their way so far',
      items: [
        { label: 'First order', words: 'half before 31 Jan 2024' },
        { label: 'Second', words: '98 % after 30 days; others 64 %, 31 days' },
        { label: 'Third', words: '95 % after 61 days; others 47 %' },
        { label: 'Last', words: '12 days ago; others 180 days' },
      ],
    },
    { title: 'What they say', items: [{ label: 'NPS', words: '8.21 at the mean of 120; others 7.60, 0.30 to 0.92 less' }] },
  ],
  typical: {
    title: 'A typical one: 14709',
    words: 'Closest to all 434. United Kingdom, Office, since December 2010. 13 orders.',
    days: [30, 70, 110, 180, 260, 330].map((day) => ({ time: day, value: 200 + day })),
    from: 0,
    until: 374,
    tick: (value) => `£${value}`,
    day: (time) => `day ${time}`,
  },
  asked: [
    { question: 'What is their trade?', answer: 'They sell on: five of six said so on the telephone.' },
    { question: 'What do they read and believe in?', answer: null },
  ],
  notes: [{ text: 'Do they sell on, or give away? Ring five of them.', by: 'Your note, 10 Dec 2011' }],
  foot: ['online_retail.csv, as of 10 December 2011', 'Clientele · medians and 95 % intervals'],
  describe: ({ name }) => ({ name, lines: [] }),
}

export const examples: readonly Example<PortraitProps>[] = [
  { name: 'best-tenth', props: whole },
  {
    name: 'nothing-known',
    props: {
      ...whole,
      name: 'Much like everybody else',
      emblem: { outer: { own: [0.5, 0.5], all: [0.4, 0.6] }, inner: null, petals: { own: [], all: [] }, drawing: 'person' },
      figures: [],
      traits: [],
      none: 'Nothing sets them apart for sure.',
      strips: [],
      typical: null,
      asked: [],
      notes: [],
    },
  },
]
