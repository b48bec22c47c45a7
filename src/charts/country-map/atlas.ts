import { feature, mesh } from 'topojson-client'
import atlas from 'world-atlas/countries-110m.json'

type Topology = Parameters<typeof mesh>[0]

// Natural Earth, 1 : 110 million, which is in the public domain; the file is 105 kB.
const topology = atlas as unknown as Topology

export const LAND = feature(topology, topology.objects.land!)

/** Lines that two countries share. */
export const BORDERS = mesh(topology, topology.objects.countries as Parameters<typeof mesh>[1], (one, other) => one !== other)
