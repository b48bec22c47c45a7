/** Named distributions over one stream of numbers: the same seed and name give the same draws on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number
  chance(probability: number): boolean
  /** A whole number from 0 to limit − 1. */
  below(limit: number): number
  between(least: number, most: number): number
  normal(): number
  exponential(mean: number): number
  /** Mean = shape × scale. */
  gamma(shape: number, scale: number): number
  /** Mean = a / (a + b). */
  beta(a: number, b: number): number
  poisson(mean: number): number
  pick<T>(items: readonly T[]): T
  /** An index drawn with the weights given to `weighted`. */
  index(weights: Weights): number
}

/** Running totals of weights; the last one is their sum. */
export type Weights = Float64Array

export function weighted(weights: readonly number[]): Weights {
  let total = 0
  return Float64Array.from(weights, (weight) => (total += weight))
}

/** Each part of the sample draws from a stream of its own, so that a change in one leaves the others as they were. */
export function openStream(seed: number, name: string): Random {
  const unit = sfc32(seed, name)
  let spare = NaN

  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = NaN
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - unit()))
    const angle = 2 * Math.PI * unit()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  // Marsaglia & Tsang 2000; below shape 1 by the boost of their §6.
  function gamma(shape: number, scale: number): number {
    if (shape < 1) return gamma(shape + 1, scale) * Math.pow(1 - unit(), 1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
    }
  }

  return {
    unit,
    chance: (probability) => unit() < probability,
    below: (limit) => Math.floor(unit() * limit),
    between: (least, most) => least + Math.floor(unit() * (most - least + 1)),
    normal,
    exponential: (mean) => -mean * Math.log(1 - unit()),
    gamma,
    beta(a, b) {
      const x = gamma(a, 1)
      return x / (x + gamma(b, 1))
    },
    // Knuth's product of uniforms: exact, and quick for the small means used here.
    poisson(mean) {
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = unit(); product > limit; product *= unit()) count++
      return count
    },
    pick: (items) => items[Math.floor(unit() * items.length)]!,
    index(weights) {
      const target = unit() * weights[weights.length - 1]!
      let index = 0
      while (weights[index]! <= target) index++
      return index
    },
  }
}

/** Small fast counting generator (Doty-Humphrey, PractRand), 32 bits. */
function sfc32(seed: number, name: string): () => number {
  let a = seed | 0
  let b = fingerprint(name) | 0
  let c = 0x9e3779b9 | 0
  let d = 1
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  // The first numbers of neighbouring seeds resemble each other.
  for (let round = 0; round < 15; round++) next()
  return next
}

/** FNV-1a, 32 bits. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}
