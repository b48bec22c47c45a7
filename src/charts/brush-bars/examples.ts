import type { Example } from '../parts/example'
import type { BrushBarsProps, BrushBin } from './types'

const EDGES = ['', '£50', '£100', '£150', '£200', '£300', '£500', '£700', '£1,000', '£1,500']
const ALL = [310, 520, 680, 640, 830, 560, 330, 220, 140, 110, 32]
const CHOSEN = [4, 18, 40, 62, 96, 120, 130, 110, 80, 58, 0]

const money: readonly BrushBin[] = [
  ...EDGES.map((tick, at) => ({ name: at === 0 ? 'under £50' : `${tick} or more`, tick, at: 'edge' as const })),
  { name: 'not known', tick: 'not known', at: 'edge', isApart: true },
]

const MONTHS = Array.from({ length: 13 }, (_, at) => new Date(Date.UTC(2023, 11 + at, 1)).toISOString().slice(0, 7))

const months: readonly BrushBin[] = MONTHS.map((month, at) => ({ name: month, tick: month, at: 'middle' as const, isOpen: at === 12 }))

const share = (part: number, whole: number, by: number) => Math.min(1, Math.max(0, part / whole + by))
const intervals = CHOSEN.map((own) => [share(own, 718, -0.02), share(own, 718, 0.02)] as const)

const base = { things: ['customer', 'customers'], onBrush: () => undefined } as const

export const examples: readonly Example<BrushBarsProps>[] = [
  {
    name: 'everybody',
    props: {
      ...base,
      label: 'An order: customers',
      bins: money,
      all: ALL,
      chosen: null,
      intervals: [],
      chosenOf: 4372,
      othersOf: 0,
      taken: null,
    },
  },
  {
    name: 'brushed-here',
    props: {
      ...base,
      label: 'An order: customers outside and inside',
      bins: money,
      all: ALL,
      chosen: null,
      intervals: [],
      chosenOf: 800,
      othersOf: 3572,
      taken: Uint8Array.from(money, (_, bin) => Number(bin >= 6 && bin < 10)),
    },
  },
  {
    name: 'brushed-elsewhere',
    props: {
      ...base,
      label: 'An order: the chosen',
      bins: money,
      all: ALL,
      chosen: CHOSEN,
      intervals,
      chosenOf: 718,
      othersOf: 3654,
      taken: null,
    },
  },
  {
    name: 'nobody-chosen',
    props: {
      ...base,
      label: 'An order: nobody is chosen',
      bins: money,
      all: ALL,
      chosen: ALL.map(() => 0),
      intervals: [],
      chosenOf: 0,
      othersOf: 4372,
      taken: null,
    },
  },
  {
    name: 'open-month',
    props: {
      ...base,
      label: 'When they order, the last month not complete',
      bins: months,
      all: MONTHS.map((_, at) => 900 + 40 * at - (at === 12 ? 1000 : 0)),
      chosen: MONTHS.map((_, at) => 100 + 9 * at),
      intervals: MONTHS.map((_, at) => [0.2 + at / 100, 0.3 + at / 100] as const),
      chosenOf: 400,
      othersOf: 3900,
      taken: null,
    },
  },
]
