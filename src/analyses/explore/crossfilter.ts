/**
 * Which bins customers are in. `rows` null: the customer at each place is in the bin there; else one entry a pair of customer
 * (its place, in increasing order) and bin, for those who can be in several.
 */
export interface Column {
  readonly rows: Uint32Array | null
  readonly bins: Uint8Array | Uint16Array
  /** Number of bins. */
  readonly size: number
}

/** A brush on a column: the bins that it takes, 1 or 0. */
export interface Held {
  readonly column: Column
  readonly taken: Uint8Array
}

/** Something counted by the bins of a column, among those whom all brushes keep besides the one of its own. */
export interface Counter {
  readonly column: Column
  /** Place of its own brush among those held; −1: it has none. */
  readonly own: number
  /** Added up for each customer; null: customers are counted. */
  readonly weights: Float64Array | null
}

/**
 * Counts of every counter for each bin of the brush in hand, so that moving it adds up a few rows and asks no customer (Moritz, Howe &
 * Heer 2019, Falcon). Where the column in hand may have several bins a customer, the counts are those of its brush as it stands.
 */
export interface Index {
  readonly keys: number
  /** One a counter, bins of the brush in hand × bins of the counter. */
  readonly tables: readonly Float64Array[]
  readonly counters: readonly Counter[]
  readonly active: number
}

const SEVERAL = 255

/** `active`: the place of the brush in hand among those held; −1: none. */
export function indexOf(customers: number, held: readonly Held[], counters: readonly Counter[], active = -1): Index {
  const inHand = active >= 0 && held[active]!.column.rows === null ? active : -1
  const failed = failing(customers, held, inHand)
  const keys = inHand < 0 ? null : held[inHand]!.column
  const tables = counters.map((counter) => tally(counter, failed, keys))
  return { keys: keys?.size ?? 1, tables, counters, active: inHand }
}

/** The counts of every counter while the brush in hand takes these bins. */
export function countsAt(index: Index, taken: Uint8Array | null): readonly Float64Array[] {
  return index.tables.map((table, place) => {
    const { column, own } = index.counters[place]!
    const counts = new Float64Array(column.size)
    for (let key = 0; key < index.keys; key++) {
      const isIn = index.active < 0 || own === index.active || taken![key] === 1
      if (isIn) for (let bin = 0; bin < column.size; bin++) counts[bin]! += table[key * column.size + bin]!
    }
    return counts
  })
}

/** Counts at one go, with no brush in hand. */
export function countsOf(customers: number, held: readonly Held[], counters: readonly Counter[]): readonly Float64Array[] {
  return countsAt(indexOf(customers, held, counters), null)
}

/** Customers whom every brush keeps: 1 or 0 at each place. */
export function keptBy(customers: number, held: readonly Held[]): Uint8Array {
  return failing(customers, held, -1).map((failed) => Number(failed === 0))
}

/** Two columns as one: the bin of each pair is first × size of the second + second. */
export function jointColumn(first: Column, second: Column, customers: number): Column {
  const size = first.size * second.size
  if (first.rows === null && second.rows === null)
    return { rows: null, bins: Uint16Array.from(first.bins, (bin, row) => bin * second.size + second.bins[row]!), size }
  const [starts, other] = [startsOf(first, customers), startsOf(second, customers)]
  let pairs = 0
  for (let row = 0; row < customers; row++) pairs += (starts[row + 1]! - starts[row]!) * (other[row + 1]! - other[row]!)
  const [rows, bins] = [new Uint32Array(pairs), new Uint16Array(pairs)]
  let at = 0
  for (let row = 0; row < customers; row++)
    for (let one = starts[row]!; one < starts[row + 1]!; one++)
      for (let two = other[row]!; two < other[row + 1]!; two++) {
        rows[at] = row
        bins[at++] = first.bins[one]! * second.size + second.bins[two]!
      }
  return { rows, bins, size }
}

/** Where the entries of each customer begin, and where those of the last end. */
function startsOf({ rows, bins }: Column, customers: number): Uint32Array {
  const starts = new Uint32Array(customers + 1)
  if (rows === null) return starts.map((_, row) => row)
  for (const row of rows) starts[row + 1]!++
  for (let row = 0; row < customers; row++) starts[row + 1]! += starts[row]!
  starts[customers] = bins.length
  return starts
}

/** For each customer 0 where every brush keeps them, the place + 1 of the only one that does not, or that there are several. */
function failing(customers: number, held: readonly Held[], except: number): Uint8Array {
  const failed = new Uint8Array(customers)
  for (const [place, { column, taken }] of held.entries()) {
    if (place === except) continue
    const { rows, bins } = column
    const mark = place + 1
    if (rows === null) {
      for (let row = 0; row < customers; row++) if (taken[bins[row]!] === 0) failed[row] = failed[row] === 0 ? mark : SEVERAL
      continue
    }
    const passes = new Uint8Array(customers)
    for (let at = 0; at < rows.length; at++) if (taken[bins[at]!] === 1) passes[rows[at]!] = 1
    for (let row = 0; row < customers; row++) if (passes[row] === 0) failed[row] = failed[row] === 0 ? mark : SEVERAL
  }
  return failed
}

function tally({ column, own, weights }: Counter, failed: Uint8Array, keyed: Column | null): Float64Array {
  const { rows, bins, size } = column
  const mark = own + 1
  const keys = keyed?.bins
  const table = new Float64Array((keyed?.size ?? 1) * size)
  for (let at = 0; at < bins.length; at++) {
    const row = rows === null ? at : rows[at]!
    const fails = failed[row]!
    if (fails !== 0 && fails !== mark) continue
    table[(keys === undefined ? 0 : keys[row]! * size) + bins[at]!]! += weights === null ? 1 : weights[row]!
  }
  return table
}
