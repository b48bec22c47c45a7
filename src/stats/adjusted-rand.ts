/**
 * How far two partitions of the same things agree, beyond chance: 1 the same, about 0 when unrelated (Hubert & Arabie 1985, eq. 5).
 * 1 where both leave no choice: all in one, or each alone.
 */
export function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [pairs, rows, columns] = [new Map<string, number>(), new Map<number, number>(), new Map<number, number>()]
  for (let index = 0; index < one.length; index++) {
    count(pairs, `${one[index]} ${other[index]}`)
    count(rows, one[index]!)
    count(columns, other[index]!)
  }
  const [together, inOne, inOther] = [choose(pairs), choose(rows), choose(columns)]
  const expected = one.length < 2 ? 0 : (inOne * inOther) / ((one.length * (one.length - 1)) / 2)
  const most = (inOne + inOther) / 2
  return most === expected ? 1 : (together - expected) / (most - expected)
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Σ n(n − 1)/2. */
function choose(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}
