/** What the customers of one kind of change add to a number, before and after. For a ratio also what they add to its denominator. */
export interface Addend {
  readonly before: number
  readonly after: number
  readonly beforeOf: number
  readonly afterOf: number
}

/** A difference in three parts that add up to it. */
export interface Parts {
  readonly new: number
  readonly lost: number
  readonly changed: number
}

export type Addends = Readonly<Record<keyof Parts, Addend>>

const KINDS = ['new', 'lost', 'changed'] as const

/** A count or a sum: what each kind adds afterwards less what it added before. */
export function splitSum(addends: Addends): Parts {
  return mapKinds((kind) => addends[kind].after - addends[kind].before)
}

/**
 * A ratio: each kind goes from before to after in turn, in all six orders, and has the mean of what the ratio then moves by
 * (Shapley 1953). The parts add up to the difference, and no order is preferred. Null where a ratio has no denominator at an end.
 */
export function splitRatio(addends: Addends): Parts | null {
  if (ratioOf(addends, 'before') === null || ratioOf(addends, 'after') === null) return null
  const totals = { new: 0, lost: 0, changed: 0 }
  for (const order of ORDERS) {
    const moved = new Set<keyof Parts>()
    let ratio = mixed(addends, moved)
    for (const kind of order) {
      moved.add(kind)
      const next = mixed(addends, moved)
      totals[kind] += (next - ratio) / ORDERS.length
      ratio = next
    }
  }
  return totals
}

export function ratioOf(addends: Addends, end: 'before' | 'after'): number | null {
  const [part, whole] = KINDS.reduce(([sum, of], kind) => [sum + addends[kind][end], of + addends[kind][`${end}Of`]] as [number, number], [
    0, 0,
  ] as [number, number])
  return whole > 0 ? part / whole : null
}

const ORDERS = KINDS.flatMap((one) =>
  KINDS.filter((kind) => kind !== one).map((two) => [one, two, KINDS.find((kind) => kind !== one && kind !== two)!] as const),
)

/** The ratio with some kinds as they are after and the others as they were; nothing over nobody is 0. */
function mixed(addends: Addends, moved: ReadonlySet<keyof Parts>): number {
  let [part, whole] = [0, 0]
  for (const kind of KINDS) {
    part += moved.has(kind) ? addends[kind].after : addends[kind].before
    whole += moved.has(kind) ? addends[kind].afterOf : addends[kind].beforeOf
  }
  return whole > 0 ? part / whole : 0
}

function mapKinds(of: (kind: keyof Parts) => number): Parts {
  return { new: of('new'), lost: of('lost'), changed: of('changed') }
}
