import type { Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Subject } from '../../model/company/subject'
import { shareIntervals, type GroupValues } from '../../stats/bootstrap'
import { findGroups, type Candidate } from '../../stats/groups'
import { lloyd, squared, type Clustering, type Points } from '../../stats/k-means'
import { medianInterval, quantile } from '../../stats/quantile'
import { wilson, type Interval } from '../../stats/wilson'
import type { Choice, Context } from '../contract/definition'
import { FEW } from '../wording/certainty'
import { chosenFeatures, choicesOf, known, type Feature } from './features'
import { axesOf, type Axes } from './map'
import { namesOf } from './names'
import type { ClusterSettings } from './options'
import { pointsOf, scalingOf, type Scaling } from './scaling'

/** The same customers make the same groups. */
export const SEED = 7
/** The next group is nearly as near as the own one: less than a tenth farther. */
export const EDGE = 0.1

/** The values of a feature in a group, or of all: in the feature's own unit. */
export interface Values {
  readonly median: number
  /** Of the median; null under six customers. */
  readonly interval: Interval | null
  /** The 10th, 25th, 75th and 90th percentile. */
  readonly quantiles: readonly [number, number, number, number]
  readonly mean: number
}

export interface Group {
  readonly name: string
  readonly customers: number
  readonly revenue: number | null
  /** Of all revenue, with its interval; null where nothing tells or all is nothing. */
  readonly share: (Interval & { readonly value: number }) | null
  /** Nearly as near to the next group. */
  readonly edge: number
  /** One a feature. */
  readonly values: readonly Values[]
  /** The group's middle less the middle of all, in standard deviations of all, one a feature, as they are compared. */
  readonly deviations: readonly number[]
}

/** Every customer as a dot: what is drawn on the map. */
export interface Dots {
  readonly x: Float32Array
  readonly y: Float32Array
  readonly group: Uint8Array
  readonly isEdge: Uint8Array
}

export interface ClustersResult {
  /** Who or what forms groups. */
  readonly subject: Subject
  readonly choices: { readonly features: readonly Choice[] }
  readonly features: readonly Feature[]
  readonly scalings: readonly Scaling[]
  /** Compared, and left out because some feature is not known of them. */
  readonly customers: number
  readonly leftOut: number
  readonly revenue: number | null
  readonly candidates: readonly Candidate[]
  readonly judged: number
  /** Groups that stand out; null: none do. */
  readonly found: number | null
  /** Whether the groups are so many because that was asked for, or because none stand out. */
  readonly isCut: boolean
  /** Those that bring the most first. */
  readonly groups: readonly Group[]
  readonly all: readonly Values[]
  readonly edge: (Interval & { readonly customers: number }) | null
  /** In the order of `groups`, one after the other. */
  readonly centres: readonly number[]
  readonly axes: Axes | null
  readonly dots: Dots | null
  /** What features.sql reads of the table of customers. */
  readonly numbers: readonly string[]
}

export async function clusters(
  database: Database,
  settings: ClusterSettings,
  { company, pause }: Pick<Context, 'company' | 'pause'>,
): Promise<ClustersResult> {
  const everyone = await known(database, company)
  const features = chosenFeatures(everyone, settings.features)
  const rows = rowsWith(features.map(({ id }) => everyone.values.get(id)!))
  const columns = features.map(({ id }) => Float64Array.from(rows, (row) => everyone.values.get(id)![row]!))
  const revenue = everyone.revenue && Float64Array.from(rows, (row) => everyone.revenue![row]!)
  const none: ClustersResult = {
    subject: company.subject,
    choices: { features: choicesOf(everyone) },
    features,
    scalings: [],
    customers: rows.length,
    leftOut: everyone.ids.length - rows.length,
    revenue: revenue && sumOf(revenue),
    candidates: [],
    judged: 0,
    found: null,
    isCut: false,
    groups: [],
    all: [],
    edge: null,
    centres: [],
    axes: null,
    dots: null,
    numbers: everyone.numbers,
  }
  if (rows.length < FEW || features.length === 0) return none
  const scalings = columns.map((column) => scalingOf(column, settings.scale === 'ratio'))
  const points = pointsOf(columns, scalings)
  const { candidates, chosen: found, steadiest, clusterings, judged } = await findGroups(points, SEED, pause)
  const k = settings.groups === 'found' ? (found ?? steadiest) : Number(settings.groups)
  const started = clusterings.get(k)!
  const clustering = lloyd(points, k, started.centres)
  const all = columns.map(valuesOf)
  const shared = { ...none, scalings, candidates, judged, found, all, isCut: k !== found }
  return { ...shared, ...grouped(points, clustering, { features, columns, revenue, company }, settings) }
}

interface Described {
  readonly features: readonly Feature[]
  readonly columns: readonly Float64Array[]
  readonly revenue: Float64Array | null
  readonly company: Company
}

/** What is told of the groups, in the order in which they are told. */
function grouped(points: Points, clustering: Clustering, { features, columns, revenue }: Described, { map }: ClusterSettings) {
  const members = Array.from({ length: clustering.k }, (_, label) =>
    Uint32Array.from(clustering.labels.keys()).filter((row) => clustering.labels[row] === label),
  )
  const weight = (label: number) => (revenue ? members[label]!.reduce((sum, row) => sum + revenue[row]!, 0) : members[label]!.length)
  const order = [...members.keys()].filter((label) => members[label]!.length > 0).sort((a, b) => weight(b) - weight(a))
  const centres = order.flatMap((label) => [...clustering.centres.subarray(label * points.columns, (label + 1) * points.columns)])
  const isEdge = edgesOf(points, Float64Array.from(centres))
  const spreads = deviationsOf(points)
  const deviations = order.map((_, place) =>
    features.map((_, column) => (centres[place * points.columns + column]! - spreads[column]!.mean) / spreads[column]!.deviation),
  )
  const names = namesOf(features, deviations)
  const shares = revenue && shareIntervals(order.map((label) => valuesFor(members[label]!, revenue)))
  const total = revenue && sumOf(revenue)
  const groups = order.map((label, place): Group => {
    const own = members[label]!
    const brought = revenue && own.reduce((sum, row) => sum + revenue[row]!, 0)
    const interval = shares?.each[place]
    return {
      name: names[place]!,
      customers: own.length,
      revenue: brought,
      share: brought !== null && total !== null && total > 0 && interval ? { value: brought / total, ...interval } : null,
      edge: own.reduce((sum, row) => sum + isEdge[row]!, 0),
      values: columns.map((column) => valuesOf(Float64Array.from(own, (row) => column[row]!))),
      deviations: deviations[place]!,
    }
  })
  const edges = sumOf(isEdge)
  const axes = points.columns > 1 ? axesOf(points, centres, map === 'spread') : null
  const placeOf = new Map(order.map((label, place) => [label, place]))
  return {
    groups,
    centres,
    edge: { customers: edges, ...wilson(edges, points.rows) },
    axes,
    dots: axes && {
      x: Float32Array.from(isEdge, (_, row) => along(points, row, axes.x)),
      y: Float32Array.from(isEdge, (_, row) => along(points, row, axes.y)),
      group: clustering.labels.map((label) => placeOf.get(label)!),
      isEdge,
    },
  }
}

/** The places at which nothing is missing. */
function rowsWith(columns: readonly Float64Array[]): Uint32Array {
  return Uint32Array.from(columns[0]?.keys() ?? []).filter((row) => columns.every((column) => !Number.isNaN(column[row]!)))
}

function valuesOf(values: Float64Array): Values {
  const sorted = values.toSorted()
  const at = (share: number) => quantile(sorted, share)
  return {
    median: at(0.5),
    interval: medianInterval(sorted),
    quantiles: [at(0.1), at(0.25), at(0.75), at(0.9)],
    mean: sumOf(values) / values.length,
  }
}

/** The largest are drawn one by one: of the many others a sum and their squares are enough. */
const DRAWN = 1_000

function valuesFor(rows: Uint32Array, revenue: Float64Array): GroupValues {
  const sorted = Float64Array.from(rows, (row) => revenue[row]!).sort((a, b) => Math.abs(b) - Math.abs(a))
  const rest = sorted.subarray(DRAWN)
  return { large: sorted.subarray(0, DRAWN), restSum: sumOf(rest), restSquares: rest.reduce((sum, value) => sum + value ** 2, 0) }
}

function edgesOf(points: Points, centres: Float64Array): Uint8Array {
  return Uint8Array.from({ length: points.rows }, (_, row) => {
    let [first, second] = [Infinity, Infinity]
    for (let at = 0; at < centres.length; at += points.columns) {
      const distance = Math.sqrt(squared(points.values, row * points.columns, centres, at, points.columns))
      if (distance < first) [first, second] = [distance, first]
      else if (distance < second) second = distance
    }
    return Number(second - first < EDGE * second)
  })
}

function deviationsOf({ values, rows, columns }: Points) {
  return Array.from({ length: columns }, (_, column) => {
    let [sum, squares] = [0, 0]
    for (let row = 0; row < rows; row++) sum += values[row * columns + column]!
    const mean = sum / rows
    for (let row = 0; row < rows; row++) squares += (values[row * columns + column]! - mean) ** 2
    return { mean, deviation: Math.sqrt(squares / rows) || 1 }
  })
}

function along({ values, columns }: Points, row: number, axis: readonly number[]): number {
  return axis.reduce((sum, share, column) => sum + share * values[row * columns + column]!, 0)
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index]!
  return sum
}
