import type { Box } from '../parts/place-tooltip'
import type { Country } from './countries'

export interface MappedCountry {
  readonly name: string
  readonly country: Country
}

export interface CountryMapProps {
  readonly label: string
  readonly countries: readonly MappedCountry[]
  /** Customers in each, whoever is chosen: what the map shows, and how large it draws. */
  readonly everyone: ArrayLike<number>
  /** Customers in each: all, or, where the view has a brush of its own, those whom the other brushes keep. */
  readonly all: ArrayLike<number>
  /** Of them those chosen; null while nobody is chosen. */
  readonly chosen: ArrayLike<number> | null
  /** The countries of its own brush, 1 or 0; null: it has none. */
  readonly taken: Uint8Array | null
  readonly things: readonly [one: string, many: string]
  /** A country goes in or out. */
  readonly onToggle?: ((place: number) => void) | undefined
  readonly initialWidth?: number | undefined
}

/** What does not move while a brush does. */
export interface MapGround {
  readonly width: number
  readonly height: number
  /** Land, borders between countries. */
  readonly land: string
  readonly borders: string
  /** Where each country stands; null: beyond the map. */
  readonly places: readonly (readonly [x: number, y: number] | null)[]
}

export interface MapLayout {
  /** The largest first, so that small ones are drawn over them. */
  readonly circles: readonly {
    readonly place: number
    readonly x: number
    readonly y: number
    readonly all: number
    readonly chosen: number
    readonly isIn: boolean
  }[]
  readonly boxes: readonly Box[]
  readonly labels: readonly {
    readonly x: number
    readonly y: number
    readonly anchor: 'start' | 'end'
    readonly name: string
    readonly text: string
  }[]
  /** Customers of countries beyond the map. */
  readonly beyond: { readonly all: number; readonly chosen: number }
}
