import { quantile } from './quantile'

/** Values of a column of fewer kinds are its steps; those of others are counted in so many bins at most. */
const MOST_BINS = 20

/**
 * As many values, in order, of the distribution with one mode that lies closest to those given: their histogram's least-squares fit that
 * rises to a mode and falls after it (Barlow et al. 1972, pool adjacent violators). What has one mode already stays as it is.
 */
export function closestUnimodal(sorted: Float64Array): Float64Array {
  const kinds = [...new Set(sorted)]
  const isStepped = kinds.length <= MOST_BINS
  const edges = isStepped ? kinds : edgesOf(sorted)
  const starts = edges.map((edge) => firstFrom(sorted, edge))
  const counts = starts.map((start, bin) => (starts[bin + 1] ?? sorted.length) - start)
  const fitted = unimodalFit(counts)
  const drawn = new Float64Array(sorted.length)
  let [held, at] = [0, 0]
  for (const [bin, weight] of fitted.entries()) {
    held += weight
    const until = bin === fitted.length - 1 ? sorted.length : Math.round(held)
    const own = sorted.subarray(starts[bin], starts[bin]! + counts[bin]!)
    const [low, high] = [edges[bin]!, edges[bin + 1] ?? sorted.at(-1)!]
    const size = until - at
    for (let place = 0; place < size; place++, at++) {
      const share = (place + 0.5) / size
      // Where the fit has many and the data had few, they lie evenly.
      drawn[at] = isStepped ? low : own.length >= size / 2 ? quantile(own, share) : low + share * (high - low)
    }
  }
  return drawn
}

/** Where each bin begins. */
function edgesOf(sorted: Float64Array): number[] {
  const bins = Math.max(5, Math.min(MOST_BINS, Math.ceil(Math.sqrt(sorted.length) / 2)))
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  return Array.from({ length: bins }, (_, bin) => low + ((high - low) * bin) / bins)
}

function firstFrom(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The least-squares fit that rises up to some place and falls from it on. */
export function unimodalFit(counts: readonly number[]): number[] {
  let best: { fit: number[]; loss: number } | null = null
  for (let mode = 0; mode < counts.length; mode++) {
    const fit = [...increasing(counts.slice(0, mode + 1)), ...increasing(counts.slice(mode + 1).reverse()).reverse()]
    const loss = fit.reduce((sum, value, bin) => sum + (value - counts[bin]!) ** 2, 0)
    if (!best || loss < best.loss) best = { fit, loss }
  }
  return best?.fit ?? []
}

/** Pool adjacent violators. */
function increasing(values: readonly number[]): number[] {
  const blocks: { sum: number; size: number }[] = []
  for (const value of values) {
    blocks.push({ sum: value, size: 1 })
    while (blocks.length > 1 && blocks.at(-2)!.sum / blocks.at(-2)!.size > blocks.at(-1)!.sum / blocks.at(-1)!.size) {
      const { sum, size } = blocks.pop()!
      blocks.at(-1)!.sum += sum
      blocks.at(-1)!.size += size
    }
  }
  return blocks.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
}
