/**
 * Harrell's C: of all pairs of whom one is known to have left before the other, the share in which the one who left first has the
 * higher score; equal scores count half. Rows run from the longest stay to the shortest; who is still there stays longer than who
 * leaves at the same time, and two who leave together are no pair. Null without a pair.
 */
export function concordance(
  time: ArrayLike<number>,
  hasLeft: ArrayLike<number>,
  customers: ArrayLike<number>,
  scores: ArrayLike<number>,
): number | null {
  const levels = [...new Set(Array.from(scores))].sort((a, b) => a - b)
  const rank = new Map(levels.map((score, index) => [score, index + 1]))
  const longer = new CountsByRank(levels.length)
  let agreeing = 0
  let pairs = 0
  for (let from = 0; from < time.length;) {
    let to = from
    while (to < time.length && time[to] === time[from]) to++
    for (let row = from; row < to; row++) if (!hasLeft[row]) longer.add(rank.get(scores[row]!)!, customers[row]!)
    for (let row = from; row < to; row++) {
      if (!hasLeft[row]) continue
      const own = rank.get(scores[row]!)!
      const lower = longer.upTo(own - 1)
      const equal = longer.upTo(own) - lower
      agreeing += customers[row]! * (lower + equal / 2)
      pairs += customers[row]! * longer.upTo(levels.length)
    }
    for (let row = from; row < to; row++) if (hasLeft[row]) longer.add(rank.get(scores[row]!)!, customers[row]!)
    from = to
  }
  return pairs > 0 ? agreeing / pairs : null
}

/** Running sums over ranks from 1 that can be added to (Fenwick 1994). */
class CountsByRank {
  readonly #sums: Float64Array

  constructor(ranks: number) {
    this.#sums = new Float64Array(ranks + 1)
  }

  add(rank: number, value: number): void {
    for (let place = rank; place < this.#sums.length; place += place & -place) this.#sums[place]! += value
  }

  upTo(rank: number): number {
    let sum = 0
    for (let place = rank; place > 0; place -= place & -place) sum += this.#sums[place]!
    return sum
  }
}
