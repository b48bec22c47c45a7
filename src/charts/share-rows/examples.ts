import type { Example } from '../parts/example'
import type { ShareRowsProps } from './types'

const NAMES = ['Regency china', 'For children', 'Cakes and baking', 'Cards and wrapping', 'Lunch bags', 'Clocks', '34 smaller', 'none']
const ALL = [820, 1240, 1610, 1450, 730, 470, 2900, 60]
const CHOSEN = [180, 240, 300, 250, 90, 88, 610, 4]
const rows = NAMES.map((name) => ({ name, isRest: name === '34 smaller' }))
const around = (counts: readonly number[], whole: number) =>
  counts.map((own) => [Math.max(0, own / whole - 0.02), Math.min(1, own / whole + 0.02)] as const)

const base = { rows, things: ['customer', 'customers'], onBrush: () => undefined } as const

export const examples: readonly Example<ShareRowsProps>[] = [
  {
    name: 'everybody',
    props: {
      ...base,
      label: 'Bought of',
      all: ALL,
      chosen: null,
      intervals: [],
      othersIntervals: [],
      chosenOf: 4372,
      othersOf: 0,
      taken: null,
    },
  },
  {
    name: 'brushed-here',
    props: {
      ...base,
      label: 'Bought of, two kinds chosen',
      all: ALL,
      chosen: null,
      intervals: [],
      othersIntervals: [],
      chosenOf: 1900,
      othersOf: 2472,
      taken: Uint8Array.from(NAMES, (_, row) => Number(row === 1 || row === 4)),
    },
  },
  {
    name: 'brushed-elsewhere',
    props: {
      ...base,
      label: 'Bought of, the chosen against everybody else',
      all: ALL,
      chosen: CHOSEN,
      intervals: around(CHOSEN, 718),
      othersIntervals: around(
        ALL.map((all, row) => all - CHOSEN[row]!),
        3654,
      ),
      chosenOf: 718,
      othersOf: 3654,
      taken: null,
    },
  },
]
