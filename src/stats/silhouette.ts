import { squared, type Points } from './k-means'

/**
 * Silhouette of every row under each of several clusterings of the same rows: s = (b − a) / max(a, b), where a is the mean
 * distance to the others of the own cluster and b the least mean distance to another one; 0 for a cluster of one (Rousseeuw 1987).
 * Takes rows² distances, each worked out once: draw a sample of large data.
 */
export function silhouettes({ values, rows, columns }: Points, labellings: readonly ArrayLike<number>[]): Float64Array[] {
  const counts = labellings.map((labels) => Array.from(labels).reduce((most, label) => Math.max(most, label + 1), 0))
  const sizes = labellings.map((labels, index) => {
    const own = new Float64Array(counts[index]!)
    for (let row = 0; row < rows; row++) own[labels[row]!]!++
    return own
  })
  const sums = counts.map((k) => new Float64Array(rows * k))
  for (let one = 0; one < rows; one++)
    for (let other = 0; other < one; other++) {
      const distance = Math.sqrt(squared(values, one * columns, values, other * columns, columns))
      for (let index = 0; index < labellings.length; index++) {
        const [k, labels, own] = [counts[index]!, labellings[index]!, sums[index]!]
        own[one * k + labels[other]!]! += distance
        own[other * k + labels[one]!]! += distance
      }
    }
  return labellings.map((labels, index) => {
    const [k, own, size] = [counts[index]!, sums[index]!, sizes[index]!]
    return Float64Array.from({ length: rows }, (_, row) => {
      const cluster = labels[row]!
      if (size[cluster]! < 2) return 0
      let least = Infinity
      for (let other = 0; other < k; other++)
        if (other !== cluster && size[other]! > 0) least = Math.min(least, own[row * k + other]! / size[other]!)
      if (least === Infinity) return 0
      const within = own[row * k + cluster]! / (size[cluster]! - 1)
      const larger = Math.max(within, least)
      return larger === 0 ? 0 : (least - within) / larger
    })
  })
}
