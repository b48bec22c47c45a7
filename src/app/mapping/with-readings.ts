import type { Mapping, TableMapping } from '../../model/mapping/mapping'
import type { Offer } from '../../offers/offer'

/** The mapping once offers are taken: their tables read as they say, all others as they were. */
export function withReadings(mapping: Mapping, offers: readonly Offer[]): Mapping {
  const read = new Map(offers.flatMap(({ readings }) => readings.map((reading): [string, TableMapping] => [reading.table, reading])))
  const before = mapping.tables.map((table) => read.get(table.table) ?? table)
  const made = [...read.values()].filter(({ table }) => !mapping.tables.some((one) => one.table === table))
  return { ...mapping, tables: [...before, ...made] }
}
