import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json'

// Natural Earth, 1 : 110 million, which is in the public domain; the file is 105 kB.
const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>

export const LAND = feature(topology, topology.objects.land)

/** Lines that two countries share. */
export const BORDERS = mesh(topology, topology.objects.countries, (one, other) => one !== other)
