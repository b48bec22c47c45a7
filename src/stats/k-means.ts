import type { Random } from './random'

/** Rows of `columns` numbers each, one after the other. */
export interface Points {
  readonly values: Float64Array
  readonly rows: number
  readonly columns: number
}

export interface Clustering {
  readonly k: number
  /** The cluster of each row. */
  readonly labels: Uint8Array
  /** `k` × columns. */
  readonly centres: Float64Array
  /** Sum of squared distances to the own centre. */
  readonly inertia: number
}

/**
 * The best of several starts of k-means: k-means++ seeds (Arthur & Vassilvitskii 2007), then Lloyd's steps to no change, the
 * distances that cannot matter left out by Hamerly's bounds (2010), which changes no result. A cluster that empties takes the
 * point farthest from its centre. `k` is 1 to 255 and no more than the rows.
 */
export function kMeans(points: Points, k: number, next: Random, starts = 10): Clustering {
  let best: Clustering | null = null
  for (let start = 0; start < starts; start++) {
    const found = lloyd(points, k, seeds(points, k, next))
    if (!best || found.inertia < best.inertia) best = found
  }
  return best!
}

/** k-means++: each next seed is drawn by its squared distance to the nearest before it. */
export function seeds({ values, rows, columns }: Points, k: number, next: Random): Float64Array {
  const centres = new Float64Array(k * columns)
  const nearest = new Float64Array(rows).fill(Infinity)
  let chosen = Math.floor(next() * rows)
  for (let centre = 0; ; centre++) {
    centres.set(values.subarray(chosen * columns, (chosen + 1) * columns), centre * columns)
    if (centre === k - 1) return centres
    let total = 0
    for (let row = 0; row < rows; row++) {
      const own = squared(values, row * columns, centres, centre * columns, columns)
      if (own < nearest[row]!) nearest[row] = own
      total += nearest[row]!
    }
    let left = next() * total
    chosen = 0
    while (chosen < rows - 1 && (left -= nearest[chosen]!) > 0) chosen++
  }
}

/** Squared distances under this share of the mean square are rounding. */
const ROUNDING = 1e-20

/** All that was ever tried came to rest within a hundred; a cycle of rounding must not hold up a page. */
const MOST_STEPS = 1_000

/** Lloyd's algorithm from these centres to no change. Ties go to the lower cluster. */
export function lloyd(points: Points, k: number, start: Float64Array): Clustering {
  const { values, rows, columns } = points
  const centres = Float64Array.from(start)
  const labels = new Uint8Array(rows)
  // No other centre is nearer than `least`, and the own one is no farther than `most`.
  const most = new Float64Array(rows).fill(Infinity)
  const least = new Float64Array(rows)
  const sums = new Float64Array(k * columns)
  const sizes = new Float64Array(k)
  const halfGap = new Float64Array(k)
  for (let step = 0; step < MOST_STEPS; step++) {
    const isFirst = step === 0
    halfGaps(centres, k, columns, halfGap)
    let changed = 0
    for (let row = 0; row < rows; row++) {
      const own = labels[row]!
      const bound = Math.max(halfGap[own]!, least[row]!)
      if (!isFirst && most[row]! < bound) continue
      most[row] = Math.sqrt(squared(values, row * columns, centres, own * columns, columns))
      if (!isFirst && most[row]! < bound) continue
      let [nearest, first, second] = [0, Infinity, Infinity]
      for (let centre = 0; centre < k; centre++) {
        const distance = squared(values, row * columns, centres, centre * columns, columns)
        if (distance < first) {
          second = first
          first = distance
          nearest = centre
        } else if (distance < second) second = distance
      }
      most[row] = Math.sqrt(first)
      least[row] = Math.sqrt(second)
      if (nearest === own && !isFirst) continue
      changed++
      labels[row] = nearest
      if (!isFirst) add(values, row, columns, sums, sizes, own, -1)
      add(values, row, columns, sums, sizes, nearest, 1)
    }
    const filled = fillEmpty(points, centres, labels, sums, sizes, k)
    if (changed === 0 && !filled) break
    const { farthest, farthestOf, nextFarthest, moved } = moveCentres(centres, sums, sizes, k, columns)
    if (filled) {
      most.fill(Infinity)
      least.fill(0)
      continue
    }
    for (let row = 0; row < rows; row++) {
      most[row]! += moved[labels[row]!]!
      least[row]! -= labels[row] === farthestOf ? nextFarthest : farthest
    }
  }
  return { k, labels, centres, inertia: inertiaOf(points, labels, centres) }
}

/** Every row with the nearest of the centres, which stay where they are. */
export function assigned(points: Points, k: number, centres: Float64Array): Clustering {
  const labels = nearestCentres(points, centres)
  return { k, labels, centres, inertia: inertiaOf(points, labels, centres) }
}

function inertiaOf({ values, rows, columns }: Points, labels: Uint8Array, centres: Float64Array): number {
  let inertia = 0
  for (let row = 0; row < rows; row++) inertia += squared(values, row * columns, centres, labels[row]! * columns, columns)
  return inertia
}

/** The nearest of the centres, for each row. */
export function nearestCentres({ values, rows, columns }: Points, centres: Float64Array): Uint8Array {
  const labels = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    let first = Infinity
    for (let at = 0; at < centres.length; at += columns) {
      const distance = squared(values, row * columns, centres, at, columns)
      if (distance >= first) continue
      first = distance
      labels[row] = at / columns
    }
  }
  return labels
}

export function squared(a: Float64Array, from: number, b: Float64Array, to: number, columns: number): number {
  let sum = 0
  for (let column = 0; column < columns; column++) {
    const difference = a[from + column]! - b[to + column]!
    sum += difference * difference
  }
  return sum
}

/** The rows at `picked`. */
export function pick({ values, columns }: Points, picked: ArrayLike<number>): Points {
  const some = new Float64Array(picked.length * columns)
  for (let index = 0; index < picked.length; index++)
    some.set(values.subarray(picked[index]! * columns, (picked[index]! + 1) * columns), index * columns)
  return { values: some, rows: picked.length, columns }
}

function halfGaps(centres: Float64Array, k: number, columns: number, into: Float64Array): void {
  into.fill(Infinity)
  for (let one = 0; one < k; one++)
    for (let other = 0; other < k; other++)
      if (other !== one) into[one] = Math.min(into[one]!, Math.sqrt(squared(centres, one * columns, centres, other * columns, columns)) / 2)
}

function add(
  values: Float64Array,
  row: number,
  columns: number,
  sums: Float64Array,
  sizes: Float64Array,
  cluster: number,
  sign: number,
): void {
  sizes[cluster]! += sign
  for (let column = 0; column < columns; column++) sums[cluster * columns + column]! += sign * values[row * columns + column]!
}

/** Gives every empty cluster the point that lies farthest from its own centre and is not alone there. */
function fillEmpty(
  { values, rows, columns }: Points,
  centres: Float64Array,
  labels: Uint8Array,
  sums: Float64Array,
  sizes: Float64Array,
  k: number,
): boolean {
  let filled = false
  if (!sizes.includes(0)) return filled
  const spread = values.reduce((sum, value) => sum + value * value, 0) / rows
  for (let cluster = 0; cluster < k; cluster++) {
    if (sizes[cluster]! > 0) continue
    // What lies on its centre but for rounding is not away from it: it would come back at once, for ever.
    let [farthest, distance] = [-1, ROUNDING * spread]
    for (let row = 0; row < rows; row++) {
      if (sizes[labels[row]!]! < 2) continue
      const own = squared(values, row * columns, centres, labels[row]! * columns, columns)
      if (own > distance) [farthest, distance] = [row, own]
    }
    // Fewer different points than clusters: this one stays empty.
    if (farthest < 0) continue
    add(values, farthest, columns, sums, sizes, labels[farthest]!, -1)
    add(values, farthest, columns, sums, sizes, cluster, 1)
    labels[farthest] = cluster
    centres.set(values.subarray(farthest * columns, (farthest + 1) * columns), cluster * columns)
    filled = true
  }
  return filled
}

/** Puts every centre in the middle of its points, and tells how far each went. */
function moveCentres(centres: Float64Array, sums: Float64Array, sizes: Float64Array, k: number, columns: number) {
  const moved = new Float64Array(k)
  let [farthest, farthestOf, nextFarthest] = [0, -1, 0]
  for (let cluster = 0; cluster < k; cluster++) {
    if (sizes[cluster] === 0) continue
    let way = 0
    for (let column = 0; column < columns; column++) {
      const at = cluster * columns + column
      const mean = sums[at]! / sizes[cluster]!
      way += (mean - centres[at]!) ** 2
      centres[at] = mean
    }
    moved[cluster] = Math.sqrt(way)
    if (moved[cluster]! > farthest) {
      nextFarthest = farthest
      farthest = moved[cluster]!
      farthestOf = cluster
    } else nextFarthest = Math.max(nextFarthest, moved[cluster]!)
  }
  return { moved, farthest, farthestOf, nextFarthest }
}
