import type { Trait } from './traits'

/** A trait that tells the outcome by itself: written down because of the leaving. */
export interface Leak {
  readonly feature: string
  readonly value: string
  readonly n: number
}

/** Nearly everybody who has it left, or nearly everybody who left has it and nobody else: no cause is so sure. */
export function leaksIn(traits: readonly Trait[], left: Uint8Array): readonly Leak[] {
  const share = left.reduce((sum, one) => sum + one, 0) / Math.max(1, left.length)
  const outcome = Int8Array.from(left)
  return traits.flatMap(({ feature, value, has }) => {
    let [n, gone] = [0, 0]
    for (let record = 0; record < has.length; record++) {
      if (has[record] !== 1) continue
      n++
      gone += left[record]!
    }
    const tellsAll = share < 0.9 && n >= 30 && gone / n > 0.99
    return tellsAll || Math.abs(correlation(has, outcome)) > 0.9 ? [{ feature, value, n }] : []
  })
}

/** φ of two traits over the records that know both. */
export function correlation(one: Int8Array, other: Int8Array): number {
  let [n, a, b, both] = [0, 0, 0, 0]
  for (let record = 0; record < one.length; record++) {
    if (one[record]! < 0 || other[record]! < 0) continue
    n++
    a += one[record]!
    b += other[record]!
    both += one[record]! & other[record]!
  }
  const spread = a * (n - a) * b * (n - b)
  return spread > 0 ? (n * both - a * b) / Math.sqrt(spread) : 0
}
