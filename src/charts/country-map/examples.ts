import type { Example } from '../parts/example'
import { countryOf } from './countries'
import type { CountryMapProps } from './types'

const mapped = (names: readonly string[]) => names.map((name) => ({ name, country: countryOf(name)! }))
const EUROPE = ['United Kingdom', 'Germany', 'France', 'Spain', 'Belgium', 'Norway', 'EIRE', 'Japan']
const ALL = [3920, 94, 87, 29, 24, 10, 6, 2]
const CHOSEN = [557, 36, 21, 12, 8, 6, 1, 1]
const base = { things: ['customer', 'customers'], onToggle: () => undefined } as const

export const examples: readonly Example<CountryMapProps>[] = [
  {
    name: 'europe-chosen',
    props: {
      ...base,
      label: 'Customers by country, the chosen among them',
      countries: mapped(EUROPE),
      everyone: ALL,
      all: ALL,
      chosen: CHOSEN,
      taken: null,
    },
  },
  {
    name: 'brushed-here',
    props: {
      ...base,
      label: 'Customers by country, two chosen',
      countries: mapped(EUROPE),
      everyone: ALL,
      all: ALL,
      chosen: null,
      taken: Uint8Array.from(EUROPE, (_, place) => Number(place === 1 || place === 2)),
    },
  },
]
