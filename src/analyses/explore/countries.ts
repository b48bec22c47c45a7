import { countryOf, type Country } from '../../charts/country-map/countries'
import type { Bin } from './binning'

export interface Found {
  readonly name: string
  readonly country: Country
  /** Its bins: two spellings of a country are one place. */
  readonly bins: readonly number[]
}

/** The countries that the labels of bins name. */
export function countriesIn(bins: readonly Bin[]): readonly Found[] {
  const found = new Map<string, Found>()
  for (const [bin, { label }] of bins.entries()) {
    const country = label === null ? null : countryOf(label)
    if (!country) continue
    const known = found.get(country.code)
    found.set(country.code, { name: known?.name ?? label!, country, bins: [...(known?.bins ?? []), bin] })
  }
  return [...found.values()]
}
